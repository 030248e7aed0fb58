/* SPDX-License-Identifier: MIT */
/* The numbers and the arithmetic of the index, once for reader and builder. FORMAT.md says what they mean. */
#ifndef XROM_LIB_INDEX_H
#define XROM_LIB_INDEX_H

#include <stdint.h>

#define XROM_INDEX_GROUPS_MAX 32768
#define XROM_INDEX_GROUP_SLOTS 4
#define XROM_INDEX_SLOT_SIZE 8
#define XROM_INDEX_PILOT_SIZE 2
#define XROM_INDEX_SHAPE_SIZE 4

/* The bits of a slot's second word that are a position / 4; the others are the tag. */
#define XROM_INDEX_TAG_BITS 3
#define XROM_INDEX_POSITION (UINT32_MAX >> XROM_INDEX_TAG_BITS)

/* Not even the largest image has an entry there: less than 4 bytes are left. */
#define XROM_INDEX_SHARED XROM_INDEX_POSITION

/* How many entries may have no slot of their own. Chance gives the largest index a handful of pairs. */
#define XROM_INDEX_SHARED_MAX 32

static inline uint32_t xrom_index_groups(uint32_t shape)
{
    return shape & 0xffff;
}

/* A hash (FNV-1a) and one more byte. */
static inline uint32_t xrom_index_hash(uint32_t hash, uint32_t byte)
{
    return (hash ^ byte) * UINT32_C(0x01000193);
}

/* And one byte less: the product of the two factors is 1. */
static inline uint32_t xrom_index_unhash(uint32_t hash, uint32_t byte)
{
    return hash * UINT32_C(0x359c449b) ^ byte;
}

/*
 * Spreads a hash: the upper 15 bits of the product are a group, the upper 17 a slot. As a group has 4 slots, each number
 * of groups up to 65535 gives numbers of groups and slots that exist, also where the product wraps.
 */
static inline uint32_t xrom_index_spread(uint32_t hash, uint32_t shape)
{
    return (hash >> 15) * xrom_index_groups(shape);
}

static inline uint32_t xrom_index_group(uint32_t hash, uint32_t shape)
{
    return xrom_index_spread(hash, shape) >> 17;
}

static inline uint32_t xrom_index_slot(uint32_t hash, uint32_t pilot, uint32_t shape)
{
    return xrom_index_spread(hash * pilot, shape) >> 15;
}

#endif
