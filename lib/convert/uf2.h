/* SPDX-License-Identifier: MIT */
/*
 * UF2, the USB flashing format (github.com/microsoft/uf2): blocks of 512 bytes. All numbers have 32 bits, little-endian.
 *
 *   offset  size
 *   0       8     magic
 *   8       4     flags
 *   12      4     address
 *   16      4     bytes of data that count, at most 476
 *   20      4     number of the block, from 0, among those of its family
 *   24      4     how many of them there are
 *   28      4     family, where the flag says so; else the size of the file or 0
 *   32      476   data; the rest is ff, extension tags, or at its end an MD5 sum
 *   508     4     magic
 */
#ifndef XROM_CONVERT_UF2_H
#define XROM_CONVERT_UF2_H

#include "flash.h"

/* Bytes of data in a block that is written: what bootloaders with small pages need. */
#define XROM_UF2_PAYLOAD 256

enum {
    UF2_DATA = 32,
    UF2_DATA_MAX = 476,
    UF2_MD5 = 24, /* bytes of an MD5 sum and what it is about */
    UF2_END = 508
};

enum uf2_flag {
    UF2_NOT_MAIN_FLASH = 0x1,
    UF2_FILE_CONTAINER = 0x1000,
    UF2_HAS_FAMILY = 0x2000,
    UF2_HAS_MD5 = 0x4000,
    UF2_HAS_TAGS = 0x8000
};

static const uint8_t xrom_uf2_magic[8] = {'U', 'F', '2', '\n', 0x57, 0x51, 0x5d, 0x9e};
static const uint8_t xrom_uf2_end[4] = {0x30, 0x6f, 0xb1, 0x0a};

#endif
