/* SPDX-License-Identifier: MIT */
/* Locals, names and attributes. */
#include "cost.h"

static uint32_t *local_of(struct cost *cost, uint32_t number)
{
    struct cost_frame *frame = cost_frame(cost);

    if (number >= frame->local_count) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return NULL;
    }
    return &cost->values[frame->locals + number];
}

void xrom_cost_run_local(struct cost *cost, uint32_t operation, uint32_t number)
{
    uint32_t value = operation == STORE_FAST || operation == STORE_DEREF ? xrom_cost_pop(cost) : VALUE_UNKNOWN;
    uint32_t *local = local_of(cost, number);

    if (!local) {
        return;
    }
    switch (operation) {
    case XROM_MPY_LOAD_FAST: xrom_cost_push(cost, *local); break;
    case LOAD_DEREF:
        value = cost_kind(cost, *local) == NODE_CELL ? xrom_cost_get(cost, *local, KEY_SELF) : VALUE_UNKNOWN;
        xrom_cost_push(cost, value);
        break;
    case STORE_FAST: *local = value; break;
    case DELETE_FAST: *local = VALUE_UNKNOWN; break;
    default: /* STORE_DEREF, and the deletion of what a cell holds */
        if (cost_kind(cost, *local) == NODE_CELL) {
            xrom_cost_set(cost, *local, KEY_SELF, value);
        }
        break;
    }
}

/* The node whose names are those of the code that runs: the class, or the module. */
static uint32_t names_of(struct cost *cost)
{
    return cost_frame(cost)->kind == FRAME_CLASS ? cost_frame(cost)->subject : 1;
}

static uint32_t load_name(struct cost *cost, uint32_t node, uint32_t name)
{
    uint32_t value = xrom_cost_get(cost, node, name);

    if (value == VALUE_ABSENT) {
        value = xrom_cost_get(cost, 1, name);
    }
    return value == VALUE_ABSENT ? name : value;
}

static void store_attribute(struct cost *cost, uint32_t object, uint32_t name, uint32_t value)
{
    uint32_t kind = cost_kind(cost, object);

    if (kind == NODE_CLASS || (kind == NODE_INSTANCE && cost_kind(cost, xrom_cost_find(cost, cost->nodes[object].info,
                                                                                       name)) != NODE_PROPERTY)) {
        xrom_cost_store(cost, object, name, value);
    } else if (cost_is_object(cost, value)) {
        xrom_cost_refer(cost, 2, value);
        xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_GIVEN);
    }
}

/*
 * An import gives a module that is not known. In a package, one of a module of its own makes that one of its names:
 * from .name import x.
 */
static void import_name(struct cost *cost, uint32_t name)
{
    uint32_t level;

    xrom_cost_drop(cost, 1);
    level = xrom_cost_pop(cost);
    if (cost->import->path_size > 0 && cost_is_int(level) && cost_int(level) == 1 && xrom_cost_length(cost, name) > 0) {
        xrom_cost_store(cost, 1, name, VALUE_UNKNOWN);
    }
    xrom_cost_push(cost, VALUE_UNKNOWN);
}

uint32_t xrom_cost_find(const struct cost *cost, uint32_t class, uint32_t name)
{
    uint32_t found = VALUE_ABSENT;

    /* Bases are followed on the left only: what else there is, is rare, and makes no difference to sizes. */
    for (uint32_t i = 0; i < COST_FRAMES && found == VALUE_ABSENT && cost_kind(cost, class) == NODE_CLASS; i++) {
        found = xrom_cost_get(cost, class, name);
        class = xrom_cost_get(cost, class, KEY_BASE);
    }
    return found;
}

static bool is_function(const struct cost *cost, uint32_t value)
{
    return cost_kind(cost, value) == NODE_FUNCTION || cost_kind(cost, value) == NODE_CLOSURE;
}

/*
 * What an attribute is: of what is not known, its name. `method` is set where it is a function that takes the object.
 */
