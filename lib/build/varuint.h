/* SPDX-License-Identifier: MIT */
/* Numbers, as FORMAT.md describes them. */
#ifndef XROM_BUILD_VARUINT_H
#define XROM_BUILD_VARUINT_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the longest one that is written. */
#define XROM_VARUINT_SIZE_MAX 10

/* The size of a varuint in its shortest form, in bytes. */
static inline unsigned xrom_varuint_size(uint64_t value)
{
    unsigned size = 1;

    while (value >>= 7) {
        size++;
    }
    return size;
}

/* Writes a varuint with 0x80 bytes in front, `size` bytes in all; it must fit. */
static inline void xrom_varuint_write_padded(uint8_t *bytes, uint64_t value, size_t size)
{
    for (size_t i = size; i-- > 0; value >>= 7) {
        bytes[i] = (uint8_t)((value & 0x7f) | (i + 1 < size ? 0x80 : 0));
    }
}

/* Writes a varuint in its shortest form. Gives its size. */
static inline size_t xrom_varuint_write(uint8_t bytes[XROM_VARUINT_SIZE_MAX], uint64_t value)
{
    unsigned size = xrom_varuint_size(value);

    xrom_varuint_write_padded(bytes, value, size);
    return size;
}

/* Writes a u32. */
static inline void xrom_u32_write(uint8_t bytes[4], uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(value >> 8 * i);
    }
}

#endif
