/* SPDX-License-Identifier: MIT */
/* Nodes: from a directory to the files and directories in it, and their names. */
#include <string.h>

#include "record.h"

int xrom_iterate(const struct xrom_node *directory, struct xrom_iter *iter)
{
    if (directory->kind != XROM_DIRECTORY) {
        return XROM_ERR_NOT_DIRECTORY;
    }
    iter->position = directory->body;
    iter->end = directory->end;
    return XROM_OK;
}

int xrom_next(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_node *node)
{
    struct xrom_cursor cursor;
    struct xrom_node entry;
    int error = xrom_cursor_begin(&cursor, image, iter->position, iter->end);

    if (!error) {
        error = xrom_record_find(&cursor, XROM_RECORDS_ENTRY, &entry);
    }
    if (!error) {
        iter->position = cursor.position;
        *node = entry;
    }
    return error;
}

int xrom_name(const struct xrom_image *image, const struct xrom_node *node, char *buffer, size_t capacity)
{
    struct xrom_cursor name;
    size_t size = xrom_name_size(node);
    int error = xrom_cursor_begin(&name, image, node->name, node->body);

    if (error) {
        return error;
    }
    if (size >= capacity) {
        return XROM_ERR_BUFFER;
    }
    xrom_trace(name.base + name.position, size);
    memcpy(buffer, name.base + name.position, size);
    buffer[size] = '\0';
    return XROM_OK;
}
