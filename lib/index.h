/* SPDX-License-Identifier: MIT */
/* The numbers and the arithmetic of the index, once for reader and builder. FORMAT.md says what they mean. */
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
