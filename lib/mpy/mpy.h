/* SPDX-License-Identifier: MIT */
/* What the files beside this one share: the cursor over a .mpy, and instructions of bytecode. */
#ifndef XROM_MPY_INTERNAL_H
#define XROM_MPY_INTERNAL_H

#include "../cursor.h"
#include <xrom/mpy.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Sets a cursor to [position, end) of a .mpy, which is a range of it. */
static inline void xrom_mpy_begin(struct xrom_cursor *cursor, const struct xrom_mpy *mpy, uint32_t position,
                                  uint32_t end)
{
    cursor->base = mpy->base;
    cursor->position = position;
    cursor->end = end;
    cursor->fault = XROM_OK;
}

/*
 * The same as xrom_cursor_varuint(), but where the end cuts the number off, rather than that it is too large, the error
 * is XROM_ERR_MPY_TRUNCATED.
 */
uint32_t xrom_mpy_number(struct xrom_cursor *cursor);

/* The byte at the cursor, which moves behind it; 0 on XROM_ERR_MPY_TRUNCATED: there is none. */
uint32_t xrom_mpy_byte(struct xrom_cursor *cursor);

/* Moves over `size` bytes; XROM_ERR_MPY_TRUNCATED: they are not all there. */
void xrom_mpy_skip(struct xrom_cursor *cursor, uint32_t size);

/* A number of things of at least one byte each, which must all be there. */
uint32_t xrom_mpy_count(struct xrom_cursor *cursor);

/* Operations of bytecode that are looked at one by one; the others matter by what operand they have. */
enum {
    XROM_MPY_MAKE_CLOSURE = 0x20,
    XROM_MPY_MAKE_CLOSURE_DEFAULTS = 0x21,
    XROM_MPY_LOAD_SMALL_INT = 0x22,
    XROM_MPY_LOAD_OBJECT = 0x23,
    XROM_MPY_LOAD_FAST = 0x24,
    XROM_MPY_DELETE_DEREF = 0x29,
    XROM_MPY_MAKE_FUNCTION = 0x32,
    XROM_MPY_MAKE_FUNCTION_DEFAULTS = 0x33,
    XROM_MPY_JUMP_OR_POP = 0x45, /* the first of those that jump forwards only */
    XROM_MPY_LOAD_FAST_MULTI = 0xb0,
    XROM_MPY_UNARY = 0xd0
};

/* What the operand of an operation is. */
enum xrom_mpy_operand {
    XROM_MPY_OPERAND_NONE,
    XROM_MPY_OPERAND_QSTR,   /* the number of a name of the file */
    XROM_MPY_OPERAND_NUMBER, /* that of an object, of a function in the code, of a local, of things on the stack */
    XROM_MPY_OPERAND_TARGET  /* the offset of an instruction */
};

struct xrom_mpy_instruction {
    uint32_t operation;
    enum xrom_mpy_operand type;
    uint32_t operand; /* of that type; else 0 */
    uint32_t extra;   /* the byte behind the operand of a few operations */
};

/* Reads the instruction at a cursor that ends with the code. XROM_ERR_MPY_PART: it is none. */
int xrom_mpy_instruction(struct xrom_cursor *cursor, struct xrom_mpy_instruction *instruction);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
