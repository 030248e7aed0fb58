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
 *
 * xrom's own records. A reader that does not know them skips them and sees a plain image. "Position" is an offset from
 * the first byte of the image.
 *
 *   0x70  header, the first record of the root:
 *           version varuint   1; what a later version means is for later readers, this one then knows of no further record
 *           align varuint     the base address must be a multiple of 2^align; the builder gives at most 16
 *           tail varuint      position of the first record of the tail; 0: there is none, and a search from there meets
 *                             the image record alone
 *   0x78  index, at most one, directly behind the header, and 0x79 parent, directly before each directory of an indexed
 *         image: see index.h
 *   the tail, the last records of the root, in this order, each at most once:
 *   0x76  name of the image, 0x77 its version: UTF-8
 *   0x7a  build id: 16 bytes, the first half of the SHA-256 of the image up to this payload
 *   0x7b  checksum, the last 7 bytes of the image: a varuint padded to 5 bytes, the CRC-32 (IEEE 802.3) of all bytes
 *         before this payload
 *   in a file, behind its data:
 *   0x72  modification time: varuint, seconds since 1970-01-01 00:00 UTC
 *   0x73  content hash: 16 bytes, the first half of the SHA-256 of the data as it stands in the image
 *   0x74  content type, as in HTTP: "text/html"
 *   0x75  content encoding, as in HTTP: "gzip"; the data is stored so, and never decoded by the reader
 */
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
