/* SPDX-License-Identifier: MIT */
/* What operators make: numbers where they are known, and sequences by their length. */
#include "cost.h"

/* Binary operators, in the order of their instructions; those that work in place come before those that do not. */
enum {
    LESS,
    MORE,
    EQUAL,
    LESS_EQUAL,
    MORE_EQUAL,
    NOT_EQUAL,
    IN,
    IS,
    EXCEPTION_MATCH,
    OR,
    XOR,
    AND,
    LSHIFT,
    RSHIFT,
    ADD,
    SUBTRACT,
    MULTIPLY,
    MATRIX,
    FLOOR_DIVIDE,
    DIVIDE,
    MODULO,
    POWER
};
#define IN_PLACE (POWER - OR + 1) /* how many there are of those */

/* Unary operators. */
enum { POSITIVE, NEGATIVE, INVERT, NOT };

/* Division that rounds down. */
static int64_t floor_divide(int64_t left, int64_t right)
{
    return left / right - (left % right != 0 && (left < 0) != (right < 0));
}

static uint32_t new_real(struct cost *cost)
{
    uint32_t word = cost->profile->word;
    uint32_t real = cost->profile->real;

    return xrom_cost_new(cost, NODE_PLAIN, (word > real ? word : real) + real, 0);
}

/* A number: an object of four words and digits, one block, where a small integer is too narrow. */
static uint32_t of_int(struct cost *cost, int64_t number)
{
    const int64_t limit = INT64_C(1) << (8 * cost->profile->word - 2);

    return number >= -limit && number < limit
               ? cost_of_int(number)
               : xrom_cost_new(cost, NODE_PLAIN, 4 * cost->profile->word + cost->profile->block, 0);
}

static uint32_t of_ints(struct cost *cost, uint32_t operation, int64_t left, int64_t right)
{
    switch (operation) {
    case LESS: return cost_of_bool(left < right);
    case MORE: return cost_of_bool(left > right);
    case EQUAL:
    case IS: return cost_of_bool(left == right);
    case LESS_EQUAL: return cost_of_bool(left <= right);
    case MORE_EQUAL: return cost_of_bool(left >= right);
    case NOT_EQUAL: return cost_of_bool(left != right);
    case OR: return cost_of_int(left | right);
    case XOR: return cost_of_int(left ^ right);
    case AND: return cost_of_int(left & right);
    case LSHIFT: return right >= 0 && right < 30 ? of_int(cost, left * (INT64_C(1) << right)) : VALUE_UNKNOWN;
    case RSHIFT: return right >= 0 && right < 30 ? cost_of_int(floor_divide(left, INT64_C(1) << right)) : VALUE_UNKNOWN;
    case ADD: return of_int(cost, left + right);
    case SUBTRACT: return of_int(cost, left - right);
    case MULTIPLY: return of_int(cost, left * right);
    case FLOOR_DIVIDE: return right != 0 ? cost_of_int(floor_divide(left, right)) : VALUE_UNKNOWN;
    case MODULO: return right != 0 ? cost_of_int(left - floor_divide(left, right) * right) : VALUE_UNKNOWN;
    case DIVIDE: return new_real(cost);
    default: return VALUE_UNKNOWN;
    }
}

/* What kind of sequence a value is: a node of that kind is made of two, or of many of it; NODE_NONE for no sequence. */
static uint32_t sequence_kind(const struct cost *cost, uint32_t value)
{
    const struct cost_object *object = cost_object(cost, value);
    uint32_t kind = cost_kind(cost, value);

    if (cost_is_name(value) || (object && (object->kind == XROM_MPY_STR || object->kind == XROM_MPY_BYTES))) {
        return NODE_BYTES;
    }
    if (object) {
        return object->kind == XROM_MPY_TUPLE ? NODE_TUPLE : NODE_NONE;
    }
    return kind == NODE_LIST || kind == NODE_TUPLE || kind == NODE_BYTES ? kind : NODE_NONE;
}

