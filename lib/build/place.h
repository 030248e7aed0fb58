/* SPDX-License-Identifier: MIT */
/* Positions of all that is in an image. */
#ifndef XROM_BUILD_PLACE_H
#define XROM_BUILD_PLACE_H

#include "layout.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/*
 * Gives all its position: entries, the pool, the tail and the end. It is known which data is shared, and which in the pool.
 * An image in which nothing is aligned and that has no tail may come out with an odd size, unless it is `spare`.
 * XROM_ERR_MEMORY.
 */
int xrom_place_all(struct xrom_layout *layout);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
