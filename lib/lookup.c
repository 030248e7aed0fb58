/* SPDX-License-Identifier: MIT */
/* Lookup: from a path to a node. */
#include <string.h>

#include "record.h"

/*
 * True where a path begins with the whole name of an entry, as the path's end or before a '/'. The path is compared as
 * MicroPython does it, not cut at each '/': that decides what "a//b" finds in an image whose names are empty or hold '/'.
 */
static bool begins_with_name(const struct xrom_image *image, const struct xrom_node *entry, const char *path,
                             const char *path_end)
{
    size_t name_size = xrom_name_size(entry);
    size_t path_size = (size_t)(path_end - path);

    if (name_size > path_size || (name_size < path_size && path[name_size] != '/')) {
        return false;
    }
    return xrom_cursor_equals(image, entry->name, path, name_size);
}

int xrom_lookup_from(const struct xrom_image *image, const struct xrom_node *from, const char *path, size_t path_size,
                     struct xrom_node *node)
{
    const char *path_end = path + path_size;
    struct xrom_node entry = xrom_root(image);

    if (!from) {
        from = &entry;
    }
    if (from->kind != XROM_DIRECTORY) {
        return XROM_ERR_NOT_DIRECTORY;
    }
    while (path != path_end) {
        struct xrom_iter iter = {from->body, from->end};

        from = &entry;
        do {
            int error = xrom_record_find(image, &iter, &entry, XROM_RECORDS_ENTRY);
            if (error) {
                return error;
            }
        } while (!begins_with_name(image, from, path, path_end));

        path += xrom_name_size(from);
        if (path != path_end) {
            if (from->kind == XROM_FILE) {
                return XROM_ERR_NOT_FOUND;
            }
            path++;
        }
    }
    *node = *from;
    return XROM_OK;
}

int xrom_lookup(const struct xrom_image *image, const char *path, struct xrom_node *node)
{
    if (*path == '/') {
        path++;
    }
    return xrom_lookup_from(image, NULL, path, strlen(path), node);
}
