/* SPDX-License-Identifier: MIT */
/*
 * The ROMFS format, once for reader and builder. It is MicroPython's, version 1 (extmod/vfs_rom.c there).
 *
 *   varuint     an unsigned integer, big-endian in groups of seven bits, the high bit of a byte set where another byte
 *               follows. Leading 0x80 bytes change nothing and may pad it to any length. Values of more than 32 bits
 *               are damage.
 *   record      kind varuint, length varuint, then `length` bytes of payload.
 *   image       a record of kind 0x14a6b1, hence with the bytes d2 cd 31 ("RM1") first. Its payload is the root
 *               directory: records, to the end. Its whole size is even, by a 0x80 before the length where needed.
 *               What follows it in the partition is no part of it.
 *
 *   kind  payload
 *   0     never used: a sign of corruption
 *   1     padding or a comment: anything
 *   2     file data, verbatim
 *   3     file data elsewhere: size varuint, offset varuint, the offset from the first byte of the root's payload
 *   4     directory: name length varuint, name, then records
 *   5     file: name length varuint, name, then records; the first of kind 2 or 3 is its data, also when it is empty
 *   else  skipped
 *
 * A reader skips what it does not know, everywhere; whatever a later version adds has a kind of its own.
 */
#ifndef XROM_FORMAT_H
#define XROM_FORMAT_H

/* The first byte of an image: the kind of its record is not padded. */
#define XROM_MAGIC_FIRST 0xd2

enum xrom_record_kind {
    XROM_RECORD_UNUSED = 0,
    XROM_RECORD_PADDING = 1,
    XROM_RECORD_DATA = 2,
    XROM_RECORD_POINTER = 3,
    XROM_RECORD_DIRECTORY = 4,
    XROM_RECORD_FILE = 5,
    XROM_RECORD_IMAGE = 0x14a6b1
};

#endif
