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

/* Integers of up to so many bits are computed: the sum of two fits into 64. */
#define INTEGER_BITS 62

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

/* An integer that is no value of its own, whose digits take so many bytes; none where it is a small one. */
static uint32_t new_integer(struct cost *cost, int64_t number, uint64_t digits_size)
{
    uint64_t size = digits_size > 0 ? UINT64_C(4) * cost->profile->word + digits_size : 0;
    uint32_t node;

    if (size > XROM_SIZE_MAX) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return VALUE_UNKNOWN;
    }
    node = xrom_cost_new(cost, NODE_INTEGER, (uint32_t)size, (uint32_t)((uint64_t)number >> 32));
    if (node != VALUE_UNKNOWN) {
        cost->nodes[node].room = (uint32_t)((uint64_t)number & UINT32_MAX);
    }
    return node;
}

static uint32_t bits_of(int64_t number)
{
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    uint32_t bits = 0;

    for (; left > 0; left >>= 1) {
        bits++;
    }
    return bits;
}

uint32_t xrom_cost_integer(struct cost *cost, int64_t number)
{
    const int64_t limit = INT64_C(1) << (8 * cost->profile->word - 2);
    uint32_t value = cost_of_int(number);

    if (value != VALUE_UNKNOWN) {
        return value;
    }
    /* Its digits take one block where a small integer is too narrow. */
    return new_integer(cost, bits_of(number) > INTEGER_BITS ? INTEGER_UNKNOWN : number,
                       number >= -limit && number < limit ? 0 : cost->profile->block);
}

/* The value of an integer, or INTEGER_UNKNOWN. */
static int64_t integer_of(const struct cost *cost, uint32_t value)
{
    const struct cost_node *node = &cost->nodes[cost_is_node(value) ? value : VALUE_UNKNOWN];

    if (cost_is_int(value)) {
        return cost_int(value);
    }
    return node->kind == NODE_INTEGER ? (int64_t)((uint64_t)node->info << 32 | node->room) : INTEGER_UNKNOWN;
}

/* One of about so many bits. */
static uint32_t guess_integer(struct cost *cost, uint64_t bits)
{
    uint64_t digits = bits / (8 * cost->profile->digit) + 1;

    xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_INTEGERS);
    return new_integer(cost, INTEGER_UNKNOWN, digits * cost->profile->digit);
}

/* What raises an exception, as a division by zero. */
static uint32_t guess_error(struct cost *cost)
{
    xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_RAISES);
    return VALUE_UNKNOWN;
}

static uint32_t multiply(struct cost *cost, int64_t left, int64_t right)
{
    uint32_t bits = bits_of(left) + bits_of(right);

    return bits > INTEGER_BITS ? guess_integer(cost, bits) : xrom_cost_integer(cost, left * right);
}

static uint32_t shift_left(struct cost *cost, int64_t left, int64_t right)
{
    if (right < 0) {
        return guess_error(cost);
    }
    if (left == 0 || right <= INTEGER_BITS - (int64_t)bits_of(left)) {
        return xrom_cost_integer(cost, left == 0 ? 0 : left * (INT64_C(1) << right));
    }
    return guess_integer(cost, bits_of(left) + (uint64_t)right);
}

static uint32_t shift_right(struct cost *cost, int64_t left, int64_t right)
{
    return right < 0 ? guess_error(cost)
                     : xrom_cost_integer(cost, floor_divide(left, INT64_C(1) << (right < 62 ? right : 62)));
}

static uint32_t power(struct cost *cost, int64_t left, int64_t right)
{
    int64_t result = 1;

    if (right < 0) {
        return left == 0 ? guess_error(cost) : new_real(cost);
    }
    if (left >= -1 && left <= 1) {
        return cost_of_int(right == 0 ? 1 : right % 2 == 0 ? left * left : left);
    }
    /* It has bits: it is not 0. NOLINTNEXTLINE(clang-analyzer-core.DivideZero) */
    if (right > INTEGER_BITS / (int64_t)bits_of(left)) {
        return guess_integer(cost, bits_of(left) * (uint64_t)(right < UINT32_MAX ? right : UINT32_MAX));
    }
    for (; right > 0; right--) {
        result *= left;
    }
    return xrom_cost_integer(cost, result);
}

/* Sums of two numbers fit; see INTEGER_BITS. */
static uint32_t sum(struct cost *cost, int64_t number)
{
    return bits_of(number) > INTEGER_BITS ? guess_integer(cost, bits_of(number)) : xrom_cost_integer(cost, number);
}

