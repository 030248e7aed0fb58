/* SPDX-License-Identifier: MIT */
/* The numbers of the ROMFS format, once for reader and builder. FORMAT.md says what they mean. */
#ifndef XROM_FORMAT_H
#define XROM_FORMAT_H

/* The first byte of an image: the kind of its record is not padded. */
#define XROM_MAGIC_FIRST 0xd2

/* The bytes of that kind. */
#define XROM_MAGIC_SIZE 3

/* The version of the header record that this reader knows. */
#define XROM_HEADER_VERSION 1

enum xrom_record_kind {
    XROM_RECORD_UNUSED = 0,
    XROM_RECORD_PADDING = 1,
    XROM_RECORD_DATA = 2,
    XROM_RECORD_POINTER = 3,
    XROM_RECORD_DIRECTORY = 4,
    XROM_RECORD_FILE = 5,
    XROM_RECORD_HEADER = 0x70,
    XROM_RECORD_INDEX = 0x78,
    XROM_RECORD_PARENT = 0x79,
    XROM_RECORD_CHECKSUM = 0x7b,
    XROM_RECORD_IMAGE = 0x14a6b1
};

#endif
