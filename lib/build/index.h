/* SPDX-License-Identifier: MIT */
/*
 * The index of an image that is built: a plan of which path goes where; lib/index.h has the format. In this order:
 *
 *   1. xrom_plan_make() once the items are in their order. It needs no positions, and tells the size of the payload, so
 *      that the layout can leave room for it.
 *   2. The layout puts the payload at a multiple of 4 such that the slots, xrom_plan_slots_at() bytes behind its begin,
 *      stand at a multiple of 8; the last byte of each entry's kind at a multiple of 4; and directly before the kind of
 *      each directory, which then has no padding, a record of kind XROM_RECORD_PARENT. The image asks for a base at a
 *      multiple of 8.
 *   3. xrom_plan_write() once all items have their positions, and xrom_plan_parent() for each directory.
 *   4. xrom_plan_free().
 */
#ifndef XROM_BUILD_INDEX_H
#define XROM_BUILD_INDEX_H

#include "layout.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Begins as all zero. */
struct xrom_plan {
    uint32_t *hashes; /* of each item; that of the root is the shape */
    uint32_t *slots;  /* of each item but the root; items of equal hash have the same */
    uint16_t *pilots; /* of each group */
    uint32_t shape;   /* see lib/index.h */
    uint32_t slot_count;
    uint32_t shared; /* how many items more than used slots there are: lookups of items of equal hash walk */
};

/*
 * Finds a slot for each of `count` items, the first of which is the root. A directory stands before all that it holds,
 * names are not empty, hold no '/', and differ within a directory. The same names always get the same slots.
 *
 * XROM_ERR_INDEX: too many items, or names that somebody chose to have equal hashes; there can be no index then, and
 * the image remains without. XROM_ERR_MEMORY. Whatever it returns, the plan is to be freed.
 */
int xrom_plan_make(struct xrom_plan *plan, const struct xrom_item *items, size_t count);

/* The size of the payload in bytes. */
uint32_t xrom_plan_size(const struct xrom_plan *plan);

/* Where in the payload the slots begin: a multiple of 4. */
uint32_t xrom_plan_slots_at(const struct xrom_plan *plan);

/*
 * Writes the payload. Reads of each item but the root its parent and `record`, the position of the last byte of its
 * kind.
 */
void xrom_plan_write(const struct xrom_plan *plan, const struct xrom_item *items, size_t count, uint8_t *payload);

/* Writes the payload of the record before an item that is a directory. */
#define XROM_PLAN_PARENT_SIZE 4
void xrom_plan_parent(const struct xrom_item *items, size_t index, uint8_t payload[XROM_PLAN_PARENT_SIZE]);

void xrom_plan_free(struct xrom_plan *plan);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
