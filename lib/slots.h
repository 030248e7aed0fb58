/* SPDX-License-Identifier: MIT */
/*
 * What stands in flash about a slot: its control area, for firmware and for tools that search a dump for slots.
 *
 *   slot        the image at its first byte, room up to `capacity` bytes, then the control area: one erase unit. Slots
 *               follow each other without a gap; their sizes are equal, and whole erase units.
 *   control     the record, programmed at once when the image is whole and verified:
 *                 0   u8[4]  magic "xsl1", of which the digit is the version
 *                 4   u32    sequence number
 *                 8   u32    capacity: the image begins as many bytes before the record
 *                 12  u32    size of the image in bytes
 *                 16  u32    1: the image is on trial until it is confirmed; 0: it is not
 *                 20  u32    CRC-32 (IEEE 802.3) of the 20 bytes above
 *               marks, each programmed alone:
 *                 24  u32    a trial has begun
 *                 28  u32    the image is confirmed
 *                 32  u32    the image is rejected
 *               the rest is erased.
 *
 * Numbers are little-endian. A mark is ffffffff at first and programmed to 0. It is set where at least half of its bits
 * are 0: a power cut that tears it leaves it set or not, and single bits that flip do not change it. The later mark
 * counts more than those before it.
 *
 * Of two sequence numbers a is the newer where a - b, modulo 2^32, is 1..2^31-1.
 *
 * To end a slot, the first 3 bytes of the record are programmed to 0 before anything in it is erased: whichever bits of
 * them a power cut leaves, the record is none any more or still whole, with its marks and its image. The first 3 bytes
 * of the image, which are the magic of ROMFS, are the last of it to be programmed, and in the same way the first to go.
 * The control area is erased when they are there: should a cut in that bring an old record back, its image is whole.
 */
#ifndef XROM_LIB_SLOTS_H
#define XROM_LIB_SLOTS_H

#include <xrom/slots.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

#define XROM_CONTROL_MAGIC UINT32_C(0x316c7378)

/* The words of a record, of which the last is the CRC-32 of the others; then those of the marks. */
enum xrom_control_word {
    XROM_CONTROL_TRIAL = 4,
    XROM_CONTROL_CRC = 5,
    XROM_CONTROL_RECORD = 6, /* so many are the record */
    XROM_CONTROL_TRIED = 6,
    XROM_CONTROL_CONFIRMED = 7,
    XROM_CONTROL_REJECTED = 8,
    XROM_CONTROL_WORDS = 9
};

/* Programs the record of an image that was installed in a slot. Gives the error of the installation. */
int xrom_slot_put(struct xrom_install *install, uint32_t sequence, bool trial);

/* Looks at a slot anew. One whose record, image or geometry is not right is empty. Then chooses the current one. */
void xrom_slots_scan(struct xrom_slots *slots, uint32_t slot);

/* Sets the place of the installation to a slot. */
void xrom_slots_select(struct xrom_slots *slots, uint32_t slot);

/* As bits of states, which are good: for use; for an image that is to be kept while the other one is written. */
#define XROM_SLOTS_TO_USE 12
#define XROM_SLOTS_TO_KEEP 15

/* And those whose trial has begun. */
#define XROM_SLOTS_TO_CONFIRM 5

/* The better one of two slots for a purpose; where neither is good for it, any. */
uint32_t xrom_slots_best(const struct xrom_slots *slots, uint32_t purpose);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
