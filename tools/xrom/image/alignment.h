/* SPDX-License-Identifier: MIT */
#ifndef XROM_TOOL_ALIGNMENT_H
#define XROM_TOOL_ALIGNMENT_H

#include <stdint.h>

/* The largest power of two, up to 65536, that divides an offset. */
static inline uint32_t alignment(uint32_t offset)
{
    uint32_t marked = offset | 65536;

    return marked & (~marked + 1);
}

#endif
