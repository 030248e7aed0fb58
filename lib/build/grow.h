/* SPDX-License-Identifier: MIT */
/* Arrays that grow. */
#ifndef XROM_BUILD_GROW_H
#define XROM_BUILD_GROW_H

#include <stddef.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/*
 * Gives `array`, or what it was moved to, with room for at least `count` elements of `size` bytes; `capacity` says how
 * many it has room for. Null: no memory; the array is as it was.
 */
void *xrom_grow(void *array, size_t *capacity, size_t count, size_t size);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
