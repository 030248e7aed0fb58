/* SPDX-License-Identifier: MIT */
/* Positions that are multiples of a power of two. */
#ifndef XROM_BUILD_ALIGN_H
#define XROM_BUILD_ALIGN_H

#include <stdint.h>

/* The next multiple of 2^align, or `position` itself. */
static inline uint64_t xrom_align_up(uint64_t position, unsigned align)
{
    uint64_t rest = (UINT64_C(1) << align) - 1;

    return (position + rest) & ~rest;
}

#endif
