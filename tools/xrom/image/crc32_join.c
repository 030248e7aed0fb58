/* SPDX-License-Identifier: MIT */
/*
 * A CRC is a remainder of polynomials over GF(2). `size` bytes behind others multiply what these have come to by
 * x^(8 size), and add what they come to by themselves.
 */
#include "image/crc32_join.h"

/* The lowest power stands in the highest bit. */
#define ONE UINT32_C(0x80000000)
#define X_8 UINT32_C(0x00800000)
#define POLYNOMIAL UINT32_C(0xedb88320)

/* a b modulo the polynomial. */
static uint32_t multiply(uint32_t a, uint32_t b)
{
    uint32_t product = 0;

    for (uint32_t bit = ONE; bit != 0; bit >>= 1) {
        product ^= a & bit ? b : 0;
        b = b >> 1 ^ (b & 1) * POLYNOMIAL;
    }
    return product;
}

uint32_t crc32_join(uint32_t crc, uint32_t next, size_t size)
{
    uint32_t power = X_8;

    for (; size > 0; size >>= 1) {
        if (size & 1) {
            crc = multiply(crc, power);
        }
        power = multiply(power, power);
    }
    return crc ^ next;
}
