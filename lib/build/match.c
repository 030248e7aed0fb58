/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <fnmatch.h>
#include <string.h>

#include "grow.h"
#include "match.h"

bool xrom_match_needs_path(const char *pattern)
{
    return strchr(pattern, '/') != NULL;
}

bool xrom_match(const char *pattern, const char *name, const char *path)
{
    return xrom_match_needs_path(pattern) ? fnmatch(pattern, path, FNM_PATHNAME) == 0 : fnmatch(pattern, name, 0) == 0;
}

bool xrom_match_path_of(struct xrom_match_path *path, const struct xrom_entry *entry)
{
    size_t size = xrom_entry_path(entry, NULL, 0) + 1;
    char *text = xrom_grow(path->text, &path->capacity, size, 1);

    if (text) {
        path->text = text;
        xrom_entry_path(entry, text, size);
    }
    return text != NULL;
}
