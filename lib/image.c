/* SPDX-License-Identifier: MIT */
/* Open: from an address to an image. */
#include "record.h"

/*
 * Takes the first record of the root apart, at which the cursor stands. `tail` becomes where to look for the records about
 * the image: 0 where there is no header that this reader knows. Where the record is broken, or its tail lies outside the
 * image, it is the root: a search from there is longer, but misses none of them and meets what is broken.
 *
 * XROM_ERR_UNALIGNED: the base of the image is not a multiple of what the header asks for.
 */
static int read_header(struct xrom_cursor *cursor, struct xrom_image *image)
{
    uint32_t align;

    if (xrom_record_find(cursor, XROM_RECORDS_ALL)) {
        return XROM_OK;
    }
    image->tail = 0;
    if (cursor->record.kind != XROM_RECORD_HEADER) {
        return XROM_OK;
    }
    xrom_cursor_enter(cursor);
    if (xrom_cursor_varuint(cursor) != XROM_HEADER_VERSION) {
        return XROM_OK;
    }
    align = xrom_cursor_varuint(cursor);
    if (align > 31 || (uintptr_t)image->base & ((UINT32_C(1) << align) - 1)) {
        return XROM_ERR_UNALIGNED;
    }
    image->tail = xrom_cursor_varuint(cursor);
    if (cursor->error || image->tail > image->size) {
        image->tail = image->root;
    }
    return XROM_OK;
}

int xrom_open(struct xrom_image *image, const void *base, size_t partition_size)
{
    struct xrom_cursor cursor;
    struct xrom_image opened;
    int error;

    if (!image || !base) {
        return XROM_ERR_ARGUMENT;
    }
    cursor.record.kind = XROM_RECORD_UNUSED;
    cursor.record.end = 0;
    cursor.base = base;
    cursor.end = partition_size < XROM_SIZE_MAX ? (uint32_t)partition_size : XROM_SIZE_MAX;
    cursor.error = XROM_OK;
    error = xrom_record_find(&cursor, XROM_RECORDS_ALL);
    if (cursor.record.kind != XROM_RECORD_IMAGE || *(const uint8_t *)base != XROM_MAGIC_FIRST) {
        return XROM_ERR_NOT_ROMFS;
    }
    if (error == XROM_ERR_RECORD) {
        return partition_size > XROM_SIZE_MAX ? XROM_ERR_TOO_LARGE : XROM_ERR_TRUNCATED;
    }
    if (error) {
        return error;
    }
    opened.base = base;
    opened.size = cursor.record.end;
    opened.root = cursor.record.body;
    opened.tail = opened.root;
    xrom_cursor_enter(&cursor);
    error = read_header(&cursor, &opened);
    if (!error) {
        *image = opened;
    }
    return error;
}
