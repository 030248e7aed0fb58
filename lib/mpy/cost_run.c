/* SPDX-License-Identifier: MIT */
/* Runs bytecode, one instruction at a time. */
#include "cost.h"

/* Instructions that give a constant. */
static void run_constant(struct cost *cost, uint32_t operation)
{
    static const uint32_t constants[] = {VALUE_FALSE, VALUE_NONE, VALUE_TRUE, VALUE_NULL, VALUE_BUILD_CLASS};

    xrom_cost_push(cost, constants[operation - LOAD_FALSE]);
}

/* Instructions that have no operand, but constants and those of locals, small integers and operators. */
static void run_plain(struct cost *cost, uint32_t operation)
{
    uint32_t first;
    uint32_t second;
    uint32_t *top;

    switch (operation) {
    case LOAD_SUBSCRIPT:
        first = xrom_cost_pop(cost);
        second = xrom_cost_pop(cost);
        xrom_cost_push(cost, xrom_cost_load_at(cost, second, first));
        break;
    case STORE_SUBSCRIPT:
        first = xrom_cost_pop(cost);
        second = xrom_cost_pop(cost);
        xrom_cost_store_at(cost, second, first, xrom_cost_pop(cost));
        break;
    case STORE_MAP:
        first = xrom_cost_pop(cost);
        second = xrom_cost_pop(cost);
        top = xrom_cost_top(cost, 0);
        xrom_cost_store_at(cost, top ? *top : VALUE_UNKNOWN, first, second);
        break;
    case POP_TOP:
    case END_FINALLY: xrom_cost_pop(cost); break;
    case WITH_CLEANUP: /* __exit__, self, None: becomes None */
        xrom_cost_drop(cost, 3);
        xrom_cost_push(cost, VALUE_NONE);
        break;
    case GET_ITER:
        first = xrom_cost_pop(cost);
        xrom_cost_push(cost, xrom_cost_iterate(cost, first));
        break;
    case GET_ITER_STACK:
        first = xrom_cost_pop(cost);
        xrom_cost_push(cost, VALUE_NULL);
        xrom_cost_push(cost, xrom_cost_iterate(cost, first));
        xrom_cost_push(cost, VALUE_NULL);
        xrom_cost_push(cost, VALUE_NULL);
        break;
    case RETURN_VALUE:
        first = xrom_cost_pop(cost);
        xrom_cost_leave(cost, first);
        break;
    case IMPORT_STAR:
        xrom_cost_pop(cost);
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_STAR);
        break;
    default: /* raise, yield */
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_RAISES);
        xrom_cost_leave(cost, VALUE_UNKNOWN);
        break;
    }
}

/* Instructions that order the top of the stack anew. */
static void run_order(struct cost *cost, uint32_t operation)
{
    uint32_t *top = xrom_cost_top(cost, operation == DUP_TOP ? 0 : operation == ROT_THREE ? 2 : 1);
    uint32_t value;

    if (!top) {
        return;
    }
    switch (operation) {
    case DUP_TOP: xrom_cost_push(cost, top[0]); break;
    case DUP_TOP_TWO:
        xrom_cost_push(cost, top[0]);
        xrom_cost_push(cost, top[1]);
        break;
    case ROT_TWO:
        value = top[0];
        top[0] = top[1];
        top[1] = value;
        break;
    default: /* the last of three becomes the first */
        value = top[2];
        top[2] = top[1];
        top[1] = top[0];
        top[0] = value;
        break;
    }
}

static void run_call(struct cost *cost, uint32_t operation, uint32_t operand)
{
    struct cost_arguments arguments = {0, operand & 0xff, operand >> 8 & 0xff};
    bool is_method = operation >= CALL_METHOD;
    bool is_var = operation & 1;
    uint32_t above = arguments.count + 2 * arguments.keyword_count + is_var;
    uint32_t *callee = xrom_cost_top(cost, above + is_method);
    uint32_t place;

    if (!callee) {
        return;
    }
    cost_charge(cost, above / COST_READ);
    place = (uint32_t)(callee - cost->values);
    arguments.first = place + 1 + is_method;
    if (is_var) {
        /* How many arguments there are is not known. */
        xrom_cost_guess(cost, place, arguments);
        return;
    }
    xrom_cost_call(cost, place, is_method ? cost->values[place + 1] : VALUE_NULL, arguments);
}

