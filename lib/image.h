/* SPDX-License-Identifier: MIT */
/* The front of an image: its magic, its size, and the alignment that it states. */
#ifndef XROM_LIB_IMAGE_H
#define XROM_LIB_IMAGE_H

#include "record.h"

/* As xrom_open(), whatever the address is. */
XROM_INLINE int xrom_image_find(struct xrom_image *image, const void *base, size_t partition_size)
{
    const uint8_t *magic = base;
    struct xrom_node record;
    struct xrom_iter iter;

    image->base = base;
    image->size = partition_size < XROM_SIZE_MAX ? (uint32_t)partition_size : XROM_SIZE_MAX;
    /* The bytes themselves: with padding, the same kind would make no image. */
    if (image->size < XROM_MAGIC_SIZE || magic[0] != XROM_MAGIC_FIRST || magic[1] != XROM_MAGIC_SECOND ||
        magic[2] != XROM_MAGIC_THIRD) {
        return XROM_ERR_NOT_ROMFS;
    }
    iter.position = 0;
    iter.end = image->size;
    if (xrom_record_find(image, &iter, &record, XROM_RECORDS_ALL)) {
        return partition_size > XROM_SIZE_MAX ? XROM_ERR_TOO_LARGE : XROM_ERR_TRUNCATED;
    }
    image->size = record.end;
    image->root = record.body;
    return XROM_OK;
}

/* The address of an image is to be a multiple of 2 to the power of this. */
XROM_INLINE uint32_t xrom_image_align(const struct xrom_image *image)
{
    uint32_t align = 0;

    if (image->root < image->size) {
        xrom_trace(&image->base[image->root], 1);
        align = image->base[image->root] - (uint32_t)XROM_RECORD_ALIGN;
    }
    return align <= XROM_ALIGN_MAX ? align : 0;
}

#endif
