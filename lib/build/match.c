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
    size_t size = 0;
    char *text;

    for (const struct xrom_entry *part = entry; part->parent; part = part->parent) {
        size += part->name_size + 1;
    }
    text = xrom_grow(path->text, &path->capacity, size, 1);
    if (!text) {
        return false;
    }
    path->text = text;
    for (const struct xrom_entry *part = entry; part->parent; part = part->parent) {
        text[--size] = part == entry ? '\0' : '/';
        size -= part->name_size;
        memcpy(text + size, part->name, part->name_size);
    }
    return true;
}
