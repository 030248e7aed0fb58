/* SPDX-License-Identifier: MIT */
/* Positions that are multiples of a power of two, or a given number of bytes above one. */
#ifndef XROM_BUILD_ALIGN_H
#define XROM_BUILD_ALIGN_H

#include <stdint.h>

/* The next multiple of 2^align, or `position` itself. */
static inline uint64_t xrom_align_up(uint64_t position, unsigned align)
{
    uint64_t rest = (UINT64_C(1) << align) - 1;

    return (position + rest) & ~rest;
}

/* The next position that is `skew` bytes above a multiple of 2^align, or `position` itself. `skew` is less than 2^align. */
static inline uint64_t xrom_align_skewed(uint64_t position, unsigned align, uint32_t skew)
{
    uint64_t rest = (UINT64_C(1) << align) - 1;

    return position + ((skew - position) & rest);
}

#endif