/* A new sequence of so many things, made of two. */
static uint32_t new_sequence(struct cost *cost, uint32_t kind, uint64_t length, uint32_t left, uint32_t right)
{
    uint32_t node;

    if (length > XROM_SIZE_MAX) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return VALUE_UNKNOWN;
    }
    node = xrom_cost_new(cost, kind, (uint32_t)length, 0);
    if (kind == NODE_BYTES) {
        cost->nodes[node].room = (uint32_t)length + 1; /* a zero stands behind text and data */
    }
    xrom_cost_share_items(cost, node, left);
    xrom_cost_share_items(cost, node, right);
    return node;
}

static bool is_real(const struct cost *cost, uint32_t value)
{
    const struct cost_object *object = cost_object(cost, value);

    return (object && object->kind == XROM_MPY_FLOAT) || cost_kind(cost, value) == NODE_PLAIN;
}

uint32_t xrom_cost_unary(struct cost *cost, uint32_t operation, uint32_t value)
{
    if (operation == NOT) {
        return value == VALUE_TRUE                           ? VALUE_FALSE
               : value == VALUE_FALSE || value == VALUE_NONE ? VALUE_TRUE
                                                             : VALUE_UNKNOWN;
    }
    if (!cost_is_int(value)) {
        return is_real(cost, value) ? new_real(cost) : VALUE_UNKNOWN;
    }
    return operation == POSITIVE   ? value
           : operation == NEGATIVE ? cost_of_int(-(int64_t)cost_int(value))
                                   : cost_of_int(-(int64_t)cost_int(value) - 1);
}

static uint32_t compare(const struct cost *cost, uint32_t operation, uint32_t left, uint32_t right)
{
    bool is_main = cost_known(cost, left) == KNOWN_MAIN || cost_known(cost, right) == KNOWN_MAIN;

    /* A module that is imported is not the main one. Constants are what they are. */
    if (operation == EQUAL && is_main) {
        return cost_of_bool(left == right);
    }
    if (operation == IS && left != VALUE_UNKNOWN && right != VALUE_UNKNOWN && !cost_is_name(left) &&
        !cost_is_name(right)) {
        return cost_of_bool(left == right);
    }
    return VALUE_UNKNOWN;
}

uint32_t xrom_cost_binary(struct cost *cost, uint32_t operation, uint32_t left, uint32_t right)
{
    uint32_t left_kind = sequence_kind(cost, left);
    uint32_t right_kind = sequence_kind(cost, right);
    bool is_in_place = operation >= OR && operation <= POWER;

    operation -= operation > POWER ? IN_PLACE : 0;
    if (cost_is_int(left) && cost_is_int(right)) {
        return of_ints(cost, operation, cost_int(left), cost_int(right));
    }
    if (operation < OR) {
        return compare(cost, operation, left, right);
    }
    if (operation == MULTIPLY && left_kind != NODE_NONE && cost_is_int(right)) {
        uint64_t times = cost_int(right) > 0 ? (uint64_t)cost_int(right) : 0;
        return new_sequence(cost, left_kind, times * xrom_cost_length(cost, left), left, VALUE_UNKNOWN);
    }
    if (operation == MULTIPLY && right_kind != NODE_NONE && cost_is_int(left)) {
        return xrom_cost_binary(cost, operation, right, left);
    }
    if (operation == ADD && left_kind != NODE_NONE && left_kind == right_kind) {
        uint64_t length = (uint64_t)xrom_cost_length(cost, left) + xrom_cost_length(cost, right);
        if (is_in_place && left_kind == NODE_LIST) {
            xrom_cost_extend(cost, left, right);
            return left;
        }
        return new_sequence(cost, left_kind, length, left, right);
    }
    if (operation == MODULO && left_kind == NODE_BYTES) {
        return xrom_cost_new(cost, NODE_RESULT, 0, cost->offset); /* text of unknown length */
    }
    return is_real(cost, left) || is_real(cost, right) ? new_real(cost) : VALUE_UNKNOWN;
}
