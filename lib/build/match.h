/* SPDX-License-Identifier: MIT */
/* Patterns: those of fnmatch(3), held against the name of an entry, or against its path. */
#ifndef XROM_BUILD_MATCH_H
#define XROM_BUILD_MATCH_H

#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Whether a pattern has a '/', and so is held against the path. */
bool xrom_match_needs_path(const char *pattern);

/* Holds a pattern against the name or the path. `path` may be null where the pattern does not need it. */
bool xrom_match(const char *pattern, const char *name, const char *path);

/* A path in the tree. Begins as all zero; its text is to be freed with free(). */
struct xrom_match_path {
    char *text; /* zero-terminated */
    size_t capacity;
};

/* Makes the path of an entry, without a leading '/'. False: no memory. */
bool xrom_match_path_of(struct xrom_match_path *path, const struct xrom_entry *entry);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
