/* SPDX-License-Identifier: MIT */
/* Open: from an address to an image. */
#include "image.h"

int xrom_open(struct xrom_image *image, const void *base, size_t partition_size)
{
    struct xrom_image opened;
    int error;

    if (!base) {
        return XROM_ERR_ARGUMENT;
    }
    error = xrom_image_find(&opened, base, partition_size);
    if (error) {
        return error;
    }
    if ((uintptr_t)base & ((UINT32_C(1) << xrom_image_align(&opened)) - 1)) {
        return XROM_ERR_UNALIGNED;
    }
    *image = opened;
    return XROM_OK;
}
