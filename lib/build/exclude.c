/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "exclude.h"
#include "grow.h"
#include "match.h"

void xrom_exclude_begin(struct xrom_exclude *exclude, const struct xrom_folder_options *options)
{
    memset(exclude, 0, sizeof *exclude);
    if (options) {
        exclude->patterns = options->excludes;
        exclude->count = options->exclude_count;
    }
    for (size_t i = 0; i < exclude->count; i++) {
        exclude->paths = exclude->paths || xrom_match_needs_path(exclude->patterns[i]);
    }
}

/* Makes room for `size` bytes in the path. */
static bool reserve(struct xrom_exclude *exclude, size_t size)
{
    char *path = xrom_grow(exclude->path, &exclude->capacity, size, 1);

    if (path) {
        exclude->path = path;
    }
    return path != NULL;
}

bool xrom_exclude_enter(struct xrom_exclude *exclude, const struct xrom_host_folder *folder)
{
    size_t size = 0;

    if (!exclude->paths) {
        return true;
    }
    for (const struct xrom_host_folder *part = folder; part->parent; part = part->parent) {
        size += strlen(part->name) + 1;
    }
    if (!reserve(exclude, size)) {
        return false;
    }
    exclude->path_size = size;
    for (const struct xrom_host_folder *part = folder; part->parent; part = part->parent) {
        size_t part_size = strlen(part->name);
        exclude->path[--size] = '/';
        size -= part_size;
        memcpy(exclude->path + size, part->name, part_size);
    }
    return true;
}

bool xrom_exclude_matches(struct xrom_exclude *exclude, const char *name, bool *matches)
{
    size_t name_size = strlen(name);

    *matches = false;
    if (exclude->paths) {
        if (!reserve(exclude, exclude->path_size + name_size + 1)) {
            return false;
        }
        memcpy(exclude->path + exclude->path_size, name, name_size + 1);
    }
    for (size_t i = 0; i < exclude->count && !*matches; i++) {
        *matches = xrom_match(exclude->patterns[i], name, exclude->path);
    }
    return true;
}

void xrom_exclude_end(struct xrom_exclude *exclude)
{
    free(exclude->path);
}
