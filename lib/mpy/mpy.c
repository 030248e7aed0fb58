/* SPDX-License-Identifier: MIT */
/* The header of a .mpy, and what all of it is read with. */
#include "mpy.h"

/*
 * The header:
 *
 *     'M', version, features, small-int bits, [flags of the architecture], number of names, number of objects
 *
 * Features: bits 0 and 1 are the sub-version, 2 to 5 the architecture, 6 says that its flags follow, 7 is reserved and
 * 0. All numbers without a fixed size in a .mpy are varuints of the kind that ROMFS has.
 */
#define HEADER_SIZE 4
#define FEATURE_FLAGS 0x40
#define FEATURE_RESERVED 0x80

/* A version is below; text that begins with the same letter is not. */
#define VERSION_END 32

static void fail(struct xrom_cursor *cursor, int error)
{
    if (!cursor->fault) {
        cursor->fault = -error;
    }
    cursor->position = cursor->end;
}

uint32_t xrom_mpy_number(struct xrom_cursor *cursor)
{
    uint32_t position = cursor->position;
    uint32_t value;

    if (cursor->fault) {
        return 0;
    }
    value = xrom_cursor_varuint(cursor);
    if (cursor->fault) {
        while (position < cursor->end && cursor->base[position] >= 0x80) {
            position++;
        }
        if (position == cursor->end) {
            cursor->fault = -XROM_ERR_MPY_TRUNCATED;
        }
    }
    return value;
}

void xrom_mpy_skip(struct xrom_cursor *cursor, uint32_t size)
{
    if (size > cursor->end - cursor->position) {
        fail(cursor, XROM_ERR_MPY_TRUNCATED);
    } else {
        cursor->position += size;
    }
}

uint32_t xrom_mpy_byte(struct xrom_cursor *cursor)
{
    uint32_t position = cursor->position;

    xrom_mpy_skip(cursor, 1);
    return cursor->fault ? 0 : cursor->base[position];
}

uint32_t xrom_mpy_count(struct xrom_cursor *cursor)
{
    uint32_t count = xrom_mpy_number(cursor);

    if (count > cursor->end - cursor->position) {
        fail(cursor, XROM_ERR_MPY_TRUNCATED);
        return 0;
    }
    return count;
}

int xrom_mpy_open(struct xrom_mpy *mpy, const void *bytes, size_t size)
{
    const uint8_t *header = bytes;
    struct xrom_mpy found = {0};
    struct xrom_cursor cursor;

    if (!mpy || !bytes) {
        return XROM_ERR_ARGUMENT;
    }
    if (size > XROM_SIZE_MAX) {
        return XROM_ERR_TOO_LARGE;
    }
    if (size == 0 || (header[0] != 'M' && header[0] != 'C') || (size > 1 && header[1] >= VERSION_END)) {
        return XROM_ERR_NOT_MPY;
    }
    if (size > 1 && (header[0] != 'M' || header[1] != XROM_MPY_VERSION)) {
        return XROM_ERR_MPY_VERSION;
    }
    if (size < HEADER_SIZE) {
        return XROM_ERR_MPY_TRUNCATED;
    }
    if (header[2] & FEATURE_RESERVED) {
        return XROM_ERR_MPY_PART;
    }
    found.base = header;
    found.size = (uint32_t)size;
    found.sub_version = header[2] & 3;
    found.arch = header[2] >> 2 & 0xf;
    found.small_int_bits = header[3];
    xrom_mpy_begin(&cursor, &found, HEADER_SIZE, found.size);
    if (header[2] & FEATURE_FLAGS) {
        found.arch_flags = xrom_mpy_number(&cursor);
    }
    found.qstr_count = xrom_mpy_count(&cursor);
    found.object_count = xrom_mpy_count(&cursor);
    found.qstrs = cursor.position;
    if (cursor.fault) {
        return -cursor.fault;
    }
    if (found.qstr_count > found.size - found.qstrs - found.object_count) {
        return XROM_ERR_MPY_TRUNCATED;
    }
    *mpy = found;
    return XROM_OK;
}
