/* SPDX-License-Identifier: MIT */
/* Frames of code that runs, and their stacks. */
#include "cost.h"

void xrom_cost_push(struct cost *cost, uint32_t value)
{
    if (cost->value_count == cost_frame(cost)->stack_end) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
    } else {
        cost->values[cost->value_count++] = value;
    }
}

uint32_t *xrom_cost_top(struct cost *cost, uint32_t below)
{
    struct cost_frame *frame = cost_frame(cost);

    if (below >= cost->value_count - frame->locals - frame->local_count) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return NULL;
    }
    return &cost->values[cost->value_count - 1 - below];
}

void xrom_cost_drop(struct cost *cost, uint32_t count)
{
    if (count > 0 && xrom_cost_top(cost, count - 1)) {
        cost->value_count -= count;
    }
}

uint32_t xrom_cost_pop(struct cost *cost)
{
    uint32_t *top = xrom_cost_top(cost, 0);
    uint32_t value = top ? *top : VALUE_UNKNOWN;

    xrom_cost_drop(cost, 1);
    return value;
}

bool xrom_cost_enter(struct cost *cost, uint32_t code, uint32_t result, uint32_t kind, uint32_t subject,
                     struct xrom_mpy_prelude *prelude)
{
    const struct cost_code *entered = &cost->codes[code];
    struct cost_frame *frame = &cost->frames[cost->depth];
    struct xrom_mpy_part part = {0};
    bool is_read;

    part.offset = entered->offset;
    part.size = entered->size;
    part.prelude = entered->prelude;
    if (entered->kind != XROM_MPY_BYTECODE || cost->depth == COST_FRAMES) {
        return false;
    }
    is_read = xrom_mpy_prelude(cost->mpy, &part, prelude) == XROM_OK;
    cost_charge(cost, (is_read ? prelude->code - entered->prelude : entered->size) / COST_READ);
    if (!is_read || prelude->state_count > (COST_VALUES - cost->value_count) / 2) {
        return false;
    }
    xrom_mpy_begin(&frame->cursor, cost->mpy, prelude->code, entered->offset + entered->size);
    frame->kind = kind;
    frame->subject = subject;
    frame->code = code;
    frame->locals = cost->value_count;
    frame->local_count = prelude->state_count;
    frame->stack_end = cost->value_count + prelude->state_count * 2;
    frame->result = result;
    frame->jumped = 0;
    for (uint32_t i = 0; i < prelude->state_count; i++) {
        cost->values[cost->value_count++] = VALUE_UNKNOWN;
    }
    cost_charge(cost, prelude->state_count);
    cost->depth++;
    return true;
}

void xrom_cost_share(struct cost *cost, const struct xrom_mpy_prelude *prelude)
{
    struct cost_frame *frame = cost_frame(cost);

    for (uint32_t at = prelude->cells; at < prelude->code; at++) {
        uint32_t number = cost->mpy->base[at];
        if (number < frame->local_count) {
            uint32_t cell = xrom_cost_new(cost, NODE_CELL, 0, 0);
            xrom_cost_set(cost, cell, KEY_SELF, cost->values[frame->locals + number]);
            cost->values[frame->locals + number] = cell;
        }
    }
}

void xrom_cost_leave(struct cost *cost, uint32_t value)
{
    struct cost_frame *frame = cost_frame(cost);

    if (frame->kind == FRAME_CLASS && cost_kind(cost, value) == NODE_CELL) {
        /* The cell by which methods find the class: super() needs it. */
        xrom_cost_set(cost, value, KEY_SELF, frame->subject);
    }
    if (frame->kind == FRAME_CLASS || frame->kind == FRAME_INIT) {
        value = frame->subject;
    }
    cost->depth--;
    if (frame->kind == FRAME_MODULE) {
        cost->is_stopped = true;
        return;
    }
    cost->values[frame->result] = value;
    cost->value_count = frame->result + 1;
}
