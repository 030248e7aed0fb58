/* SPDX-License-Identifier: MIT */
/* Runs bytecode, one instruction at a time: where it goes on, and what each does. */
#include "cost.h"

#define STACK_OF_ITERATOR 4 /* what a loop keeps on the stack */

/* 1 or 0 where a condition is known, else -1. */
static int truth(const struct cost *cost, uint32_t value)
{
    uint32_t length = xrom_cost_length(cost, value);

    if (cost_is_int(value)) {
        return cost_int(value) != 0;
    }
    switch (value) {
    case VALUE_TRUE: return 1;
    case VALUE_FALSE:
    case VALUE_NONE: return 0;
    default: break;
    }
    switch (cost_kind(cost, value)) {
    case NODE_FUNCTION:
    case NODE_CLOSURE:
    case NODE_CLASS: return 1;
    case NODE_RESULT:
    case NODE_INSTANCE:
    case NODE_ITERATOR: return -1;
    default: return length == UINT32_MAX || cost_is_name(value) ? -1 : length > 0;
    }
}

static void go(struct cost *cost, uint32_t target)
{
    struct xrom_cursor *cursor = &cost_frame(cost)->cursor;
    const struct cost_code *code = &cost->codes[cost_frame(cost)->code];

    if (target < code->offset || target >= cursor->end) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
    } else {
        if (target <= cursor->record.end) {
            xrom_cost_note(cost, XROM_MPY_FOLLOWED, XROM_MPY_LOOPS);
        }
        cursor->record.end = target;
    }
}

/* Jumps where a condition is as wanted. One that is not known leads on, but back to a loop once. */
static void go_if(struct cost *cost, uint32_t condition, int wanted, uint32_t target)
{
    struct cost_frame *frame = cost_frame(cost);
    int found = truth(cost, condition);

    if (found == wanted) {
        go(cost, target);
    } else if (found < 0 && target <= cost->offset) {
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_ITERATES);
        if (frame->jumped != cost->offset) {
            frame->jumped = cost->offset;
            go(cost, target);
        }
    } else if (found < 0) {
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_BRANCHES);
    }
}

/* An iterator over a value. */
static uint32_t iterate(struct cost *cost, uint32_t value)
{
    uint32_t length = xrom_cost_length(cost, value);
    uint32_t node;

    if (cost_kind(cost, value) == NODE_ITERATOR) {
        return value;
    }
    node = xrom_cost_new(cost, NODE_ITERATOR, length == UINT32_MAX || cost_is_name(value) ? 1 : length,
                         length == UINT32_MAX || cost_is_name(value));
    xrom_cost_refer(cost, node, value);
    return node;
}

static void loop(struct cost *cost, uint32_t target)
{
    uint32_t *found = xrom_cost_top(cost, STACK_OF_ITERATOR - 2);
    uint32_t iterator = found ? *found : VALUE_UNKNOWN;

    if (cost_kind(cost, iterator) != NODE_ITERATOR) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return;
    }
    if (cost->nodes[iterator].info) {
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_ITERATES);
    }
    if (cost->nodes[iterator].count > 0) {
        cost->nodes[iterator].count--;
        xrom_cost_push(cost, VALUE_UNKNOWN);
    } else {
        xrom_cost_drop(cost, STACK_OF_ITERATOR);
        go(cost, target);
    }
}

/* ---- Instructions ---- */

