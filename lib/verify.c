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
            crc = crc >> 1 ^ ((0 - (crc & 1)) & UINT32_C(0xedb88320));
        }
    }
    return ~crc;
}

int xrom_verify_begin(struct xrom_verify *verify, const struct xrom_image *image, xrom_crc32_function *crc32,
                      void *context)
{
    struct xrom_cursor cursor;
    uint32_t stored;
    int error;

    xrom_cursor_begin(&cursor, image, image->tail, image->size);
    error = xrom_record_find_kind(&cursor, XROM_RECORD_CHECKSUM);
    if (error) {
        return error;
    }
    xrom_cursor_enter(&cursor);
    stored = xrom_cursor_varuint(&cursor);
    /* No byte may stand behind the sum: nothing would tell whether it is right. */
    if (cursor.error || cursor.record.end != image->size) {
        return XROM_ERR_CHECKSUM;
    }
    verify->next = image->base;
    verify->left = cursor.record.body;
    verify->crc = 0;
    verify->stored = stored;
    verify->crc32 = crc32 ? crc32 : xrom_crc32;
    verify->context = context;
    return XROM_OK;
}

int xrom_verify_step(struct xrom_verify *verify, uint32_t size)
{
    if (size > verify->left) {
        size = verify->left;
    }
    if (size > 0) {
        xrom_trace(verify->next, size);
        verify->crc = verify->crc32(verify->context, verify->crc, verify->next, size);
        verify->next += size;
        verify->left -= size;
    }
    if (verify->left > 0) {
        return XROM_ERR_UNFINISHED;
    }
    return verify->crc == verify->stored ? XROM_OK : XROM_ERR_CHECKSUM;
}

int xrom_verify(const struct xrom_image *image)
{
    struct xrom_verify verify;
    int error = xrom_verify_begin(&verify, image, NULL, NULL);

    return error ? error : xrom_verify_step(&verify, image->size);
}
