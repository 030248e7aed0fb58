/* SPDX-License-Identifier: MIT */
/* The walk over all parts of a .mpy, without recursion: a stack of how many parts are left at each depth. */
#include "mpy.h"

/*
 * A name: a varuint, whose bit 0 says that the rest is the number of one that every firmware has, else the size of its
 * text, which follows, and a zero.
 *
 * An object: a byte for its kind; for all but the constants a varuint, which is the size of its text or data, or the
 * number of items of a tuple; then text, data or items. Behind the text of a str and the data of bytes stands a zero.
 *
 * Code: a varuint of kind (bits 0 and 1), whether functions are in it (2) and size; the code; behind native code what
 * find_native() says; where functions are in it their number, and they; and behind those the relocations of viper code.
 */

/* The scope flags of viper code that say what follows it. */
enum { VIPER_RELOCATIONS = 0x10, VIPER_RODATA = 0x20, VIPER_BSS = 0x40 };

/* An element of levels: how many parts are left, and in bit 0 whether relocations follow them. */
#define LEFT_ONE 2u
#define LEFT_RELOCATIONS 1u

/* Moves over a zero, which must be there. */
static void skip_zero(struct xrom_cursor *cursor)
{
    uint32_t position = cursor->position;

    xrom_mpy_skip(cursor, 1);
    if (!cursor->fault && cursor->base[position] != 0) {
        cursor->fault = -XROM_ERR_MPY_PART;
    }
}

static void find_qstr(struct xrom_cursor *cursor, struct xrom_mpy_part *part)
{
    uint32_t number = xrom_mpy_number(cursor);

    if (number & 1) {
        part->kind = XROM_MPY_STATIC_QSTR;
        part->number = number >> 1;
        if (part->number == 0 || part->number > XROM_MPY_STATIC_QSTRS) {
            cursor->fault = -XROM_ERR_MPY_PART;
        }
        return;
    }
    part->kind = XROM_MPY_QSTR;
    part->offset = cursor->position;
    part->size = number >> 1;
    xrom_mpy_skip(cursor, part->size);
    skip_zero(cursor);
}

static void find_object(struct xrom_cursor *cursor, const struct xrom_mpy *mpy, struct xrom_mpy_part *part)
{
    part->kind = xrom_mpy_byte(cursor);
    if (part->kind > XROM_MPY_TUPLE || (part->kind == XROM_MPY_FUN_TABLE && mpy->arch == XROM_MPY_BYTECODE_ONLY)) {
        cursor->fault = cursor->fault ? cursor->fault : -XROM_ERR_MPY_PART;
    } else if (part->kind == XROM_MPY_TUPLE) {
        part->count = xrom_mpy_count(cursor);
        part->offset = cursor->position;
    } else if (part->kind >= XROM_MPY_STR) {
        part->size = xrom_mpy_number(cursor);
        part->offset = cursor->position;
        xrom_mpy_skip(cursor, part->size);
        if (part->kind <= XROM_MPY_BYTES) {
            skip_zero(cursor);
        }
    }
}

/*
 * What follows native code: of a function in Python, where in it its prelude is. Of the others, scope flags; of
 * assembler the number of arguments, and their types; of viper code the sizes of the constant data and of the zeros
 * that it has, then the data. Returns whether relocations follow.
 */
static bool find_native(struct xrom_cursor *cursor, struct xrom_mpy_part *part)
{
    uint32_t flags = xrom_mpy_number(cursor);

    if (part->kind == XROM_MPY_NATIVE) {
        part->prelude = part->offset + flags;
        if (flags >= part->size && !cursor->fault) {
            cursor->fault = -XROM_ERR_MPY_PART;
        }
        return false;
    }
    if (part->kind == XROM_MPY_ASM) {
        xrom_mpy_number(cursor);
        xrom_mpy_number(cursor);
        return false;
    }
    if (flags & VIPER_RODATA) {
        part->rodata_size = xrom_mpy_number(cursor);
    }
    if (flags & VIPER_BSS) {
        part->bss_size = xrom_mpy_number(cursor);
    }
    xrom_mpy_skip(cursor, part->rodata_size);
    return flags & VIPER_RELOCATIONS;
}

