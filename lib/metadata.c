/* SPDX-License-Identifier: MIT */
/* Metadata: what an image says about its files and itself. */
#include <string.h>

#include <xrom/metadata.h>

#include "record.h"

/* Finds the first record of a kind in a file, or in the tail where the node is the root. */
static int find_about(struct xrom_cursor *cursor, const struct xrom_image *image, const struct xrom_node *node,
                      uint32_t kind)
{
    uint32_t position = node->body == image->root ? image->tail : node->body;

    xrom_cursor_begin(cursor, image, position, node->end);
    return xrom_record_find_kind(cursor, kind);
}

int xrom_metadata(const struct xrom_image *image, const struct xrom_node *node, enum xrom_metadata_kind kind,
                  void *buffer, size_t capacity, size_t *size)
{
    struct xrom_cursor cursor;
    int error = find_about(&cursor, image, node, (uint32_t)kind);

    if (error) {
        return error;
    }
    *size = cursor.record.end - cursor.record.body;
    if (*size > capacity) {
        return XROM_ERR_BUFFER;
    }
    xrom_trace(image->base + cursor.record.body, *size);
    memcpy(buffer, image->base + cursor.record.body, *size);
    return XROM_OK;
}

int xrom_modified(const struct xrom_image *image, const struct xrom_node *file, uint32_t *seconds)
{
    struct xrom_cursor cursor;
    uint32_t value;
    int error = find_about(&cursor, image, file, XROM_MODIFIED);

    if (error) {
        return error;
    }
    xrom_cursor_enter(&cursor);
    value = xrom_cursor_varuint(&cursor);
    if (!cursor.error) {
        *seconds = value;
    }
    return cursor.error;
}
