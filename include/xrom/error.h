/* SPDX-License-Identifier: MIT */
/*
 * Errors. Every function of the library that can fail returns 0 or one of these negative values, and writes its outputs
 * only when it returns 0. The groups say whose fault an error is.
 */
#ifndef XROM_ERROR_H
#define XROM_ERROR_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

enum xrom_error {
    XROM_OK = 0,

    /* The caller's: the call itself is wrong. */
    XROM_ERR_ARGUMENT = -1, /* a null pointer, a node of another image, an alignment that is not a power of two */
    XROM_ERR_BUFFER = -2,   /* the buffer is too small for the whole answer */
    XROM_ERR_LEVELS = -3,   /* the tree is deeper than the array of levels that was given */
    XROM_ERR_RANGE = -4,    /* an offset or size outside the device, or not a multiple of its erase or program unit */

    /* The request's: the call is right, the answer is no. */
    XROM_ERR_NOT_FOUND = -16,     /* no such path */
    XROM_ERR_END = -17,           /* no further entry */
    XROM_ERR_IS_DIRECTORY = -18,  /* a directory where a file is needed */
    XROM_ERR_NOT_DIRECTORY = -19, /* a file where a directory is needed */
    XROM_ERR_UNALIGNED = -20,     /* the data, or the image, does not have the alignment that it needs */
    XROM_ERR_READ_ONLY = -21,     /* the device cannot be written */
    XROM_ERR_UNFINISHED = -22,    /* there is more to do: call again */
    XROM_ERR_BUSY = -23,          /* somebody uses what would be changed */
    XROM_ERR_NO_SPACE = -24,      /* it does not fit where it is to go */
    XROM_ERR_OTHER_IMAGE = -25,   /* an image, but not the one that is expected */

    /* The image's: its bytes are damaged, or not an image. Never reported as absence. */
    XROM_ERR_NOT_ROMFS = -32, /* no ROMFS begins here */
    XROM_ERR_TOO_LARGE = -33, /* the image says that it is larger than 2^31-1 bytes */
    XROM_ERR_TRUNCATED = -34, /* the image says that it is larger than the place it was found in */
    XROM_ERR_VARUINT = -35,   /* an integer runs past its record, or does not fit into 32 bits */
    XROM_ERR_RECORD = -36,    /* a record runs past the one that holds it */
    XROM_ERR_UNUSED = -37,    /* a record of kind 0, which the format reserves as a sign of corruption */
    XROM_ERR_NAME = -38,      /* a name runs past its record */
    XROM_ERR_POINTER = -39,   /* file data lies outside the image */
    XROM_ERR_NO_DATA = -40,   /* a file without a data record */
    XROM_ERR_CHECKSUM = -41,  /* the bytes are not those that the checksum was made of */
    XROM_ERR_INDEX = -42,     /* the index contradicts itself or the rest of the image */

    /* The same of a .mpy file, which may be a file in an image. */
    XROM_ERR_NOT_MPY = -43,       /* no .mpy begins here */
    XROM_ERR_MPY_VERSION = -44,   /* a .mpy of a version that is not read, or of CircuitPython */
    XROM_ERR_MPY_TRUNCATED = -45, /* the .mpy says that it has more than there are bytes */
    XROM_ERR_MPY_PART = -46,      /* an object, code, prelude or instruction that the format does not have */

    /* The device's. */
    XROM_ERR_IO = -48, /* the device or the operating system failed */

    /* The host's: the tree that an image is made of, the files that it is put into. */
    XROM_ERR_TREE = -64,   /* the tree cannot become an image: the message says which entry and why */
    XROM_ERR_MEMORY = -65, /* the host has no memory left */
    XROM_ERR_SINK = -66,   /* the sink that takes the bytes of the image failed */
    XROM_ERR_FILE = -67    /* a UF2, HEX or S-record file is broken: the message says where and how */
};

/* True where the bytes of the image are at fault. */
static inline bool xrom_is_damage(int error)
{
    return error <= XROM_ERR_NOT_ROMFS && error > XROM_ERR_IO;
}

/*
 * A sentence for a person: what an error means, without a full stop. Constant text, never null, also for values that are
 * no errors. It stands in an object of its own, which a firmware that does not call it does not link.
 */
const char *xrom_error_text(int error);

#ifdef __cplusplus
}
#endif

#endif
