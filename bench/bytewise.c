/* SPDX-License-Identifier: MIT */
/*
 * The functions of the C library that lookups call, a byte at a time as on a small target: those of the host use wide
 * registers, which would flatter. Compiled so that the loops are not turned into calls of themselves.
 */
#include <string.h>

int memcmp(const void *a, const void *b, size_t size)
{
    const unsigned char *left = a, *right = b;

    for (size_t i = 0; i < size; i++) {
        if (left[i] != right[i]) {
            return left[i] - right[i];
        }
    }
    return 0;
}

size_t strlen(const char *text)
{
    const char *end = text;

    while (*end) {
        end++;
    }
    return (size_t)(end - text);
}
