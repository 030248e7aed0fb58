/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cursor.h"

static uint32_t fail(struct xrom_cursor *cursor, int error)
{
    cursor->error = error;
    cursor->position = cursor->end;
    return 0;
}

int xrom_cursor_begin(struct xrom_cursor *cursor, const struct xrom_image *image, uint32_t position, uint32_t end)
{
    cursor->base = image->base;
    cursor->position = position;
    cursor->end = end;
    cursor->error = XROM_OK;
    return end > image->size || position > end ? XROM_ERR_ARGUMENT : XROM_OK;
}

uint32_t xrom_cursor_varuint(struct xrom_cursor *cursor)
{
    uint32_t value = 0;
    uint8_t byte;

    do {
        if (cursor->position == cursor->end || value > UINT32_MAX >> 7) {
            return fail(cursor, XROM_ERR_VARUINT);
        }
        byte = cursor->base[cursor->position];
        xrom_trace(&cursor->base[cursor->position], 1);
        cursor->position++;
        value = value << 7 | (byte & 0x7f);
    } while (byte & 0x80);
    return value;
}

uint32_t xrom_cursor_skip(struct xrom_cursor *cursor, uint32_t size)
{
    uint32_t first = cursor->position;

    if (size > cursor->end - first) {
        return fail(cursor, XROM_ERR_RECORD);
    }
    cursor->position = first + size;
    return first;
}

uint32_t xrom_cursor_skip_sized(struct xrom_cursor *cursor)
{
    return xrom_cursor_skip(cursor, xrom_cursor_varuint(cursor));
}

bool xrom_cursor_equals(const struct xrom_cursor *cursor, uint32_t position, const void *bytes, size_t size)
{
    const uint8_t *at = cursor->base + position;

#ifdef XROM_TRACE
    /* What a memcmp() by bytes reads: up to and with the first difference. */
    size_t read = 0;
    while (read < size && at[read] == ((const uint8_t *)bytes)[read]) {
        read++;
    }
    xrom_trace(at, read < size ? read + 1 : size);
#endif
    return memcmp(at, bytes, size) == 0;
}
