/* SPDX-License-Identifier: MIT */
/* Verification: the checksum of a whole image. */
#include <xrom/verify.h>

#include "record.h"

uint32_t xrom_crc32(void *context, uint32_t crc, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;

    (void)context;
    crc = ~crc;
    for (; size > 0; size--) {
        crc ^= *next++;
        for (int bit = 0; bit < 8; bit++) {
            /* The polynomial 04c11db7, its bits reversed. */
            crc = crc >> 1 ^ (crc & 1) * UINT32_C(0xedb88320);
        }
    }
    return ~crc;
}

int xrom_verify_begin(struct xrom_verify *verify, const struct xrom_image *image, xrom_crc32_function *crc32,
                      void *context)
{
    struct xrom_iter iter = {image->root, image->size};
    struct xrom_node record;
    int error = xrom_record_find(image, &iter, &record, XROM_RECORD_CHECKSUM);

    if (!error) {
        verify->image = image;
        verify->done = 0;
        verify->crc = 0;
        verify->crc32 = crc32;
        verify->context = context;
    }
    return error;
}

int xrom_verify_step(struct xrom_verify *verify, uint32_t size)
{
    uint32_t left = verify->image->size - verify->done;

    if (size > left) {
        size = left;
    }
    if (size > 0) {
        const uint8_t *next = verify->image->base + verify->done;
        xrom_trace(next, size);
        verify->done += size;
        verify->crc = verify->crc32(verify->context, verify->crc, next, size);
    }
    if (size < left) {
        return XROM_ERR_UNFINISHED;
    }
    return verify->crc == UINT32_MAX ? XROM_OK : XROM_ERR_CHECKSUM;
}

int xrom_verify(const struct xrom_image *image)
{
    struct xrom_verify verify;
    int error = xrom_verify_begin(&verify, image, xrom_crc32, NULL);

    return error ? error : xrom_verify_step(&verify, image->size);
}
