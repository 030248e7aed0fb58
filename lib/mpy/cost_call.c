/* SPDX-License-Identifier: MIT */
/* Calls: of functions of the module, which are run, of classes, and of all else. */
#include "cost.h"

static void give(struct cost *cost, uint32_t place, uint32_t result)
{
    cost->values[place] = result;
    cost->value_count = place + 1;
}

static uint32_t argument_of(const struct cost *cost, struct cost_arguments arguments, uint32_t number)
{
    return cost->values[arguments.first + number];
}

void xrom_cost_guess(struct cost *cost, uint32_t place, struct cost_arguments arguments)
{
    uint32_t result = xrom_cost_new(cost, NODE_RESULT, 0, cost->offset);

    for (uint32_t i = arguments.first; i < cost->value_count && !cost->is_stopped; i++) {
        xrom_cost_refer(cost, result, cost->values[i]);
    }
    give(cost, place, result);
}

/* The place of the argument that has a name, among those of a prelude, or UINT32_MAX. */
static uint32_t place_of(struct cost *cost, const struct xrom_mpy_prelude *prelude, uint32_t name)
{
    struct xrom_cursor cursor;

    cost_charge(cost, (prelude->lines - prelude->names) / COST_READ);
    xrom_mpy_begin(&cursor, cost->mpy, prelude->names, prelude->lines);
    xrom_mpy_number(&cursor);
    for (uint32_t i = 0; i < prelude->argument_count + prelude->keyword_count; i++) {
        if ((VALUE_NAME | xrom_mpy_number(&cursor)) == name) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* Takes the defaults of a function for the arguments that were not given. */
static void take_defaults(struct cost *cost, const struct xrom_mpy_prelude *prelude, uint32_t *locals,
                          uint32_t function)
{
    uint32_t keywords = xrom_cost_get(cost, function, KEY_KEYWORDS);
    struct xrom_cursor cursor;

    cost_charge(cost, (prelude->lines - prelude->names) / COST_READ);
    xrom_mpy_begin(&cursor, cost->mpy, prelude->names, prelude->lines);
    xrom_mpy_number(&cursor);
    for (uint32_t i = 0; i < prelude->argument_count + prelude->keyword_count; i++) {
        uint32_t name = VALUE_NAME | xrom_mpy_number(&cursor);
        uint32_t value = locals[i];
        if (value != VALUE_ABSENT) {
            continue;
        }
        if (i >= prelude->argument_count) {
            value = xrom_cost_load_at(cost, keywords, name);
        } else if (i >= prelude->argument_count - prelude->default_count) {
            value = xrom_cost_get(cost, function,
                                  cost_of_int((int64_t)i + prelude->default_count - prelude->argument_count));
        }
        locals[i] = value == VALUE_ABSENT ? VALUE_UNKNOWN : value;
    }
}

/*
 * Puts what is given in place of the arguments of the frame that runs; what is too much goes to a tuple or
 * dictionary.
 */
static void bind(struct cost *cost, const struct xrom_mpy_prelude *prelude, uint32_t function, uint32_t self,
                 struct cost_arguments arguments)
{
    uint32_t *locals = &cost->values[cost_frame(cost)->locals];
    uint32_t named = prelude->argument_count + prelude->keyword_count;
    uint32_t filled = 0;
    uint32_t more = VALUE_UNKNOWN;

    for (uint32_t i = 0; i < named; i++) {
        locals[i] = VALUE_ABSENT;
    }
    if (cost_kind(cost, function) == NODE_CLOSURE) {
        for (; filled < cost->nodes[function].count && filled < prelude->argument_count; filled++) {
            locals[filled] = xrom_cost_get(cost, function, cost_of_int(filled));
        }
        function = xrom_cost_get(cost, function, KEY_SELF);
    }
    if (self != VALUE_NULL && filled < prelude->argument_count) {
        locals[filled++] = self;
    }
    if (prelude->flags & XROM_MPY_VAR_ARGUMENTS && named < prelude->state_count) {
        uint32_t given = filled + arguments.count;
        more =
            xrom_cost_new(cost, NODE_TUPLE, given > prelude->argument_count ? given - prelude->argument_count : 0, 0);
        locals[named] = more;
    }
    for (uint32_t i = 0; i < arguments.count; i++) {
        uint32_t value = argument_of(cost, arguments, i);
        if (filled < prelude->argument_count) {
            locals[filled++] = value;
        } else {
            xrom_cost_refer(cost, more, value);
        }
    }
    for (uint32_t i = 0; i < arguments.keyword_count && !cost->is_stopped; i++) {
        uint32_t at = place_of(cost, prelude, argument_of(cost, arguments, arguments.count + 2 * i));
        if (at < named) {
            locals[at] = argument_of(cost, arguments, arguments.count + 2 * i + 1);
        }
    }
    take_defaults(cost, prelude, locals, function);
}

/* A generator: the object that runs the function later. */
static uint32_t generator_of(struct cost *cost, const struct xrom_mpy_prelude *prelude, uint32_t function)
{
    uint32_t word = cost->profile->word;
    uint64_t size =
        UINT64_C(7) * word + UINT64_C(1) * prelude->state_count * word + UINT64_C(3) * prelude->handler_count * word;
    uint32_t node = xrom_cost_new(cost, NODE_PLAIN, size < UINT32_MAX ? (uint32_t)size : UINT32_MAX, 0);

    xrom_cost_refer(cost, node, function);
    for (uint32_t i = 0; i < prelude->argument_count; i++) {
        xrom_cost_refer(cost, node, cost->values[cost_frame(cost)->locals + i]);
    }
    return node;
}

/* Runs a function of the module. False: that cannot be followed. */
static bool call_function(struct cost *cost, uint32_t place, uint32_t function, uint32_t self,
                          struct cost_arguments arguments, uint32_t kind, uint32_t subject)
{
    struct xrom_mpy_prelude prelude;
    uint32_t made = cost_kind(cost, function) == NODE_CLOSURE ? xrom_cost_get(cost, function, KEY_SELF) : function;

    if (cost_kind(cost, made) != NODE_FUNCTION ||
        !xrom_cost_enter(cost, cost->nodes[made].info, place, kind, subject, &prelude)) {
        return false;
    }
    if (prelude.argument_count + prelude.keyword_count >= prelude.state_count) {
        /* Locals have room for all arguments in code that is sound, and something else. */
        xrom_cost_leave(cost, VALUE_UNKNOWN);
        return true;
    }
    if (kind != FRAME_CLASS) {
        xrom_cost_note(cost, XROM_MPY_FOLLOWED, XROM_MPY_CALLS);
    }
    bind(cost, &prelude, function, self, arguments);
    if (prelude.flags & XROM_MPY_GENERATOR) {
        xrom_cost_leave(cost, generator_of(cost, &prelude, function));
    } else {
        xrom_cost_share(cost, &prelude);
    }
    return true;
}

/* Begins the body of a class: called with a function for it, its name, and its bases. */
static void build_class(struct cost *cost, uint32_t place, struct cost_arguments arguments)
{
    struct cost_arguments none = {place, 0, 0};
    uint32_t bases = arguments.count < 2 ? 0 : arguments.count - 2;
    uint32_t class = xrom_cost_new(cost, NODE_CLASS, 0, bases * CLASS_BASE);
    uint32_t body = arguments.count < 2 ? VALUE_UNKNOWN : argument_of(cost, arguments, 0);

    for (uint32_t i = 0; i < bases && !cost->is_stopped; i++) {
        uint32_t base = argument_of(cost, arguments, 2 + i);
        uint32_t flags = 0;
        if (cost_kind(cost, base) == NODE_CLASS) {
            flags = cost->nodes[base].info & (i == 0 ? CLASS_STREAM | CLASS_NATIVE : CLASS_NATIVE);
        } else if (cost_known(cost, base) != KNOWN_OBJECT) {
            flags = CLASS_NATIVE | (i == 0 && cost_known(cost, base) == KNOWN_STREAM ? CLASS_STREAM : 0);
        }
        cost->nodes[class].info |= flags;
        if (i < BASES_MAX) {
            xrom_cost_set(cost, class, KEY_BASE + i, base);
        } else {
            xrom_cost_refer(cost, class, base);
        }
    }
    if (cost->is_stopped) {
        return;
    }
    if (!call_function(cost, place, body, VALUE_NULL, none, FRAME_CLASS, class)) {
        xrom_cost_guess(cost, place, arguments);
    }
}

/* Makes an instance of a class of the module, and runs its __init__. */
static void call_class(struct cost *cost, uint32_t place, uint32_t class, struct cost_arguments arguments)
{
    uint32_t instance = xrom_cost_new(cost, NODE_INSTANCE, 0, class);
    uint32_t init = VALUE_ABSENT;

    xrom_cost_refer(cost, instance, class);
    if (cost->init != VALUE_UNKNOWN) {
        init = xrom_cost_find(cost, class, cost->init);
    }
    if (cost->nodes[class].info & CLASS_NATIVE) {
        /* It holds an object of that type, and what that keeps of the arguments. */
        xrom_cost_guess(cost, place, arguments);
        xrom_cost_refer(cost, instance, cost->values[place]);
        give(cost, place, instance);
    } else if (init == VALUE_ABSENT || !call_function(cost, place, init, instance, arguments, FRAME_INIT, instance)) {
        if (init != VALUE_ABSENT) {
            xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_TOO_LONG);
        }
        give(cost, place, instance);
    }
}

void xrom_cost_call(struct cost *cost, uint32_t place, uint32_t self, struct cost_arguments arguments)
{
    uint32_t callee = cost->values[place];
    uint32_t result = VALUE_ABSENT;

    if (cost_kind(cost, callee) == NODE_BOUND) {
        self = xrom_cost_get(cost, callee, KEY_SELF);
        callee = xrom_cost_get(cost, callee, KEY_KEYWORDS);
    }
    if (callee == VALUE_BUILD_CLASS) {
        build_class(cost, place, arguments);
    } else if (cost_kind(cost, callee) == NODE_CLASS) {
        call_class(cost, place, callee, arguments);
    } else if (!call_function(cost, place, callee, self, arguments, FRAME_FUNCTION, VALUE_UNKNOWN)) {
        result = xrom_cost_call_known(cost, callee, self, arguments);
        if (result == VALUE_ABSENT) {
            xrom_cost_guess(cost, place, arguments);
        } else {
            give(cost, place, result);
        }
    }
}
