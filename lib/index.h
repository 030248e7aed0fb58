/* SPDX-License-Identifier: MIT */
/*
 * The format of the index: a perfect hash of all paths, for reader and builder. Numbers are little-endian; a position
 * is the offset, from the first byte of the image, of the last byte of an entry's kind (the 4 or 5). It is a multiple
 * of 4.
 *
 *   kind     0x78, with 0x80 before it where this brings the slots to their place
 *   length   varuint: 17 * slots / 2 + 4
 *   payload:
 *     u16    pilots, one for each group of 4 slots, backward: pilot[slots / 4 - 1], ... pilot[0]
 *     slots  8 bytes each, at a multiple of 8 from the first byte of the image
 *     u32    the shape:
 *              bits 0..7    shift, 8..21
 *              bits 8..23   seed, any
 *              bits 24..31  scale, 1..255; there are scale * 2^24 >> shift slots, a multiple of 8
 *
 *   slot:
 *     u32    position / 4 of the directory that holds the entry; 0: the root
 *     u32    position / 4 of the entry; in the upper 3 bits, its tag: those of the hash of its path
 *   Both are 0 in an empty slot. A position / 4 of XROM_INDEX_SHARED, which is none, says that several paths have this
 *   hash: they are to be found by a walk.
 *
 * Directly before each directory of an indexed image, so that the word stands in the 4 bytes before its position:
 *   kind     0x79, with 0x80 before it where needed
 *   length   4
 *   payload  u32, as the first word of a slot
 *
 * The hash of a path is that of its bytes, with no '/' at either end; it begins with the shape. It tells the group, and
 * with the pilot of the group the slot. The arithmetic is modulo 2^32.
 *
 * The index has each entry of the image but the root. It cannot tell two entries of one name in one directory apart,
 * nor do names without a byte or with a '/' have paths of their own: images with such names have no index.
 */
#ifndef XROM_LIB_INDEX_H
#define XROM_LIB_INDEX_H

#include <stdint.h>

#define XROM_INDEX_SHIFT_MIN 8
#define XROM_INDEX_SHIFT_MAX 21
#define XROM_INDEX_SLOT_SIZE 8
#define XROM_INDEX_SHAPE_SIZE 4

/* The bits of a slot's second word that are a position / 4; the others are the tag. */
#define XROM_INDEX_TAG_BITS 3
#define XROM_INDEX_POSITION (UINT32_MAX >> XROM_INDEX_TAG_BITS)

/* Not even the largest image has an entry there: less than 4 bytes are left. */
#define XROM_INDEX_SHARED XROM_INDEX_POSITION

static inline uint32_t xrom_index_shape(uint32_t scale, uint32_t seed, uint32_t shift)
{
    return scale << 24 | seed << 8 | shift;
}

/* How many slots there are: 8 at least, 255 << 16 at most. */
static inline uint32_t xrom_index_slots(uint32_t shape)
{
    return (shape >> 24 << 24) >> (shape & 0xff);
}

/* The size of all pilots: 2 bytes for each 4 slots. */
static inline uint32_t xrom_index_pilots_size(uint32_t shape)
{
    return (shape >> 24 << 23) >> (shape & 0xff);
}

/* A hash (FNV-1a) and one more byte. */
static inline uint32_t xrom_index_hash(uint32_t hash, uint32_t byte)
{
    return (hash ^ byte) * UINT32_C(0x01000193);
}

/* Spreads a hash over the slots. The product has 24 + 8 bits; the result is less than scale * 2^24 >> shift. */
static inline uint32_t xrom_index_spread(uint32_t hash, uint32_t shape)
{
    return (hash >> 8) * (shape >> 24) >> (shape & 0xff);
}

static inline uint32_t xrom_index_group(uint32_t hash, uint32_t shape)
{
    return xrom_index_spread(hash, shape) / 4;
}

static inline uint32_t xrom_index_slot(uint32_t hash, uint32_t pilot, uint32_t shape)
{
    return xrom_index_spread(xrom_index_hash(hash, pilot * UINT32_C(0x01000193)), shape);
}

#endif
