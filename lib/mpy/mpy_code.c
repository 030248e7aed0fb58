/* SPDX-License-Identifier: MIT */
/* Preludes and instructions. */
#include "mpy.h"

/*
 * A prelude begins with two numbers that hold several each, their bits interleaved, lower ones first, in bytes whose
 * bit 7 says that another follows. The first: a byte xSSSSEAA, then bytes xFSSKAED, for states less one, exception
 * handlers, flags, positional arguments, keyword-only arguments and defaults. The second: bytes xIIIIIIC, for the size
 * of names and lines, and the number of cells. Names, lines and cells follow.
 */

/* How many bytes may follow the first of either number, so that what they hold has 30 bits at most. */
#define SIGNATURE_MORE 13
#define SIZES_MORE 4

static void read_signature(struct xrom_cursor *cursor, struct xrom_mpy_prelude *prelude)
{
    uint32_t bits = xrom_mpy_byte(cursor);

    prelude->state_count = bits >> 3 & 0xf;
    prelude->handler_count = bits >> 2 & 1;
    prelude->argument_count = bits & 3;
    for (uint32_t n = 0; bits & 0x80; n++) {
        if (n == SIGNATURE_MORE) {
            cursor->fault = -XROM_ERR_MPY_PART;
            return;
        }
        bits = xrom_mpy_byte(cursor);
        prelude->flags |= (bits >> 6 & 1) << n;
        prelude->state_count |= (bits & 0x30) << 2 * n;
        prelude->keyword_count |= (bits >> 3 & 1) << n;
        prelude->argument_count |= (bits & 4) << n;
        prelude->handler_count |= (bits & 2) << n;
        prelude->default_count |= (bits & 1) << n;
    }
    prelude->state_count++;
}

/* Reads the sizes of what follows them, and moves over that. */
static void read_sizes(struct xrom_cursor *cursor, struct xrom_mpy_prelude *prelude)
{
    uint32_t info_size = 0;
    uint32_t cell_count = 0;
    uint32_t bits = 0x80;

    for (uint32_t n = 0; bits & 0x80; n++) {
        if (n > SIZES_MORE) {
            cursor->fault = -XROM_ERR_MPY_PART;
            return;
        }
        bits = xrom_mpy_byte(cursor);
        info_size |= (bits >> 1 & 0x3f) << 6 * n;
        cell_count |= (bits & 1) << n;
    }
    prelude->names = cursor->position;
    xrom_mpy_skip(cursor, info_size);
    prelude->cells = cursor->position;
    xrom_mpy_skip(cursor, cell_count);
    prelude->code = cursor->position;
}

int xrom_mpy_prelude(const struct xrom_mpy *mpy, const struct xrom_mpy_part *part, struct xrom_mpy_prelude *prelude)
{
    struct xrom_mpy_prelude found = {0};
    struct xrom_cursor cursor;

    if (part->prelude == 0 || part->size > mpy->size || part->offset > mpy->size - part->size ||
        part->prelude > part->offset + part->size) {
        return XROM_ERR_ARGUMENT;
    }
    xrom_mpy_begin(&cursor, mpy, part->prelude, part->offset + part->size);
    read_signature(&cursor, &found);
    read_sizes(&cursor, &found);
    if (!cursor.fault) {
        xrom_mpy_begin(&cursor, mpy, found.names, found.cells);
        for (uint32_t left = 1 + found.argument_count + found.keyword_count; left > 0 && !cursor.fault; left--) {
            if (xrom_mpy_number(&cursor) >= mpy->qstr_count) {
                cursor.fault = -XROM_ERR_MPY_PART;
            }
        }
        found.lines = cursor.position;
    }
    if (cursor.fault) {
        return XROM_ERR_MPY_PART;
    }
    *prelude = found;
    return XROM_OK;
}

/* Which operations there are: a bit for each low half of their byte, by the high half. */
static const uint16_t operations[16] = {0x0000, 0x1fff, 0xffff, 0x00ff, 0x0ffd, 0xffff, 0x03fc, 0xffff,
                                        0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xff8f, 0xffff, 0x03ff};

/*
 * The distance of a jump, from behind itself: a byte, or two where bit 7 of the first is set, the lower bits first.
 * Some operations jump backwards too; theirs is greater by half of what fits.
 */
static uint32_t read_target(struct xrom_cursor *cursor, uint32_t operation)
{
    uint32_t distance = xrom_mpy_byte(cursor);
    uint32_t half = 0x40;

    if (distance & 0x80) {
        distance = (distance & 0x7f) | xrom_mpy_byte(cursor) << 7;
        half = 0x4000;
    }
    if (operation < XROM_MPY_JUMP_OR_POP) {
        distance -= half;
    }
    return cursor->position + distance;
}

/* Moves over an integer of any size. */
static void skip_small_int(struct xrom_cursor *cursor)
{
    while (xrom_mpy_byte(cursor) & 0x80) {
    }
}

int xrom_mpy_instruction(struct xrom_cursor *cursor, struct xrom_mpy_instruction *instruction)
{
    uint32_t operation = xrom_mpy_byte(cursor);

    instruction->operation = operation;
    instruction->type = XROM_MPY_OPERAND_NONE;
    instruction->operand = 0;
    instruction->extra = 0;
    if ((operations[operation >> 4] >> (operation & 0xf) & 1) == 0) {
        cursor->fault = -XROM_ERR_MPY_PART;
    } else if (operation == XROM_MPY_LOAD_SMALL_INT) {
        skip_small_int(cursor);
    } else if (operation >> 4 == 1) {
        instruction->type = XROM_MPY_OPERAND_QSTR;
        instruction->operand = xrom_mpy_number(cursor);
    } else if (operation >> 5 == 1) {
        instruction->type = XROM_MPY_OPERAND_NUMBER;
        instruction->operand = xrom_mpy_number(cursor);
    } else if (operation >> 4 == 4) {
        instruction->type = XROM_MPY_OPERAND_TARGET;
        instruction->operand = read_target(cursor, operation);
    }
    /* Closures, and the jump out of blocks. */
    if ((operation & 0x9e) == 0) {
        instruction->extra = xrom_mpy_byte(cursor);
    }
    return cursor->fault ? XROM_ERR_MPY_PART : XROM_OK;
}
