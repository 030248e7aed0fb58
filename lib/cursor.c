/* SPDX-License-Identifier: MIT */
#include "cursor.h"

static uint32_t fail(struct xrom_cursor *cursor, int error)
{
    cursor->error = error;
    cursor->record.end = cursor->end;
    return 0;
}

void xrom_cursor_begin(struct xrom_cursor *cursor, const struct xrom_image *image, uint32_t position, uint32_t end)
{
    cursor->base = image->base;
    cursor->record.end = position;
    cursor->end = end;
    cursor->error = XROM_OK;
    if (end > image->size || position > end) {
        fail(cursor, XROM_ERR_ARGUMENT);
    }
}

uint32_t xrom_cursor_varuint(struct xrom_cursor *cursor)
{
    uint32_t value = 0;

    for (;;) {
        uint32_t byte;

        /* Seven bits more must fit. */
        if (cursor->record.end == cursor->end || value >> 25 != 0) {
            return fail(cursor, XROM_ERR_VARUINT);
        }
        byte = cursor->base[cursor->record.end];
        xrom_trace(&cursor->base[cursor->record.end], 1);
        cursor->record.end++;
        value = (value << 7) + byte;
        if (byte < 0x80) {
            return value;
        }
        value -= 0x80; /* the bit that says that another byte follows; a wrap, is undone */
    }
}

uint32_t xrom_cursor_skip_sized(struct xrom_cursor *cursor)
{
    uint32_t size = xrom_cursor_varuint(cursor);
    uint32_t first = cursor->record.end;

    if (size > cursor->end - first) {
        return fail(cursor, XROM_ERR_RECORD);
    }
    cursor->record.end = first + size;
    return first;
}
