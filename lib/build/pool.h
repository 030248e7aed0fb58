/* SPDX-License-Identifier: MIT */
/*
 * The pool: data with a wide alignment stands apart from its file, because there it can be ordered so that little is lost.
 * Data of the widest alignment comes first; what is between is filled with the largest data of narrower alignment that fits,
 * also with that of files which would not need it, where that saves more than the pointer record costs.
 */
#ifndef XROM_BUILD_POOL_H
#define XROM_BUILD_POOL_H

#include "layout.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/*
 * The widest alignment, as a power of two, that data gets beside its name: by 0x80 bytes in front of its size, which every
 * lookup reads. On average half of it is lost, about what a pointer record takes.
 */
#define XROM_ALIGN_INLINE 4

/* Decides which data stands in the pool. `layout->offset_size` is known. XROM_ERR_MEMORY. */
int xrom_pool_choose(struct xrom_layout *layout);

/*
 * After all is placed: moves data into the pool, where it comes behind the data of the widest alignment, if that lets the
 * latter begin one step of its alignment earlier. XROM_ERR_MEMORY.
 */
int xrom_pool_shift(struct xrom_layout *layout);

/* Gives a position to all data in the pool, from `start` on. XROM_ERR_MEMORY. */
int xrom_pool_pack(struct xrom_layout *layout, uint64_t start);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
