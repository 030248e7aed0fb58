/* SPDX-License-Identifier: MIT */
/* Objects that single instructions build, store in, or take apart. */
#include "cost.h"

/* Replaces so many values by an object that holds them; maps hold them as keys. */
static void build(struct cost *cost, uint32_t kind, uint32_t count)
{
    uint32_t node;

    if (count > 0 && !xrom_cost_top(cost, count - 1)) {
        return;
    }
    node = xrom_cost_new(cost, kind, count, 0);
    cost_charge(cost, count / COST_READ);
    for (uint32_t i = 0; i < count && node != VALUE_UNKNOWN; i++) {
        uint32_t value = cost->values[cost->value_count - count + i];
        if (kind == NODE_TUPLE) {
            xrom_cost_set(cost, node, cost_of_int(i), value);
        } else {
            xrom_cost_refer(cost, node, value);
        }
    }
    xrom_cost_drop(cost, count);
    xrom_cost_push(cost, node);
}

void xrom_cost_store_at(struct cost *cost, uint32_t object, uint32_t key, uint32_t value)
{
    uint32_t kind = cost_kind(cost, object);

    if (kind == NODE_DICT) {
        xrom_cost_refer(cost, object, key);
        xrom_cost_store(cost, object, key, value);
    } else if (kind == NODE_LIST) {
        xrom_cost_refer(cost, object, value);
    } else if (kind != NODE_BYTES && cost_is_object(cost, value)) {
        xrom_cost_refer(cost, 2, value);
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_GIVEN);
    }
}

uint32_t xrom_cost_load_at(const struct cost *cost, uint32_t object, uint32_t key)
{
    uint32_t kind = cost_kind(cost, object);
    uint32_t found = VALUE_ABSENT;

    if (key != VALUE_UNKNOWN && (kind == NODE_DICT || kind == NODE_TUPLE)) {
        found = xrom_cost_get(cost, object, key);
    }
    return found == VALUE_ABSENT ? VALUE_UNKNOWN : found;
}

/* Of a comprehension: a value, or of a map a value and a key, that goes to what is built further down. */
static void store_comprehension(struct cost *cost, uint32_t operand)
{
    uint32_t *found = xrom_cost_top(cost, operand >> 2);
    uint32_t built = found ? *found : VALUE_UNKNOWN;
    uint32_t value = xrom_cost_pop(cost);
    uint32_t kind = cost_kind(cost, built);

    if ((operand & 3) == 1) {
        xrom_cost_store_at(cost, built, value, xrom_cost_pop(cost));
    } else if (kind == NODE_LIST) {
        xrom_cost_append(cost, built, value);
    } else if (kind == NODE_SET) {
        xrom_cost_store(cost, built, value, value);
    }
}

/* Takes apart a sequence into so many values, the first on top. */
static void unpack(struct cost *cost, uint32_t count)
{
    uint32_t sequence = xrom_cost_pop(cost);

    while (count > 0 && !cost->is_stopped) {
        uint32_t value = VALUE_UNKNOWN;
        count--;
        cost_charge(cost, 1);
        if (cost_kind(cost, sequence) == NODE_TUPLE) {
            value = xrom_cost_get(cost, sequence, cost_of_int(count));
        }
        xrom_cost_push(cost, value == VALUE_ABSENT ? VALUE_UNKNOWN : value);
    }
}

void xrom_cost_give_defaults(struct cost *cost, uint32_t function, uint32_t defaults, uint32_t keywords)
{
    uint32_t count = defaults == VALUE_NULL ? 0 : xrom_cost_length(cost, defaults);

    if (function == VALUE_UNKNOWN) {
        return;
    }
    if (count > XROM_SIZE_MAX) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return;
    }
    for (uint32_t i = 0; i < count && !cost->is_stopped; i++) {
        cost_charge(cost, 1);
        xrom_cost_set(cost, function, cost_of_int(i), xrom_cost_load_at(cost, defaults, cost_of_int(i)));
    }
    cost->nodes[function].count = count;
    if (keywords != VALUE_NULL) {
        xrom_cost_set(cost, function, KEY_KEYWORDS, keywords);
        cost->nodes[function].count++;
        cost->nodes[function].room = count;
    }
}

static void make_function(struct cost *cost, const struct xrom_mpy_instruction *instruction)
{
    const struct cost_code *code = &cost->codes[cost_frame(cost)->code];
    bool is_closure = instruction->operation <= XROM_MPY_MAKE_CLOSURE_DEFAULTS;
    uint32_t shared = is_closure ? instruction->extra : 0;
    uint32_t defaults = VALUE_NULL;
    uint32_t keywords = VALUE_NULL;
    uint32_t function;
    uint32_t closure = VALUE_UNKNOWN;

    if (instruction->operand >= code->count || (shared > 0 && !xrom_cost_top(cost, shared - 1))) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return;
    }
    function = xrom_cost_new(cost, NODE_FUNCTION, 0, cost->children[code->children + instruction->operand]);
    if (is_closure) {
        closure = xrom_cost_new(cost, NODE_CLOSURE, shared, 0);
        for (uint32_t i = 0; i < shared && !cost->is_stopped; i++) {
            xrom_cost_set(cost, closure, cost_of_int(i), cost->values[cost->value_count - shared + i]);
        }
        xrom_cost_set(cost, closure, KEY_SELF, function);
        xrom_cost_drop(cost, shared);
    }
    if (instruction->operation & 1) {
        keywords = xrom_cost_pop(cost);
        defaults = xrom_cost_pop(cost);
    }
    xrom_cost_give_defaults(cost, function, defaults, keywords);
    xrom_cost_push(cost, is_closure ? closure : function);
}

void xrom_cost_run_build(struct cost *cost, const struct xrom_mpy_instruction *instruction)
{
    uint32_t operand = instruction->operand;
    uint32_t node;

    switch (instruction->operation) {
    case XROM_MPY_MAKE_CLOSURE:
    case XROM_MPY_MAKE_CLOSURE_DEFAULTS:
    case XROM_MPY_MAKE_FUNCTION:
    case XROM_MPY_MAKE_FUNCTION_DEFAULTS: make_function(cost, instruction); break;
    case XROM_MPY_LOAD_OBJECT:
        /* Any other sum would be a value of another kind. */
        if (operand < cost->mpy->object_count) {
            xrom_cost_push(cost, operand < VALUE_END - VALUE_OBJECTS ? VALUE_OBJECTS + operand : VALUE_UNKNOWN);
        } else {
            xrom_cost_stop(cost, XROM_MPY_RAISES);
        }
        break;
    case BUILD_TUPLE: build(cost, NODE_TUPLE, operand); break;
    case BUILD_LIST: build(cost, NODE_LIST, operand); break;
    case BUILD_SET: build(cost, NODE_SET, operand); break;
    case BUILD_MAP:
        node = xrom_cost_new(cost, NODE_DICT, operand, 0);
        cost->nodes[node].count = 0;
        xrom_cost_push(cost, node);
        break;
    case BUILD_SLICE:
        xrom_cost_drop(cost, operand);
        xrom_cost_push(cost, VALUE_UNKNOWN);
        break;
    case STORE_COMPREHENSION: store_comprehension(cost, operand); break;
    case UNPACK_SEQUENCE: unpack(cost, operand); break;
    default: unpack(cost, (operand & 0xff) + (operand >> 8) + 1); break; /* UNPACK_EXTENDED */
    }
}
