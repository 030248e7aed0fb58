/* SPDX-License-Identifier: MIT */
/* Open: from an address to an image. */
#include "record.h"

int xrom_open(struct xrom_image *image, const void *base, size_t partition_size)
{
    struct xrom_cursor cursor = {base, 0, XROM_SIZE_MAX, XROM_OK};
    struct xrom_node record;
    int error;

    if (!image || !base) {
        return XROM_ERR_ARGUMENT;
    }
    if (partition_size < XROM_SIZE_MAX) {
        cursor.end = (uint32_t)partition_size;
    }
    record.kind = XROM_RECORD_UNUSED;
    error = xrom_record_find(&cursor, XROM_RECORDS_ALL, &record);
    if (record.kind != XROM_RECORD_IMAGE || cursor.base[0] != XROM_MAGIC_FIRST) {
        return XROM_ERR_NOT_ROMFS;
    }
    if (error == XROM_ERR_RECORD) {
        return cursor.end == XROM_SIZE_MAX ? XROM_ERR_TOO_LARGE : XROM_ERR_TRUNCATED;
    }
    if (!error) {
        image->base = base;
        image->root = record.body;
        image->size = record.end;
    }
    return error;
}
