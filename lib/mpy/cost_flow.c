/* SPDX-License-Identifier: MIT */
/* Where the code goes on: conditions, loops, and what it takes that cannot be known. */
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
    case NODE_CLASS:
    case NODE_INTEGER: return 1;
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
        if (target <= cursor->position) {
            xrom_cost_note(cost, XROM_MPY_FOLLOWED, XROM_MPY_LOOPS);
        }
        cursor->position = target;
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

uint32_t xrom_cost_iterate(struct cost *cost, uint32_t value)
{
    uint32_t length = xrom_cost_length(cost, value);
    uint32_t node;

    if (cost_kind(cost, value) == NODE_ITERATOR) {
        return value;
    }
    node = xrom_cost_new(cost, NODE_ITERATOR, length == UINT32_MAX || cost_is_name(value) ? 1 : length,
                         length == UINT32_MAX || cost_is_name(value) ? ITERATOR_UNKNOWN : 0);
    xrom_cost_refer(cost, node, value);
    return node;
}

static void loop(struct cost *cost, uint32_t target)
{
    uint32_t *found = xrom_cost_top(cost, STACK_OF_ITERATOR - 2);
    uint32_t iterator = found ? *found : VALUE_UNKNOWN;
    uint32_t item;

    if (cost_kind(cost, iterator) != NODE_ITERATOR) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return;
    }
    if (cost->nodes[iterator].info & ITERATOR_UNKNOWN) {
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_ITERATES);
    }
    if (cost->nodes[iterator].count > 0) {
        cost->nodes[iterator].count--;
        item = cost->nodes[iterator].info & ITERATOR_PAIRS ? xrom_cost_new(cost, NODE_TUPLE, 2, 0) : VALUE_UNKNOWN;
        xrom_cost_push(cost, item);
    } else {
        xrom_cost_drop(cost, STACK_OF_ITERATOR);
        go(cost, target);
    }
}

void xrom_cost_run_jump(struct cost *cost, uint32_t operation, uint32_t target)
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