/* A part of code, up to the functions in it. Returns whether relocations follow those. */
static bool find_code(struct xrom_cursor *cursor, const struct xrom_mpy *mpy, struct xrom_mpy_part *part)
{
    uint32_t number = xrom_mpy_number(cursor);
    bool has_relocations = false;

    part->kind = XROM_MPY_BYTECODE + (number & 3);
    part->offset = cursor->position;
    part->size = number >> 3;
    xrom_mpy_skip(cursor, part->size);
    if (part->kind == XROM_MPY_BYTECODE) {
        part->prelude = part->offset;
    } else if (mpy->arch != XROM_MPY_BYTECODE_ONLY) {
        has_relocations = find_native(cursor, part);
    } else if (!cursor->fault) {
        cursor->fault = -XROM_ERR_MPY_PART;
    }
    if (number & 4) {
        part->count = xrom_mpy_count(cursor);
    }
    return has_relocations;
}

/*
 * Moves over relocations: bytes up to an ff; after a byte with bit 0 set follows an address, and after one whose rest
 * is 1, 3 or 5 a count.
 */
static void skip_relocations(struct xrom_cursor *cursor)
{
    uint32_t operation;

    while ((operation = xrom_mpy_byte(cursor)) != 0xff && !cursor->fault) {
        if (operation & 1) {
            xrom_mpy_number(cursor);
        }
        if (operation >> 1 <= 5 && operation & 2) {
            xrom_mpy_number(cursor);
        }
    }
}

int xrom_mpy_walk(const struct xrom_mpy *mpy, uint32_t *levels, uint32_t level_count, struct xrom_mpy_walk *walk)
{
    if (level_count == 0) {
        return XROM_ERR_ARGUMENT;
    }
    levels[0] = mpy->object_count * LEFT_ONE;
    walk->levels = levels;
    walk->level_count = level_count;
    walk->depth = 0;
    walk->position = mpy->qstrs;
    walk->qstrs_left = mpy->qstr_count;
    walk->in_code = false;
    return XROM_OK;
}

/* Goes up from depths where nothing is left, and on from objects to code. */
static int leave(struct xrom_mpy_walk *walk, struct xrom_cursor *cursor)
{
    while (walk->levels[walk->depth] < LEFT_ONE) {
        if (walk->levels[walk->depth] & LEFT_RELOCATIONS) {
            skip_relocations(cursor);
            if (cursor->fault) {
                return -cursor->fault;
            }
            walk->position = cursor->position;
            walk->levels[walk->depth] = 0;
        }
        if (walk->depth > 0) {
            walk->depth--;
        } else if (walk->in_code) {
            return XROM_ERR_END;
        } else {
            walk->in_code = true;
            walk->levels[0] = LEFT_ONE;
        }
    }
    return XROM_OK;
}

int xrom_mpy_next(const struct xrom_mpy *mpy, struct xrom_mpy_walk *walk, struct xrom_mpy_part *part)
{
    struct xrom_mpy_part found = {0};
    struct xrom_cursor cursor;
    bool has_relocations = false;

    if (walk->position > mpy->size) {
        return XROM_ERR_ARGUMENT;
    }
    xrom_mpy_begin(&cursor, mpy, walk->position, mpy->size);
    if (walk->qstrs_left > 0) {
        find_qstr(&cursor, &found);
    } else {
        int error = leave(walk, &cursor);
        if (error) {
            return error;
        }
        found.depth = walk->depth;
        if (walk->in_code) {
            has_relocations = find_code(&cursor, mpy, &found);
        } else {
            find_object(&cursor, mpy, &found);
        }
    }
    if (cursor.fault) {
        return -cursor.fault;
    }
    if ((found.count > 0 || has_relocations) && walk->depth + 1 == walk->level_count) {
        return XROM_ERR_LEVELS;
    }
    if (walk->qstrs_left > 0) {
        walk->qstrs_left--;
    } else {
        walk->levels[walk->depth] -= LEFT_ONE;
        if (found.count > 0 || has_relocations) {
            walk->depth++;
            walk->levels[walk->depth] = found.count * LEFT_ONE + has_relocations;
        }
    }
    walk->position = cursor.position;
    *part = found;
    return XROM_OK;
}
