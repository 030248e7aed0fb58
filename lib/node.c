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
    int error = xrom_record_find(image, iter, node, XROM_RECORDS_ENTRY);

    return error == XROM_ERR_NOT_FOUND ? XROM_ERR_END : error;
}

int xrom_name(const struct xrom_image *image, const struct xrom_node *node, char *buffer, size_t capacity)
{
    size_t size = xrom_name_size(node);

    if (node->body > image->size || node->name > node->body) {
        return XROM_ERR_ARGUMENT;
    }
    if (size >= capacity) {
        return XROM_ERR_BUFFER;
    }
    xrom_trace(image->base + node->name, size);
    memcpy(buffer, image->base + node->name, size);
    buffer[size] = '\0';
    return XROM_OK;
}