/* The integer of the instruction that is run, which was found to be whole. One of more than 62 bits is not known. */
static uint32_t load_integer(struct cost *cost)
{
    const uint8_t *byte = cost->mpy->base + cost->offset + 1;
    int64_t number = *byte & 0x40 ? -1 : 0;
    uint32_t count = 1;

    number = number * 0x40 + (*byte & 0x3f);
    for (; *byte & 0x80 && count < 9; count++) {
        byte++;
        number = number * 0x80 + (*byte & 0x7f);
    }
    return *byte & 0x80 ? VALUE_UNKNOWN : xrom_cost_integer(cost, number);
}

static void run(struct cost *cost, const struct xrom_mpy_instruction *instruction)
{
    uint32_t operation = instruction->operation;
    uint32_t value;

    if (operation >= BINARY) {
        value = xrom_cost_pop(cost);
        xrom_cost_push(cost, xrom_cost_binary(cost, operation - BINARY, xrom_cost_pop(cost), value));
    } else if (operation >= XROM_MPY_UNARY) {
        value = xrom_cost_pop(cost);
        xrom_cost_push(cost, xrom_cost_unary(cost, operation - XROM_MPY_UNARY, value));
    } else if (operation >= STORE_FAST_MULTI) {
        xrom_cost_run_local(cost, STORE_FAST, operation & 0xf);
    } else if (operation >= XROM_MPY_LOAD_FAST_MULTI) {
        xrom_cost_run_local(cost, XROM_MPY_LOAD_FAST, operation & 0xf);
    } else if (operation >= LOAD_SMALL_INT_MULTI) {
        xrom_cost_push(cost, cost_of_int((int64_t)operation - LOAD_SMALL_INT_MULTI - 16));
    } else if (operation >= DUP_TOP && operation <= ROT_THREE && operation != POP_TOP) {
        run_order(cost, operation);
    } else if (operation >= LOAD_SUBSCRIPT) {
        run_plain(cost, operation);
    } else if (operation >= LOAD_FALSE) {
        run_constant(cost, operation);
    } else if (operation >= UNWIND_JUMP) {
        xrom_cost_run_jump(cost, operation, instruction->operand);
    } else if (operation >= CALL_FUNCTION) {
        run_call(cost, operation, instruction->operand);
    } else if (operation < XROM_MPY_MAKE_CLOSURE) {
        if (instruction->operand < cost->mpy->qstr_count) {
            xrom_cost_run_name(cost, operation, VALUE_NAME | instruction->operand);
        } else {
            xrom_cost_stop(cost, XROM_MPY_RAISES);
        }
    } else if (operation == XROM_MPY_LOAD_SMALL_INT) {
        xrom_cost_push(cost, load_integer(cost));
    } else if (operation >= XROM_MPY_LOAD_FAST && operation <= XROM_MPY_DELETE_DEREF) {
        xrom_cost_run_local(cost, operation, instruction->operand);
    } else {
        xrom_cost_run_build(cost, instruction);
    }
}

void xrom_cost_run(struct cost *cost)
{
    struct xrom_mpy_instruction instruction;
    struct xrom_mpy_prelude prelude;

    if (!xrom_cost_enter(cost, 0, 0, FRAME_MODULE, 1, &prelude)) {
        xrom_cost_stop(cost, XROM_MPY_TOO_LONG);
        return;
    }
    xrom_cost_share(cost, &prelude);
    while (!cost->is_stopped) {
        struct xrom_cursor *cursor = &cost_frame(cost)->cursor;
        cost->offset = cursor->position;
        if (xrom_mpy_instruction(cursor, &instruction) != XROM_OK) {
            xrom_cost_stop(cost, XROM_MPY_RAISES);
        } else {
            /* A number may have any length. */
            cost_charge(cost, 1 + (cursor->position - cost->offset) / COST_READ);
            run(cost, &instruction);
        }
    }
}
