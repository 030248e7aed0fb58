/* SPDX-License-Identifier: MIT */
/* Names: what an image may hold, and how any name is shown to a person. */
#ifndef XROM_BUILD_NAME_H
#define XROM_BUILD_NAME_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Null where a name is allowed in an image, or else what is wrong with it: words that follow "the name ". */
const char *xrom_name_fault(const char *name, size_t size);

/* True where bytes are valid UTF-8 without a zero byte. */
bool xrom_name_is_utf8(const char *text, size_t size);

/* True where all bytes of a name are ASCII. */
bool xrom_name_is_ascii(const char *name, size_t size);

/*
 * The order of names in an image: by bytes, a name before those that it begins. Less than, equal to or greater than 0,
 * as memcmp().
 */
int xrom_name_compare(const char *a, size_t a_size, const char *b, size_t b_size);

/*
 * Writes a name to a buffer of `capacity` bytes, at least 4, as text that is safe to print: control characters and
 * bytes that are not UTF-8 become \xNN, an empty name two quotes. What does not fit is cut off and "..." put in its
 * place. Gives the bytes written; there is no zero behind them.
 */
size_t xrom_name_show(char *buffer, size_t capacity, const char *name, size_t size);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
