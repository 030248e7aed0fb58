/* SPDX-License-Identifier: MIT */
/* The way back: from an offset in the image to the path of what stands there. */
#include "record.h"

/* Replaces a node by the entry in it whose record holds the byte at `offset`, or returns an error. */
static int descend(const struct xrom_image *image, uint32_t offset, struct xrom_node *node)
{
    struct xrom_iter iter = {node->body, node->end};
    struct xrom_node record;

    if (node->kind != XROM_DIRECTORY || offset < node->body) {
        return XROM_ERR_NOT_FOUND;
    }
    do {
        int error = xrom_record_find(image, &iter, &record, XROM_RECORDS_ALL);
        if (error) {
            return error;
        }
    } while (record.end <= offset);
    if ((record.kind | 1) != XROM_RECORDS_ENTRY) {
        return XROM_ERR_NOT_FOUND;
    }
    *node = record;
    return XROM_OK;
}

int xrom_path_at(const struct xrom_image *image, uint32_t offset, char *buffer, size_t capacity)
{
    struct xrom_node node = xrom_root(image);
    size_t used = 0;

    if (capacity > 0) {
        buffer[0] = '\0';
    }
    if (capacity < sizeof "/") {
        return XROM_ERR_BUFFER;
    }
    buffer[0] = '/';
    buffer[1] = '\0';
    while (descend(image, offset, &node) == XROM_OK) {
        int error = XROM_ERR_BUFFER;
        if (capacity - used >= sizeof "/") {
            buffer[used] = '/';
            error = xrom_name(image, &node, buffer + used + 1, capacity - used - 1);
        }
        if (error) {
            buffer[used] = '\0';
            return error;
        }
        used += 1 + xrom_name_size(&node);
    }
    return XROM_OK;
}
