/* SPDX-License-Identifier: MIT */
/*
 * Bounds: how large things can become, before it is known where they stand. The lengths of directories and of the image
 * come before what they are the length of, and positions in pointers before what they point to; so they get as many bytes
 * as the largest that they can be needs, and one pass over the entries gives all positions. Where nothing is aligned the
 * bounds are exact.
 */
#ifndef XROM_BUILD_BOUND_H
#define XROM_BUILD_BOUND_H

#include "index.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Bytes of the parent record of a directory, without padding. */
#define XROM_PARENT_SIZE (2 + XROM_PLAN_PARENT_SIZE)

/* More of these bytes in front of a record become a padding record. */
#define XROM_LEAD_MAX 7

/* Finds `offset_size`: nothing in the image, however it is placed, has a position that needs more bytes. */
void xrom_bound_offsets(struct xrom_layout *layout);

/* Finds the sizes of directories, and the numbers of bytes of all lengths. */
void xrom_bound_sizes(struct xrom_layout *layout);

/* The size of a pointer record to the data of a file, exactly. */
uint64_t xrom_pointer_size(const struct xrom_layout *layout, const struct xrom_item *item);

/* The size of a name and its length, exactly. */
uint64_t xrom_name_part_size(const struct xrom_item *item);

/* The size of the index record without padding, exactly; 0: there is none. */
uint64_t xrom_index_size(const struct xrom_layout *layout);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
