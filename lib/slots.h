/* SPDX-License-Identifier: MIT */
/*
 * What stands in flash about a slot: its control area, for firmware and for tools that search a dump for slots.
 *
 *   slot        the image at its first byte, room up to `capacity` bytes, then the control area. Both are whole erase
 *               units. Slots follow each other without a gap; their sizes are equal.
 *   control     in units of 2^u bytes: the program unit of the device, 32 at least. Behind the last mark all is erased.
 *     unit 0    the record, programmed at once when the image is whole and verified:
 *                 0   u8[4]  magic "xslt"
 *                 4   u8     version 1; a reader does not use a record of another version
 *                 5   u8     1: the image is on trial until it is confirmed; 0: it is not. No other value
 *                 6   u8     u, 5..24
 *                 7   u8     0
 *                 8   u32    sequence number
 *                 12  u32    capacity: the image begins as many bytes before the record
 *                 16  u32    size of the image in bytes, 4..capacity
 *                 20  u32    CRC-32 (IEEE 802.3) of the whole image
 *                 24  u32    the same of the 24 bytes above
 *     unit 1    mark: a trial has begun
 *     unit 2    mark: the image is confirmed
 *     unit 3    mark: the image is rejected
 *
 * Numbers are little-endian. A mark is a u32 at the start of its unit, ffffffff at first and programmed to 0. It is set
 * where at least half of its bits are 0: a power cut that tears it leaves it set or not, and single bits that flip do
 * not change it. A mark that was torn is programmed again, with the same bytes; else no unit is programmed twice.
 *
 * Of two sequence numbers a is the newer where a - b, modulo 2^32, is 1..2^31-1.
 *
 * To end a slot, the first 3 bytes of the record are programmed to 0 before anything in it is erased: whichever bits of
 * them a power cut leaves, the record is none any more or still whole, with its marks and its image. The first 3 bytes
 * of the image, which are the magic of ROMFS, are the last of it to be programmed, and in the same way the first to go.
 */
#ifndef XROM_LIB_SLOTS_H
#define XROM_LIB_SLOTS_H

#include <stdint.h>

#define XROM_CONTROL_MAGIC "xslt"
#define XROM_CONTROL_VERSION 1

#define XROM_CONTROL_RECORD_SIZE 28
#define XROM_CONTROL_CHECKED_SIZE 24 /* of it, before the CRC-32 */
#define XROM_CONTROL_UNIT_MIN 5      /* bits: a record fits */
#define XROM_CONTROL_UNIT_MAX 24
#define XROM_CONTROL_UNITS 4

/* What is programmed to 0 to end a record or an image: each of its bytes has bits that are 1. */
#define XROM_BLOT_SIZE 3

/* The units of the marks. */
enum xrom_control_mark {
    XROM_MARK_TRIED = 1,
    XROM_MARK_CONFIRMED = 2,
    XROM_MARK_REJECTED = 3,
};

#endif
