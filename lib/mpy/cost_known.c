/* SPDX-License-Identifier: MIT */
/* Functions and methods that are known by name: those which give something whose size can be told, or nothing. */
#include "cost.h"

/* An argument, or VALUE_ABSENT where there are fewer. */
static uint32_t argument_of(const struct cost *cost, struct cost_arguments arguments, uint32_t number)
{
    return number < arguments.count ? cost->values[arguments.first + number] : VALUE_ABSENT;
}

/* An object with a block of so many bytes of its own. */
static uint32_t new_bytes(struct cost *cost, uint64_t size)
{
    if (size > XROM_SIZE_MAX) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return VALUE_UNKNOWN;
    }
    return xrom_cost_new(cost, NODE_BYTES, (uint32_t)size, 0);
}

/* An object of so many words, that keeps the arguments. */
static uint32_t new_keeper(struct cost *cost, uint32_t kind, uint32_t words, struct cost_arguments arguments)
{
    uint32_t node = xrom_cost_new(cost, kind, words * cost->profile->word, 0);

    for (uint32_t i = 0; i < arguments.count + 2 * arguments.keyword_count && !cost->is_stopped; i++) {
        xrom_cost_refer(cost, node, cost->values[arguments.first + i]);
    }
    return node;
}

/* The number of things that an argument says, as a number or by its length; UINT32_MAX where that is not known. */
static uint32_t count_of(const struct cost *cost, uint32_t value)
{
    if (value == VALUE_ABSENT) {
        return 0;
    }
    if (cost_is_int(value)) {
        return cost_int(value) < 0 ? 0 : (uint32_t)cost_int(value);
    }
    return xrom_cost_length(cost, value);
}

/* bytearray, bytes: of a length, or of the contents of something. */
static uint32_t call_bytes(struct cost *cost, uint32_t argument, uint32_t zero)
{
    uint32_t count = count_of(cost, argument);

    return count == UINT32_MAX ? VALUE_ABSENT : new_bytes(cost, (uint64_t)count + zero);
}

/* array: a letter for the type, and contents. */
static uint32_t call_array(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t type = argument_of(cost, arguments, 0);
    uint32_t contents = argument_of(cost, arguments, 1);
    uint32_t count = cost_is_int(contents) ? UINT32_MAX : count_of(cost, contents);
    const struct cost_object *object = cost_object(cost, contents);
    uint32_t size;

    if (!cost_is_name(type) || count == UINT32_MAX) {
        return VALUE_ABSENT;
    }
    if (cost->names[type & ~VALUE_TAG].size != 1) {
        return VALUE_ABSENT;
    }
    switch (cost->mpy->base[cost->names[type & ~VALUE_TAG].offset]) {
    case 'b':
    case 'B': size = 1; break;
    case 'h':
    case 'H': size = 2; break;
    case 'i':
    case 'I':
    case 'f': size = 4; break;
    case 'q':
    case 'Q':
    case 'd': size = 8; break;
    default: size = cost->profile->word; break; /* long, and objects */
    }
    if ((object && object->kind == XROM_MPY_BYTES) || cost_kind(cost, contents) == NODE_BYTES) {
        count /= size; /* raw contents */
    }
    return new_bytes(cost, (uint64_t)count * size);
}

static bool is_tuple(const struct cost *cost, uint32_t value)
{
    const struct cost_object *object = cost_object(cost, value);

    return cost_kind(cost, value) == NODE_TUPLE || (object && object->kind == XROM_MPY_TUPLE);
}

/* list, set, tuple, dict of what an argument has in it; each grows as it is filled. */
static uint32_t call_container(struct cost *cost, uint32_t kind, struct cost_arguments arguments)
{
    uint32_t contents = argument_of(cost, arguments, 0);
    uint32_t count = cost_is_int(contents) ? UINT32_MAX : count_of(cost, contents);
    uint32_t node;

    if (count == UINT32_MAX || (kind == NODE_DICT && contents != VALUE_ABSENT)) {
        return VALUE_ABSENT;
    }
    if (kind == NODE_TUPLE && is_tuple(cost, contents)) {
        return contents;
    }
    count += kind == NODE_DICT ? arguments.keyword_count : 0;
    node = xrom_cost_new(cost, kind, count, 0);
    if (kind == NODE_LIST) {
        cost->nodes[node].room = xrom_cost_list_room(4, count);
    } else if (kind != NODE_TUPLE) {
        cost->nodes[node].room = xrom_cost_room(0, count);
    }
    for (uint32_t i = 0; i < 2 * arguments.keyword_count && !cost->is_stopped; i++) {
        xrom_cost_refer(cost, node, cost->values[arguments.first + arguments.count + i]);
    }
    if (contents != VALUE_ABSENT) {
        xrom_cost_share_items(cost, node, contents);
    }
    return node;
}

static uint32_t call_range(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t first = argument_of(cost, arguments, 0);
    uint32_t second = argument_of(cost, arguments, 1);
    uint32_t third = argument_of(cost, arguments, 2);
    int64_t start = arguments.count > 1 ? cost_int(first) : 0;
    int64_t stop = arguments.count > 1 ? cost_int(second) : cost_int(first);
    int64_t step = arguments.count > 2 ? cost_int(third) : 1;
    int64_t distance = step > 0 ? stop - start : start - stop;
    int64_t length;

    if (!cost_is_int(first) || (arguments.count > 1 && !cost_is_int(second)) ||
        (arguments.count > 2 && !cost_is_int(third)) || step == 0) {
        return VALUE_ABSENT;
    }
    step = step > 0 ? step : -step;
    length = distance > 0 ? (distance + step - 1) / step : 0;
    return xrom_cost_new(cost, NODE_RANGE, (uint32_t)length, 0);
}

