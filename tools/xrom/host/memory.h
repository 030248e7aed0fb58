/* SPDX-License-Identifier: MIT */
/* Memory of the tool. Where there is none left the tool ends with a message, so callers need no test. */
#ifndef XROM_TOOL_MEMORY_H
#define XROM_TOOL_MEMORY_H

#include <stddef.h>

#if defined(__GNUC__)
#define NEVER_NULL __attribute__((returns_nonnull))
#else
#define NEVER_NULL
#endif

/* Gives memory for `count` elements of `size` bytes, with what `old` (or null) has in it. To be freed with free(). */
NEVER_NULL void *memory_grow(void *old, size_t count, size_t size);

/*
 * Makes room for `needed` elements, at least, in an array that has room for `*capacity`. Doubles, so that appending is
 * linear.
 */
void *memory_reserve(void *old, size_t *capacity, size_t needed, size_t size);

/* A copy of a text, with a zero behind it. */
NEVER_NULL char *memory_copy(const char *text, size_t size);

#endif
