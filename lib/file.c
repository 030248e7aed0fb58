/* SPDX-License-Identifier: MIT */
/* Files: from a node to its data. */
#include <string.h>

#include "record.h"

/* The place and size of a file's data: in the record that the cursor finds, or where this points to. */
static int find_data(const struct xrom_image *image, struct xrom_cursor *cursor, struct xrom_stat *data)
{
    uint32_t room;
    int error = xrom_record_find(cursor, XROM_RECORDS_DATA);

    if (error) {
        return error == XROM_ERR_NOT_FOUND ? XROM_ERR_NO_DATA : error;
    }
    data->offset = cursor->record.body;
    data->size = cursor->record.end - cursor->record.body;
    if (cursor->record.kind == XROM_RECORD_DATA) {
        return XROM_OK;
    }
    xrom_cursor_enter(cursor);
    data->size = xrom_cursor_varuint(cursor);
    data->offset = xrom_cursor_varuint(cursor);
    room = image->size - image->root;
    if (cursor->error || data->offset > room || data->size > room - data->offset) {
        return XROM_ERR_POINTER;
    }
    data->offset += image->root;
    return XROM_OK;
}

int xrom_stat(const struct xrom_image *image, const struct xrom_node *node, struct xrom_stat *stat)
{
    struct xrom_stat found = {node->kind, node->end - node->body, node->body};
    struct xrom_cursor cursor;
    int error;

    xrom_cursor_begin(&cursor, image, node->body, node->end);
    error = node->kind == XROM_FILE ? find_data(image, &cursor, &found) : cursor.error;
    if (!error) {
        *stat = found;
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
    /* Less 1, a power of two alone loses its highest bit; 0 has none. */
    if ((align ^ (align - 1)) <= align - 1) {
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
