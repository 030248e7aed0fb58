/* SPDX-License-Identifier: MIT */
/* A heap of objects that have a kind, a count and references, and the sum of what is reached in it. */
#include "cost.h"

uint32_t xrom_cost_new(struct cost *cost, uint32_t kind, uint32_t count, uint32_t info)
{
    struct cost_node *node = &cost->nodes[cost->node_count];

    if (cost->node_count == cost->node_max) {
        xrom_cost_stop(cost, XROM_MPY_TOO_LONG);
        return VALUE_UNKNOWN;
    }
    node->kind = kind;
    node->count = count;
    node->room = kind == NODE_LIST && count < 4 ? 4 : count;
    node->info = info;
    node->slots = 0;
    node->next = 0;
    return cost->node_count++;
}

static struct cost_slot *add_slot(struct cost *cost, uint32_t node, uint32_t key, uint32_t value)
{
    struct cost_slot *slot = &cost->slots[cost->slot_count];

    if (cost->slot_count == cost->slot_max) {
        xrom_cost_stop(cost, XROM_MPY_TOO_LONG);
        return NULL;
    }
    slot->node = node;
    slot->key = key;
    slot->value = value;
    slot->next = cost->nodes[node].slots;
    cost->nodes[node].slots = cost->slot_count++;
    return slot;
}

void xrom_cost_refer(struct cost *cost, uint32_t node, uint32_t value)
{
    if (value != VALUE_UNKNOWN && cost_is_node(value) && node != VALUE_UNKNOWN) {
        add_slot(cost, node, KEY_NONE, value);
    }
}

/* The place in the index where a slot is, or would be; null where that is too far away. */
static uint32_t *find_place(const struct cost *cost, uint32_t node, uint32_t key)
{
    uint32_t place = (node * UINT32_C(0x9e3779b1) ^ key * UINT32_C(0x85ebca6b)) * UINT32_C(0xc2b2ae35);

    place ^= place >> 15;
    for (uint32_t i = 0; i < COST_PROBES; i++, place++) {
        uint32_t *found = &cost->index[place & cost->index_mask];
        if (*found == 0 || (cost->slots[*found].node == node && cost->slots[*found].key == key)) {
            return found;
        }
    }
    return NULL;
}

uint32_t xrom_cost_get(const struct cost *cost, uint32_t node, uint32_t key)
{
    uint32_t *place = find_place(cost, node, key);

    return place && *place ? cost->slots[*place].value : VALUE_ABSENT;
}

bool xrom_cost_set(struct cost *cost, uint32_t node, uint32_t key, uint32_t value)
{
    uint32_t *place = find_place(cost, node, key);
    bool is_new;

    if (node == VALUE_UNKNOWN || !place) {
        xrom_cost_stop(cost, XROM_MPY_TOO_LONG);
        return false;
    }
    if (*place == 0) {
        uint32_t number = cost->slot_count;
        if (add_slot(cost, node, key, value)) {
            *place = number;
        }
        return true;
    }
    is_new = cost->slots[*place].value == VALUE_ABSENT;
    cost->slots[*place].value = value;
    return is_new;
}

uint32_t xrom_cost_room(uint32_t room, uint32_t count)
{
    /* The sizes that maps and sets take in turn, and then half as much more. */
    static const uint16_t sizes[] = {0,    2,    4,    6,    8,    10,    12,    17,    23,    29,   37,  47,
                                     59,   73,   97,   127,  167,  223,   293,   389,   521,   691,  919, 1223,
                                     1627, 2161, 3229, 4831, 7243, 10861, 16273, 24407, 36607, 54907};
    uint32_t i = 0;

    while (room < count) {
        while (i < sizeof sizes / sizeof sizes[0] && sizes[i] <= room) {
            i++;
        }
        room = i < sizeof sizes / sizeof sizes[0] ? sizes[i]
               : room <= UINT32_MAX / 2           ? (room + 1 + (room + 1) / 2) | 1
                                                  : UINT32_MAX;
    }
    return room;
}

void xrom_cost_store(struct cost *cost, uint32_t node, uint32_t key, uint32_t value)
{
    if (key == VALUE_UNKNOWN) {
        xrom_cost_refer(cost, node, value);
    } else if (!xrom_cost_set(cost, node, key, value)) {
        return;
    }
    cost->nodes[node].count++;
    cost->nodes[node].room = xrom_cost_room(cost->nodes[node].room, cost->nodes[node].count);
}

void xrom_cost_delete(struct cost *cost, uint32_t node, uint32_t key)
{
    if (xrom_cost_get(cost, node, key) != VALUE_ABSENT) {
        xrom_cost_set(cost, node, key, VALUE_ABSENT);
        cost->nodes[node].count--;
    }
}

uint32_t xrom_cost_list_room(uint32_t room, uint32_t count)
{
    while (room < count) {
        room = room <= UINT32_MAX / 2 ? room * 2 : UINT32_MAX;
    }
    return room;
}

void xrom_cost_append(struct cost *cost, uint32_t list, uint32_t value)
{
    struct cost_node *node = &cost->nodes[list];

    node->count++;
    node->room = xrom_cost_list_room(node->room, node->count);
    xrom_cost_refer(cost, list, value);
}

void xrom_cost_extend(struct cost *cost, uint32_t list, uint32_t other)
{
    struct cost_node *node = &cost->nodes[list];
    uint32_t count = xrom_cost_length(cost, other);

    if (count > XROM_SIZE_MAX || node->count > XROM_SIZE_MAX - count) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return;
    }
    node->count += count;
    if (cost_kind(cost, other) == NODE_LIST) {
        node->room = node->count > node->room ? node->count + 4 : node->room;
    } else {
        node->room = xrom_cost_list_room(node->room, node->count);
    }
    xrom_cost_share_items(cost, list, other);
}

