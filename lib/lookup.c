/* SPDX-License-Identifier: MIT */
/* Lookup: from a path to a node. */
#include <string.h>

#include "record.h"

/*
 * True where a path begins with the whole name of an entry, as the path's end or before a '/'. The path is compared as
 * MicroPython does it, not cut at each '/': that decides what "a//b" finds in an image whose names are empty or hold '/'.
 */
static bool begins_with_name(const struct xrom_cursor *cursor, const struct xrom_node *entry, const char *path,
                             size_t path_size)
{
    size_t name_size = xrom_name_size(entry);

    if (name_size > path_size || (name_size < path_size && path[name_size] != '/')) {
        return false;
    }
    return xrom_cursor_equals(cursor, entry->name, path, name_size);
}

int xrom_lookup_from(const struct xrom_image *image, const struct xrom_node *from, const char *path, size_t path_size,
                     struct xrom_node *node)
{
    struct xrom_cursor cursor;
    struct xrom_node entry = from ? *from : xrom_root(image);
    int error = XROM_ERR_NOT_DIRECTORY;

    if (entry.kind == XROM_DIRECTORY) {
        error = xrom_cursor_begin(&cursor, image, entry.body, entry.end);
    }
    while (!error && path_size > 0) {
        do {
            error = xrom_record_find(&cursor, XROM_RECORDS_ENTRY, &entry);
            if (error) {
                return error == XROM_ERR_END ? XROM_ERR_NOT_FOUND : error;
            }
        } while (!begins_with_name(&cursor, &entry, path, path_size));

        path += xrom_name_size(&entry);
        path_size -= xrom_name_size(&entry);
        if (path_size > 0) {
            if (entry.kind == XROM_FILE) {
                return XROM_ERR_NOT_FOUND;
            }
            path++;
            path_size--;
        }
        cursor.position = entry.body;
        cursor.end = entry.end;
    }
    if (!error) {
        *node = entry;
    }
    return error;
}

int xrom_lookup(const struct xrom_image *image, const char *path, struct xrom_node *node)
{
    if (*path == '/') {
        path++;
    }
    return xrom_lookup_from(image, NULL, path, strlen(path), node);
}
