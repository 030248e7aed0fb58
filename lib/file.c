/* SPDX-License-Identifier: MIT */
/* Files: from a node to its data. */
#include <string.h>

#include "record.h"

/* Replaces a pointer record by the range that it points to. */
static int follow(const struct xrom_image *image, struct xrom_cursor *cursor, struct xrom_node *record)
{
    uint32_t size, offset;

    cursor->position = record->body;
    cursor->end = record->end;
    size = xrom_cursor_varuint(cursor);
    offset = xrom_cursor_varuint(cursor);

    cursor->position = image->root;
    cursor->end = image->size;
    xrom_cursor_skip(cursor, offset);
    record->body = xrom_cursor_skip(cursor, size);
    record->end = cursor->position;
    return cursor->error ? XROM_ERR_POINTER : XROM_OK;
}

int xrom_stat(const struct xrom_image *image, const struct xrom_node *node, struct xrom_stat *stat)
{
    struct xrom_cursor cursor;
    struct xrom_node data;
    int error = xrom_cursor_begin(&cursor, image, node->body, node->end);

    data.body = cursor.position;
    data.end = cursor.end;
    if (!error && node->kind == XROM_FILE) {
        error = xrom_record_find(&cursor, XROM_RECORDS_DATA, &data);
        if (error == XROM_ERR_END) {
            error = XROM_ERR_NO_DATA;
        } else if (!error && data.kind == XROM_RECORD_POINTER) {
            error = follow(image, &cursor, &data);
        }
    }
    if (!error) {
        stat->kind = node->kind;
        stat->size = data.end - data.body;
        stat->offset = data.body;
    }
    return error;
}

int xrom_data(const struct xrom_image *image, const struct xrom_node *node, uint32_t align, const void **data,
              uint32_t *size)
{
    struct xrom_stat stat;
    const uint8_t *address;
    int error = xrom_stat(image, node, &stat);

    if (error) {
        return error;
    }
    if (stat.kind != XROM_FILE) {
        return XROM_ERR_IS_DIRECTORY;
    }
    if (align == 0 || (align & (align - 1))) {
        return XROM_ERR_ARGUMENT;
    }
    address = image->base + stat.offset;
    if ((uintptr_t)address & (align - 1)) {
        return XROM_ERR_UNALIGNED;
    }
    *data = address;
    *size = stat.size;
    return XROM_OK;
}

int xrom_read(const struct xrom_image *image, const struct xrom_node *node, uint32_t offset, void *buffer,
              uint32_t size, uint32_t *copied)
{
    const void *data;
    uint32_t data_size;
    int error = xrom_data(image, node, 1, &data, &data_size);

    if (error) {
        return error;
    }
    if (offset > data_size) {
        offset = data_size;
    }
    if (size > data_size - offset) {
        size = data_size - offset;
    }
    if (size > 0) {
        xrom_trace((const uint8_t *)data + offset, size);
        memcpy(buffer, (const uint8_t *)data + offset, size);
    }
    *copied = size;
    return XROM_OK;
}
