/* SPDX-License-Identifier: MIT */
#include <xrom/error.h>

const char *xrom_error_text(int error)
{
    switch (error) {
    case XROM_OK: return "no error";
    case XROM_ERR_ARGUMENT: return "wrong argument";
    case XROM_ERR_BUFFER: return "the buffer is too small";
    case XROM_ERR_LEVELS: return "the tree is deeper than expected";
    case XROM_ERR_RANGE: return "outside the device or not a multiple of its unit";
    case XROM_ERR_NOT_FOUND: return "no such file or directory";
    case XROM_ERR_END: return "no further entry";
    case XROM_ERR_IS_DIRECTORY: return "is a directory";
    case XROM_ERR_NOT_DIRECTORY: return "is not a directory";
    case XROM_ERR_UNALIGNED: return "not aligned as required";
    case XROM_ERR_READ_ONLY: return "the device cannot be written";
    case XROM_ERR_UNFINISHED: return "not finished yet";
    case XROM_ERR_BUSY: return "in use";
    case XROM_ERR_NO_SPACE: return "does not fit into its place";
    case XROM_ERR_OTHER_IMAGE: return "not the image that is expected";
    case XROM_ERR_NOT_ROMFS: return "not a ROMFS image";
    case XROM_ERR_TOO_LARGE: return "the image is larger than 2^31-1 bytes";
    case XROM_ERR_TRUNCATED: return "the image is cut off";
    case XROM_ERR_VARUINT: return "an integer is cut off or exceeds 32 bits";
    case XROM_ERR_RECORD: return "a record runs past the end of what holds it";
    case XROM_ERR_UNUSED: return "a record of kind 0, which is never used";
    case XROM_ERR_NAME: return "a name runs past the end of its record";
    case XROM_ERR_POINTER: return "file data lies outside the image";
    case XROM_ERR_NO_DATA: return "a file without data";
    case XROM_ERR_CHECKSUM: return "the checksum does not match the bytes";
    case XROM_ERR_INDEX: return "the index contradicts the rest of the image";
    case XROM_ERR_NOT_MPY: return "not a .mpy file";
    case XROM_ERR_MPY_VERSION: return "a .mpy file of a version that is not supported";
    case XROM_ERR_MPY_TRUNCATED: return "the .mpy file is cut off";
    case XROM_ERR_MPY_PART: return "a part of the .mpy file is damaged";
    case XROM_ERR_IO: return "input or output failed";
    case XROM_ERR_TREE: return "the tree cannot become an image";
    case XROM_ERR_MEMORY: return "out of memory";
    case XROM_ERR_SINK: return "the image could not be written";
    case XROM_ERR_FILE: return "a flash file is broken";
    default: return "unknown error";
    }
}