/* A type of tuples with named items: a type with 8 slots, and the names, which a sequence or a text tells. */
static uint32_t call_namedtuple(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t fields = argument_of(cost, arguments, 1);
    uint32_t count = cost_is_name(fields) ? UINT32_MAX : count_of(cost, fields);
    uint32_t word = cost->profile->word;
    const struct cost_object *object = cost_object(cost, fields);

    if (count >= UINT32_C(0x10000) || (object && object->kind != XROM_MPY_TUPLE)) {
        return VALUE_ABSENT;
    }
    return xrom_cost_new(cost, NODE_PLAIN, word + 16 + (9 + count) * word, 0);
}

static uint32_t call_iterator(struct cost *cost, uint32_t argument, uint32_t info)
{
    uint32_t length = argument == VALUE_ABSENT ? UINT32_MAX : xrom_cost_length(cost, argument);
    uint32_t node;

    if (length == UINT32_MAX) {
        length = 1;
        info |= ITERATOR_UNKNOWN;
    }
    node = xrom_cost_new(cost, NODE_ITERATOR, length, info);
    xrom_cost_refer(cost, node, argument == VALUE_ABSENT ? VALUE_UNKNOWN : argument);
    return node;
}

/* Methods of lists and sets, which change them. */
static uint32_t call_method(struct cost *cost, uint32_t known, uint32_t self, struct cost_arguments arguments)
{
    uint32_t kind = cost_kind(cost, self);
    uint32_t argument = argument_of(cost, arguments, known == KNOWN_INSERT ? 1 : 0);
    uint32_t count = argument == VALUE_ABSENT ? UINT32_MAX : xrom_cost_length(cost, argument);

    if (argument == VALUE_ABSENT) {
        return VALUE_ABSENT;
    }
    if (kind == NODE_LIST && (known == KNOWN_APPEND || known == KNOWN_INSERT)) {
        xrom_cost_append(cost, self, argument);
    } else if (kind == NODE_LIST && known == KNOWN_EXTEND && count != UINT32_MAX) {
        xrom_cost_extend(cost, self, argument);
    } else if (kind == NODE_SET && known == KNOWN_ADD) {
        xrom_cost_store(cost, self, argument, argument);
    } else {
        return VALUE_ABSENT;
    }
    return VALUE_NONE;
}

/* x.setter(f) and its like: a new property with the functions of the old one. */
static uint32_t call_accessor(struct cost *cost, uint32_t self, struct cost_arguments arguments)
{
    uint32_t node = VALUE_ABSENT;

    if (cost_kind(cost, self) == NODE_PROPERTY) {
        node = new_keeper(cost, NODE_PROPERTY, 4, arguments);
        xrom_cost_share_items(cost, node, self);
    }
    return node;
}

uint32_t xrom_cost_call_known(struct cost *cost, uint32_t callee, uint32_t self, struct cost_arguments arguments)
{
    uint32_t known = cost_known(cost, callee);
    uint32_t first = argument_of(cost, arguments, 0);
    uint32_t count;

    switch (known) {
    case KNOWN_NUMBER: return VALUE_UNKNOWN;
    case KNOWN_FIRST: return first;
    case KNOWN_OBJECT: return xrom_cost_new(cost, NODE_PLAIN, cost->profile->word, 0);
    case KNOWN_BYTEARRAY: return call_bytes(cost, first, 0);
    case KNOWN_BYTES: return call_bytes(cost, first, 1);
    case KNOWN_MEMORYVIEW: return new_keeper(cost, NODE_PLAIN, 4, arguments);
    case KNOWN_ARRAY: return call_array(cost, arguments);
    case KNOWN_LIST: return call_container(cost, NODE_LIST, arguments);
    case KNOWN_TUPLE: return call_container(cost, NODE_TUPLE, arguments);
    case KNOWN_DICT: return call_container(cost, NODE_DICT, arguments);
    case KNOWN_SET: return call_container(cost, NODE_SET, arguments);
    case KNOWN_RANGE: return call_range(cost, arguments);
    case KNOWN_DEQUE:
        count = count_of(cost, argument_of(cost, arguments, 1));
        return count == UINT32_MAX ? VALUE_ABSENT : xrom_cost_new(cost, NODE_DEQUE, count, 0);
    case KNOWN_NAMEDTUPLE: return call_namedtuple(cost, arguments);
    case KNOWN_PROPERTY: return new_keeper(cost, NODE_PROPERTY, 4, arguments);
    case KNOWN_WRAPPER: return new_keeper(cost, NODE_PLAIN, 2, arguments);
    case KNOWN_ACCESSOR: return call_accessor(cost, self, arguments);
    case KNOWN_ITERATOR: return call_iterator(cost, first, 0);
    case KNOWN_ENUMERATE: return call_iterator(cost, first, ITERATOR_PAIRS);
    case KNOWN_APPEND:
    case KNOWN_INSERT:
    case KNOWN_EXTEND:
    case KNOWN_ADD: return call_method(cost, known, self, arguments);
    default: return VALUE_ABSENT;
    }
}