/* Instructions that have no operand, but those of locals, small integers and operators. */
static void run_plain(struct cost *cost, uint32_t operation)
{
    uint32_t first;
    uint32_t second;
    uint32_t *top;

    switch (operation) {
    case LOAD_FALSE: xrom_cost_push(cost, VALUE_FALSE); break;
    case LOAD_NONE: xrom_cost_push(cost, VALUE_NONE); break;
    case LOAD_TRUE: xrom_cost_push(cost, VALUE_TRUE); break;
    case LOAD_NULL: xrom_cost_push(cost, VALUE_NULL); break;
    case LOAD_BUILD_CLASS: xrom_cost_push(cost, VALUE_BUILD_CLASS); break;
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
    case POP_TOP: xrom_cost_pop(cost); break;
    case END_FINALLY: xrom_cost_pop(cost); break;
    case WITH_CLEANUP: /* __exit__, self, None: becomes None */
        xrom_cost_drop(cost, 3);
        xrom_cost_push(cost, VALUE_NONE);
        break;
    case GET_ITER:
        first = xrom_cost_pop(cost);
        xrom_cost_push(cost, iterate(cost, first));
        break;
    case GET_ITER_STACK:
        first = xrom_cost_pop(cost);
        xrom_cost_push(cost, VALUE_NULL);
        xrom_cost_push(cost, iterate(cost, first));
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

static void run_jump(struct cost *cost, uint32_t operation, uint32_t target)
{
    uint32_t value;
    uint32_t *top;

    switch (operation) {
    case UNWIND_JUMP:
    case JUMP:
    case POP_EXCEPT_JUMP: go(cost, target); break;
    case POP_JUMP_IF_TRUE:
    case POP_JUMP_IF_FALSE:
        value = xrom_cost_pop(cost);
        go_if(cost, value, operation == POP_JUMP_IF_TRUE, target);
        break;
    case JUMP_IF_TRUE_OR_POP:
    case JUMP_IF_FALSE_OR_POP:
        top = xrom_cost_top(cost, 0);
        if (top && truth(cost, *top) == (operation == JUMP_IF_TRUE_OR_POP)) {
            go(cost, target);
        } else if (top) {
            go_if(cost, xrom_cost_pop(cost), operation == JUMP_IF_TRUE_OR_POP, target);
        }
        break;
    case SETUP_WITH: /* becomes __exit__, self, what __enter__ gave */
        value = xrom_cost_pop(cost);
        xrom_cost_push(cost, VALUE_UNKNOWN);
        xrom_cost_push(cost, value);
        xrom_cost_push(cost, VALUE_UNKNOWN);
        break;
    case FOR_ITER: loop(cost, target); break;
    default: xrom_cost_note(cost, XROM_MPY_FOLLOWED, XROM_MPY_TRIES); break;
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
    place = (uint32_t)(callee - cost->values);
    arguments.first = place + 1 + is_method;
    if (is_var) {
        /* How many arguments there are is not known. */
        xrom_cost_guess(cost, place, arguments);
        return;
    }
    xrom_cost_call(cost, place, is_method ? cost->values[place + 1] : VALUE_NULL, arguments);
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
    } else if (operation >= LOAD_FALSE) {
        run_plain(cost, operation);
    } else if (operation >= UNWIND_JUMP) {
        run_jump(cost, operation, instruction->operand);
    } else if (operation >= CALL_FUNCTION) {
        run_call(cost, operation, instruction->operand);
    } else if (operation < XROM_MPY_MAKE_CLOSURE) {
        if (instruction->operand < cost->mpy->qstr_count) {
            xrom_cost_run_name(cost, operation, VALUE_NAME | instruction->operand);
        } else {
            xrom_cost_stop(cost, XROM_MPY_RAISES);
        }
    } else if (operation == XROM_MPY_LOAD_SMALL_INT) {
        value = instruction->extra ? VALUE_UNKNOWN : cost_of_int((int32_t)instruction->operand);
        xrom_cost_push(cost, value);
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
        cost->offset = cursor->record.end;
        if (cost->steps == 0) {
            xrom_cost_stop(cost, XROM_MPY_TOO_LONG);
        } else if (xrom_mpy_instruction(cursor, &instruction) != XROM_OK) {
            xrom_cost_stop(cost, XROM_MPY_RAISES);
        } else {
            cost->steps--;
            run(cost, &instruction);
        }
    }
}
