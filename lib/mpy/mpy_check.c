/* SPDX-License-Identifier: MIT */
/* The check of a whole .mpy. */
#include "mpy.h"

/* True where what an instruction names exists. */
static bool names_what_exists(const struct xrom_mpy *mpy, const struct xrom_mpy_part *part,
                              const struct xrom_mpy_prelude *prelude, const struct xrom_mpy_instruction *instruction)
{
    uint32_t operation = instruction->operation;
    uint32_t operand = instruction->operand;

    switch (instruction->type) {
    case XROM_MPY_OPERAND_QSTR: return operand < mpy->qstr_count;
    case XROM_MPY_OPERAND_TARGET: return operand >= prelude->code && operand < part->offset + part->size;
    case XROM_MPY_OPERAND_NUMBER: break;
    default:
        if (operation >= XROM_MPY_LOAD_FAST_MULTI && operation < XROM_MPY_UNARY) {
            return (operation & 0xf) < prelude->state_count;
        }
        return true;
    }
    if (operation <= XROM_MPY_MAKE_CLOSURE_DEFAULTS || operation == XROM_MPY_MAKE_FUNCTION ||
        operation == XROM_MPY_MAKE_FUNCTION_DEFAULTS) {
        return operand < part->count;
    }
    if (operation == XROM_MPY_LOAD_OBJECT) {
        return operand < mpy->object_count;
    }
    /* What is left up to here are locals, and then numbers of things on the stack. */
    return operation > XROM_MPY_DELETE_DEREF || operand < prelude->state_count;
}

/* Holds the cells, and of bytecode the instructions, against the format. `offset` becomes that of the one at fault. */
static int check_code(const struct xrom_mpy *mpy, const struct xrom_mpy_part *part, uint32_t *offset)
{
    struct xrom_mpy_instruction instruction;
    struct xrom_mpy_prelude prelude;
    struct xrom_cursor cursor;
    int error = xrom_mpy_prelude(mpy, part, &prelude);

    if (error) {
        *offset = part->prelude;
        return error;
    }
    for (*offset = prelude.cells; *offset < prelude.code; (*offset)++) {
        if (mpy->base[*offset] >= prelude.state_count) {
            return XROM_ERR_MPY_PART;
        }
    }
    if (part->kind != XROM_MPY_BYTECODE) {
        return XROM_OK;
    }
    xrom_mpy_begin(&cursor, mpy, prelude.code, part->offset + part->size);
    do {
        /* At least one: code that ends where it begins would run on into what follows. */
        *offset = cursor.position;
        if (xrom_mpy_instruction(&cursor, &instruction) != XROM_OK ||
            !names_what_exists(mpy, part, &prelude, &instruction)) {
            return XROM_ERR_MPY_PART;
        }
    } while (cursor.position < cursor.end);
    return XROM_OK;
}

int xrom_mpy_check(const struct xrom_mpy *mpy, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault)
{
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    uint32_t offset = 0;
    int error = xrom_mpy_walk(mpy, levels, level_count, &walk);

    if (error) {
        return error;
    }
    while (!error) {
        error = xrom_mpy_next(mpy, &walk, &part);
        offset = walk.position;
        if (!error && part.prelude != 0) {
            error = check_code(mpy, &part, &offset);
        }
    }
    if (error == XROM_ERR_END) {
        return XROM_OK;
    }
    fault->error = error;
    fault->offset = offset;
    return error;
}
