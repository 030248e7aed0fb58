/* SPDX-License-Identifier: MIT */
/* The CRC-32 of bytes that stand one behind the other, from the sums of the parts: libdeflate has no function for it. */
#ifndef XROM_TOOL_CRC32_JOIN_H
#define XROM_TOOL_CRC32_JOIN_H

#include <stddef.h>
#include <stdint.h>

/* `crc` is the sum of some bytes, `next` that of `size` bytes behind them. In O(log size). */
uint32_t crc32_join(uint32_t crc, uint32_t next, size_t size);

#endif
