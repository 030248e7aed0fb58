/* SPDX-License-Identifier: MIT */
/*
 * The decoder of integers and records, the only code that compares a position with an end. record.c compiles it for all;
 * a source that sets XROM_DECODE_INLINE has a copy of its own.
 */
#ifndef XROM_DECODE_H
#define XROM_DECODE_H

#include "record.h"

#ifndef XROM_DECODE_INLINE
#define XROM_DECODE
#define XROM_DECODE_INNER static inline
#else
#define XROM_DECODE XROM_INLINE
#define XROM_DECODE_INNER XROM_INLINE
#endif

XROM_DECODE_INNER uint32_t xrom_decode_fail(struct xrom_cursor *cursor, enum xrom_error error)
{
    cursor->fault = -error;
    cursor->position = cursor->end;
    return 0;
}

XROM_DECODE uint32_t xrom_cursor_varuint(struct xrom_cursor *cursor)
{
    uint32_t value = 0;

    for (;;) {
        uint32_t byte;

        /* Seven bits more must fit. */
        if (cursor->position == cursor->end || value >> 25 != 0) {
            return xrom_decode_fail(cursor, XROM_ERR_VARUINT);
        }
        byte = cursor->base[cursor->position];
        xrom_trace(&cursor->base[cursor->position], 1);
        cursor->position++;
        value = (value << 7) + byte;
        if (byte < 0x80) {
            return value;
        }
        value -= 0x80; /* the bit that says that another byte follows; a wrap, if there was one, is undone */
    }
}

XROM_DECODE uint32_t xrom_cursor_skip_sized(struct xrom_cursor *cursor)
{
    uint32_t size = xrom_cursor_varuint(cursor);
    uint32_t first = cursor->position;

    if (size > cursor->end - first) {
        return xrom_decode_fail(cursor, XROM_ERR_RECORD);
    }
    cursor->position = first + size;
    return first;
}

/* The same as xrom_record_find(), but errors have no sign: as constants they are less code. */
XROM_DECODE_INNER int xrom_decode(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_node *record,
                                  uint32_t group)
{
    uint32_t end = iter->end;
    struct xrom_cursor cursor = {image->base, iter->position, end, XROM_OK};
    uint32_t kind, name, body;

    if (end > image->size || cursor.position > end) {
        return -XROM_ERR_ARGUMENT;
    }
    do {
        if (cursor.position == end) {
            return -XROM_ERR_NOT_FOUND;
        }
        kind = xrom_cursor_varuint(&cursor);
        name = xrom_cursor_skip_sized(&cursor);
        if (cursor.fault) {
            return cursor.fault;
        }
        if (kind == XROM_RECORD_UNUSED) {
            return -XROM_ERR_UNUSED;
        }
    } while (group != XROM_RECORDS_ALL && (kind | 1) != group);

    body = name;
    end = cursor.position;
    if ((kind | 1) == XROM_RECORDS_ENTRY) {
        /* Back into the payload. */
        cursor.end = end;
        cursor.position = name;
        name = xrom_cursor_skip_sized(&cursor);
        body = cursor.position;
        if (cursor.fault) {
            return -XROM_ERR_NAME;
        }
    }
    iter->position = end;
    record->kind = kind;
    record->name = name;
    record->body = body;
    record->end = end;
    return XROM_OK;
}

XROM_DECODE int xrom_record_find(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_node *record,
                                 uint32_t group)
{
    return -xrom_decode(image, iter, record, group);
}

#endif
