/* SPDX-License-Identifier: MIT */
/* Files: from a node to its data. */
#include <string.h>

#include "record.h"

/* Goes from the record of data that stands elsewhere to that data. */
static int follow(const struct xrom_image *image, const struct xrom_node *pointer, uint32_t *offset, uint32_t *size)
{
    struct xrom_cursor cursor = {image->base, pointer->body, pointer->end, XROM_OK};
    uint32_t room;

    *size = xrom_cursor_varuint(&cursor);
    *offset = xrom_cursor_varuint(&cursor);
    room = image->size - image->root;
    if (cursor.fault || *offset > room || *size > room - *offset) {
        return XROM_ERR_POINTER;
    }
    *offset += image->root;
    return XROM_OK;
}

int xrom_stat(const struct xrom_image *image, const struct xrom_node *node, struct xrom_stat *stat)
{
    uint32_t offset = node->body;
    uint32_t size = node->end - node->body;

    if (node->kind == XROM_FILE) {
        struct xrom_iter iter = {node->body, node->end};
        struct xrom_node record;
        int error = xrom_record_find(image, &iter, &record, XROM_RECORDS_DATA);

        if (error) {
            return error == XROM_ERR_NOT_FOUND ? XROM_ERR_NO_DATA : error;
        }
        offset = record.body;
        size = record.end - record.body;
        if (record.kind == XROM_RECORD_POINTER) {
            error = follow(image, &record, &offset, &size);
            if (error) {
                return error;
            }
        }
    } else if (node->end > image->size || node->body > node->end) {
        return XROM_ERR_ARGUMENT;
    }
    stat->kind = node->kind;
    stat->size = size;
    stat->offset = offset;
    return XROM_OK;
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
    if (offset >= data_size) {
        size = 0;
    } else if (size > data_size - offset) {
        size = data_size - offset;
    }
    if (size > 0) {
        xrom_trace((const uint8_t *)data + offset, size);
        memcpy(buffer, (const uint8_t *)data + offset, size);
    }
    *copied = size;
    return XROM_OK;
}
