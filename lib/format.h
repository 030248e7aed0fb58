/* SPDX-License-Identifier: MIT */
/* The numbers of the ROMFS format, once for reader and builder. FORMAT.md says what they mean. */
#ifndef XROM_FORMAT_H
#define XROM_FORMAT_H

#include <xrom/record.h>

/* The first bytes of an image: its kind. */
#define XROM_MAGIC_SIZE 3
#define XROM_MAGIC_FIRST 0xd2
#define XROM_MAGIC_SECOND 0xcd
#define XROM_MAGIC_THIRD 0x31

/* The largest n of a record of alignment. */
#define XROM_ALIGN_MAX 31

#endif
