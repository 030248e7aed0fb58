/* SPDX-License-Identifier: MIT */
/* Records one by one, for tools. */
#include <xrom/record.h>

#include <xrom/metadata.h>

#include "image.h"

/* Moves behind an integer that has been decoded before, and counts its leading bytes of 0x80. */
static uint32_t count_padding(const struct xrom_image *image, uint32_t *position)
{
    const uint8_t *first = image->base + *position;
    const uint8_t *at = first;
    uint32_t padding;

    while (*at == 0x80) {
        at++;
    }
    padding = (uint32_t)(at - first);
    while (*at & 0x80) {
        at++;
    }
    *position = (uint32_t)(at + 1 - image->base);
    xrom_trace(first, (size_t)(at + 1 - first));
    return padding;
}

/* Whether the two integers of a pointer are whole. */
static bool is_pointer_whole(const struct xrom_image *image, uint32_t body, uint32_t end)
{
    struct xrom_cursor cursor = {image->base, body, end, XROM_OK};

    xrom_cursor_varuint(&cursor);
    xrom_cursor_varuint(&cursor);
    return cursor.fault == XROM_OK;
}

int xrom_record_next(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_record *record)
{
    struct xrom_iter next = *iter;
    struct xrom_record found;
    struct xrom_node node;
    uint32_t position = iter->position;
    int error = xrom_record_find(image, &next, &node, XROM_RECORDS_ALL);

    if (error) {
        return error == XROM_ERR_NOT_FOUND ? XROM_ERR_END : error;
    }
    found.kind = node.kind;
    found.offset = position;
    found.padding = count_padding(image, &position);
    found.padding += count_padding(image, &position);
    found.body = position;
    found.end = node.end;
    if (node.kind == XROM_RECORD_POINTER) {
        if (!is_pointer_whole(image, found.body, found.end)) {
            return XROM_ERR_POINTER;
        }
        found.padding += count_padding(image, &position);
        found.padding += count_padding(image, &position);
    } else if ((node.kind | 1) == XROM_RECORDS_ENTRY) {
        found.padding += count_padding(image, &position);
    }
    *iter = next;
    *record = found;
    return XROM_OK;
}

bool xrom_record_is_known(uint32_t kind)
{
    switch (kind) {
    case XROM_RECORD_PADDING:
    case XROM_RECORD_DATA:
    case XROM_RECORD_POINTER:
    case XROM_RECORD_DIRECTORY:
    case XROM_RECORD_FILE:
    case XROM_RECORD_INDEX:
    case XROM_RECORD_PARENT:
    case XROM_RECORD_CHECKSUM:
    case XROM_RECORD_IMAGE:
    case XROM_MODIFIED:
    case XROM_CONTENT_HASH:
    case XROM_CONTENT_TYPE:
    case XROM_CONTENT_ENCODING:
    case XROM_IMAGE_NAME:
    case XROM_IMAGE_VERSION:
    case XROM_BUILD_ID: return true;
    default: return kind - XROM_RECORD_ALIGN <= XROM_ALIGN_MAX;
    }
}

int xrom_inspect(const void *base, size_t partition_size, uint32_t *size, uint32_t *align)
{
    struct xrom_image image;
    int error = base ? xrom_image_find(&image, base, partition_size) : XROM_ERR_ARGUMENT;

    if (!error) {
        *size = image.size;
        *align = UINT32_C(1) << xrom_image_align(&image);
    }
    return error;
}
