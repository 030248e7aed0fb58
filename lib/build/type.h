/* SPDX-License-Identifier: MIT */
/* Content types of files by the extensions of their names. */
#ifndef XROM_BUILD_TYPE_H
#define XROM_BUILD_TYPE_H

#include <stddef.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* The type that belongs to a name, or null. The case of letters does not matter. */
const char *xrom_type_of_name(const char *name, size_t size);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