static uint32_t find_attribute(const struct cost *cost, uint32_t object, uint32_t name, bool *is_method)
{
    uint32_t kind = cost_kind(cost, object);
    uint32_t found = VALUE_ABSENT;

    *is_method = false;
    if (kind == NODE_INSTANCE) {
        found = xrom_cost_get(cost, object, name);
        if (found == VALUE_ABSENT) {
            found = xrom_cost_find(cost, cost->nodes[object].info, name);
            *is_method = is_function(cost, found);
        }
    } else if (kind == NODE_CLASS) {
        found = xrom_cost_find(cost, object, name);
    }
    if (found != VALUE_ABSENT) {
        return cost_kind(cost, found) == NODE_PROPERTY && kind == NODE_INSTANCE ? VALUE_UNKNOWN : found;
    }
    *is_method = kind == NODE_PROPERTY || kind == NODE_LIST || kind == NODE_DICT || kind == NODE_SET;
    return kind == NODE_INSTANCE || kind == NODE_CLASS ? VALUE_UNKNOWN : name;
}

static void load_attribute(struct cost *cost, uint32_t object, uint32_t name)
{
    bool is_method;
    uint32_t found = find_attribute(cost, object, name, &is_method);

    if (is_method) {
        uint32_t bound = xrom_cost_new(cost, NODE_BOUND, 0, 0);
        xrom_cost_set(cost, bound, KEY_SELF, object);
        xrom_cost_set(cost, bound, KEY_KEYWORDS, found);
        found = bound;
    }
    xrom_cost_push(cost, found);
}

static void load_method(struct cost *cost, uint32_t object, uint32_t name)
{
    bool is_method;
    uint32_t found = find_attribute(cost, object, name, &is_method);

    xrom_cost_push(cost, found);
    xrom_cost_push(cost, is_method ? object : VALUE_NULL);
}

/* The method of a base class, for an object of a class. */
static void load_super(struct cost *cost, uint32_t class, uint32_t object, uint32_t name)
{
    uint32_t base = cost_kind(cost, class) == NODE_CLASS ? xrom_cost_get(cost, class, KEY_BASE) : VALUE_ABSENT;
    uint32_t found = xrom_cost_find(cost, base, name);

    xrom_cost_drop(cost, 1);
    xrom_cost_push(cost, found == VALUE_ABSENT ? name : found);
    xrom_cost_push(cost, object);
}

void xrom_cost_run_name(struct cost *cost, uint32_t operation, uint32_t name)
{
    uint32_t value;

    switch (operation) {
    case LOAD_STRING: xrom_cost_push(cost, name); break;
    case LOAD_NAME: xrom_cost_push(cost, load_name(cost, names_of(cost), name)); break;
    case LOAD_GLOBAL: xrom_cost_push(cost, load_name(cost, 1, name)); break;
    case LOAD_ATTRIBUTE:
        value = xrom_cost_pop(cost);
        load_attribute(cost, value, name);
        break;
    case LOAD_METHOD:
        value = xrom_cost_pop(cost);
        load_method(cost, value, name);
        break;
    case LOAD_SUPER_METHOD: /* super, class, object: becomes method, object */
        value = xrom_cost_pop(cost);
        load_super(cost, xrom_cost_pop(cost), value, name);
        break;
    case STORE_NAME: xrom_cost_store(cost, names_of(cost), name, xrom_cost_pop(cost)); break;
    case STORE_GLOBAL: xrom_cost_store(cost, 1, name, xrom_cost_pop(cost)); break;
    case STORE_ATTRIBUTE:
        value = xrom_cost_pop(cost);
        store_attribute(cost, value, name, xrom_cost_pop(cost));
        break;
    case DELETE_NAME: xrom_cost_delete(cost, names_of(cost), name); break;
    case DELETE_GLOBAL: xrom_cost_delete(cost, 1, name); break;
    case IMPORT_NAME: import_name(cost, name); break;
    default: xrom_cost_push(cost, name); break; /* IMPORT_FROM */
    }
}