static uint32_t of_integers(struct cost *cost, uint32_t operation, int64_t left, int64_t right)
{
    switch (operation) {
    case LESS: return cost_of_bool(left < right);
    case MORE: return cost_of_bool(left > right);
    case EQUAL:
    case IS: return cost_of_bool(left == right);
    case LESS_EQUAL: return cost_of_bool(left <= right);
    case MORE_EQUAL: return cost_of_bool(left >= right);
    case NOT_EQUAL: return cost_of_bool(left != right);
    case OR: return xrom_cost_integer(cost, left | right);
    case XOR: return xrom_cost_integer(cost, left ^ right);
    case AND: return xrom_cost_integer(cost, left & right);
    case LSHIFT: return shift_left(cost, left, right);
    case RSHIFT: return shift_right(cost, left, right);
    case ADD: return sum(cost, left + right);
    case SUBTRACT: return sum(cost, left - right);
    case MULTIPLY: return multiply(cost, left, right);
    case FLOOR_DIVIDE: return right != 0 ? sum(cost, floor_divide(left, right)) : guess_error(cost);
    case MODULO: return right != 0 ? sum(cost, left - floor_divide(left, right) * right) : guess_error(cost);
    case DIVIDE: return right != 0 ? new_real(cost) : guess_error(cost);
    case POWER: return power(cost, left, right);
    default: return guess_error(cost);
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

/* An integer with a large value, known or not. */
static bool is_large(const struct cost *cost, uint32_t value)
{
    const struct cost_object *object = cost_object(cost, value);

    return (object && object->kind == XROM_MPY_INT) || cost_kind(cost, value) == NODE_INTEGER;
}

/* What an operator makes of integers that are not known: a real number, one that may be small, or a large one. */
static uint32_t of_large(struct cost *cost, uint32_t operation)
{
    xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_INTEGERS);
    switch (operation) {
    case DIVIDE: return new_real(cost);
    case AND:
    case RSHIFT:
    case FLOOR_DIVIDE:
    case MODULO: return VALUE_UNKNOWN;
    default: return new_integer(cost, INTEGER_UNKNOWN, cost->profile->block);
    }
}

uint32_t xrom_cost_unary(struct cost *cost, uint32_t operation, uint32_t value)
{
    int64_t number = integer_of(cost, value);

    if (operation == NOT) {
        return value == VALUE_TRUE                           ? VALUE_FALSE
               : value == VALUE_FALSE || value == VALUE_NONE ? VALUE_TRUE
                                                             : VALUE_UNKNOWN;
    }
    if (number == INTEGER_UNKNOWN) {
        return is_large(cost, value)  ? operation == POSITIVE ? value : of_large(cost, SUBTRACT)
                : is_real(cost, value) ? new_real(cost)
                                      : VALUE_UNKNOWN;
    }
    return operation == POSITIVE ? value : sum(cost, operation == NEGATIVE ? -number : -number - 1);
}

static uint32_t compare(const struct cost *cost, uint32_t operation, uint32_t left, uint32_t right)
{
    bool is_main = cost_known(cost, left) == KNOWN_MAIN || cost_known(cost, right) == KNOWN_MAIN;

    /* A module that is imported is not the main one. Constants are what they are. */
    if (operation == EQUAL && is_main) {
        return cost_of_bool(left == right);
    }
    if (operation == IS && left != VALUE_UNKNOWN && right != VALUE_UNKNOWN && !cost_is_name(left) &&
        !cost_is_name(right) && !is_large(cost, left)) {
        return cost_of_bool(left == right);
    }
    return VALUE_UNKNOWN;
}

/* A sequence of a kind, several times. */
static uint32_t repeat(struct cost *cost, uint32_t kind, uint32_t sequence, uint32_t number)
{
    uint64_t times = cost_int(number) > 0 ? (uint64_t)cost_int(number) : 0;

    return new_sequence(cost, kind, times * xrom_cost_length(cost, sequence), sequence, VALUE_UNKNOWN);
}

uint32_t xrom_cost_binary(struct cost *cost, uint32_t operation, uint32_t left, uint32_t right)
{
    uint32_t left_kind = sequence_kind(cost, left);
    uint32_t right_kind = sequence_kind(cost, right);
    int64_t left_number = integer_of(cost, left);
    int64_t right_number = integer_of(cost, right);
    bool is_in_place = operation >= OR && operation <= POWER;

    operation -= operation > POWER ? IN_PLACE : 0;
    if (left_number != INTEGER_UNKNOWN && right_number != INTEGER_UNKNOWN) {
        return of_integers(cost, operation, left_number, right_number);
    }
    if (operation < OR) {
        return compare(cost, operation, left, right);
    }
    if (operation == MULTIPLY && left_kind != NODE_NONE && cost_is_int(right)) {
        return repeat(cost, left_kind, left, right);
    }
    if (operation == MULTIPLY && right_kind != NODE_NONE && cost_is_int(left)) {
        return repeat(cost, right_kind, right, left);
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
    if (is_real(cost, left) || is_real(cost, right)) {
        return new_real(cost);
    }
    return is_large(cost, left) || is_large(cost, right) ? of_large(cost, operation) : VALUE_UNKNOWN;
}