void xrom_cost_share_items(struct cost *cost, uint32_t node, uint32_t other)
{
    uint32_t slot = cost_is_node(other) ? cost->nodes[other].slots : 0;

    for (; slot != 0 && !cost->is_stopped; slot = cost->slots[slot].next) {
        xrom_cost_refer(cost, node, cost->slots[slot].value);
        cost_charge(cost, 1);
    }
}

uint32_t xrom_cost_length(const struct cost *cost, uint32_t value)
{
    const struct cost_object *object = cost_object(cost, value);

    if (object) {
        return object->kind == XROM_MPY_TUPLE || object->kind == XROM_MPY_STR || object->kind == XROM_MPY_BYTES
                   ? object->size
                   : UINT32_MAX;
    }
    if (cost_is_name(value)) {
        return cost->names[value & ~VALUE_TAG].size;
    }
    switch (cost_kind(cost, value)) {
    case NODE_LIST:
    case NODE_TUPLE:
    case NODE_DICT:
    case NODE_SET:
    case NODE_RANGE:
    case NODE_BYTES: return cost->nodes[value].count;
    case NODE_ITERATOR: return cost->nodes[value].info & ITERATOR_UNKNOWN ? UINT32_MAX : cost->nodes[value].count;
    default: return UINT32_MAX;
    }
}

/* The bytes of a class: a type with ten slots, or more for bases and for a protocol. */
static uint64_t size_of_class(const struct cost *cost, const struct cost_node *node)
{
    uint64_t word = cost->profile->word;
    uint64_t bases = node->info / CLASS_BASE;
    uint64_t size =
        xrom_cost_blocks(cost, word + 16 + word * (10 + (bases > 0 ? 1u : 0u) + (node->info & CLASS_STREAM)));

    size += bases > 1 ? xrom_cost_blocks(cost, word * (2 + bases)) : 0;
    return size + xrom_cost_blocks(cost, 4 * word) + xrom_cost_blocks(cost, 2 * word * node->room);
}

/* The bytes of an object, what it refers to not counted. */
static uint64_t size_of_node(const struct cost *cost, const struct cost_node *node)
{
    uint64_t word = cost->profile->word;
    uint64_t object = xrom_cost_blocks(cost, 4 * word);

    switch (node->kind) {
    case NODE_FUNCTION: return xrom_cost_blocks(cost, (4 + (uint64_t)node->count) * word);
    case NODE_CLOSURE: return xrom_cost_blocks(cost, (3 + (uint64_t)node->count) * word);
    case NODE_CELL: return xrom_cost_blocks(cost, 2 * word);
    case NODE_BOUND: return xrom_cost_blocks(cost, 3 * word);
    case NODE_CLASS: return size_of_class(cost, node);
    case NODE_INSTANCE:
        return xrom_cost_blocks(cost, word * (4 + (cost->nodes[node->info].info & CLASS_NATIVE ? 1u : 0u))) +
               xrom_cost_blocks(cost, 2 * word * node->room);
    case NODE_LIST:
    case NODE_SET: return object + xrom_cost_blocks(cost, word * node->room);
    case NODE_DICT: return object + xrom_cost_blocks(cost, 2 * word * node->room);
    case NODE_TUPLE: return node->count == 0 ? 0 : xrom_cost_blocks(cost, (2 + (uint64_t)node->count) * word);
    case NODE_PROPERTY:
    case NODE_RANGE:
    case NODE_ITERATOR: return object;
    case NODE_DEQUE:
        return xrom_cost_blocks(cost, 6 * word) + xrom_cost_blocks(cost, word * (1 + (uint64_t)node->room));
    case NODE_BYTES: return object + xrom_cost_blocks(cost, node->room);
    case NODE_INTEGER:
    case NODE_PLAIN: return xrom_cost_blocks(cost, node->count);
    case NODE_RESULT: return cost->profile->block;
    default: return 0;
    }
}

static void add_node(struct cost *cost, const struct cost_node *node)
{
    uint64_t size = size_of_node(cost, node);

    if (node->kind == NODE_FUNCTION) {
        cost->codes[node->info].is_reached = 1;
    } else if (node->kind == NODE_RESULT) {
        cost->offset = node->info;
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_RESULT);
    }
    switch (node->kind) {
    case NODE_FUNCTION:
    case NODE_CLOSURE:
    case NODE_CELL:
    case NODE_BOUND: xrom_cost_add(&cost->cost->functions, size); break;
    case NODE_CLASS: xrom_cost_add(&cost->cost->classes, size); break;
    default: xrom_cost_add(&cost->cost->built, size); break;
    }
}

/* Adds a node to those whose slots are to be looked at, unless it was there already. */
static uint32_t reach(struct cost *cost, uint32_t value, uint32_t pending)
{
    if (value == VALUE_UNKNOWN || !cost_is_node(value) || cost->nodes[value].next != 0) {
        return pending;
    }
    add_node(cost, &cost->nodes[value]);
    cost->nodes[value].next = pending;
    return value;
}

void xrom_cost_sum(struct cost *cost)
{
    /* Any number but 0 for the end of the list, that is no node. */
    const uint32_t end = UINT32_MAX;
    uint32_t pending = end;

    /* Node 1 is the module, node 2 what is outside of it. */
    pending = reach(cost, 1, pending);
    pending = reach(cost, 2, pending);
    while (pending != end) {
        uint32_t slot = cost->nodes[pending].slots;
        pending = cost->nodes[pending].next;
        for (; slot != 0; slot = cost->slots[slot].next) {
            pending = reach(cost, cost->slots[slot].value, pending);
        }
    }
}
