/* SPDX-License-Identifier: MIT */
/* What an import keeps in the heap: the loader's part, then what the module's code makes and still refers to. */
#include "cost.h"

/* Steps that are followed: so many for each byte of the file, and beyond. */
#define STEPS_PER_BYTE 8
#define STEPS 100000

const struct xrom_mpy_profile *xrom_mpy_profile(const char *name)
{
    static const struct {
        char name[8];
        struct xrom_mpy_profile profile;
    } profiles[] = {
        /* word, block, real, digit, raw code, hash of a name, native code in the heap */
        {"rp2", {4, 16, 4, 2, 16, 1, true}},
        {"32", {4, 16, 4, 2, 16, 2, true}},
        {"64", {8, 32, 8, 4, 24, 2, false}},
        {"wasm", {4, 16, 8, 2, 12, 2, true}},
    };

    for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
        size_t size = strlen(profiles[i].name) + 1;
        if (strlen(name) + 1 == size && memcmp(profiles[i].name, name, size) == 0) {
            return &profiles[i].profile;
        }
    }
    return NULL;
}

uint32_t xrom_cost_blocks(const struct cost *cost, uint64_t size)
{
    uint64_t blocks = size / cost->profile->block + (size % cost->profile->block != 0);

    return blocks > UINT32_MAX / cost->profile->block ? UINT32_MAX : (uint32_t)blocks * cost->profile->block;
}

void xrom_cost_add(uint32_t *figure, uint64_t size)
{
    *figure = size > UINT32_MAX - *figure ? UINT32_MAX : *figure + (uint32_t)size;
}

void xrom_cost_note(struct cost *cost, uint32_t sureness, uint32_t reason)
{
    struct xrom_mpy_cost *figures = cost->cost;

    if (sureness > figures->sureness ||
        (sureness == figures->sureness && reason == figures->reason && cost->offset < figures->reason_offset)) {
        figures->sureness = sureness;
        figures->reason = reason;
        figures->reason_offset = cost->offset;
    }
}

void xrom_cost_stop(struct cost *cost, uint32_t reason)
{
    if (!cost->is_stopped) {
        cost->is_stopped = true;
        cost->cost->is_partial = reason == XROM_MPY_TOO_LONG;
        xrom_cost_note(cost, XROM_MPY_GUESS, reason);
    }
}

/* The names that a module has from the start: __name__ and __file__, and a package its __path__. */
static void add_first_names(struct cost *cost)
{
    struct cost_node *module = &cost->nodes[1];
    bool has_name = false;

    module->count = 2;
    module->room = 2;
    for (uint32_t i = 0; i < cost->mpy->qstr_count; i++) {
        if (cost->names[i].known == KNOWN_INIT) {
            cost->init = VALUE_NAME | i;
        } else if (cost->names[i].known == KNOWN_NAME && !has_name) {
            xrom_cost_set(cost, 1, VALUE_NAME | i, VALUE_UNKNOWN);
            has_name = true;
        }
    }
    if (cost->import->path_size > 0) {
        module->count++;
        module->room = 4;
        xrom_cost_add(&cost->cost->built, xrom_cost_blocks(cost, UINT64_C(4) * cost->profile->word) +
                                              xrom_cost_blocks(cost, UINT64_C(1) + cost->import->path_size));
    }
}

/*
 * Machine code for the module itself cannot be followed. It is taken to make each function in it, under a name; and,
 * if it was written in C, to stay, as the functions that it makes are parts of it.
 */
static void guess_machine_code(struct cost *cost)
{
    const struct cost_code *code = &cost->codes[0];

    xrom_cost_note(cost, XROM_MPY_GUESS, XROM_MPY_MACHINE);
    for (uint32_t i = 0; i < code->count && !cost->is_stopped; i++) {
        xrom_cost_store(cost, 1, VALUE_UNKNOWN,
                        xrom_cost_new(cost, NODE_FUNCTION, 0, cost->children[code->children + i]));
    }
    cost->codes[0].is_reached = code->kind != XROM_MPY_NATIVE;
}

/*
 * Adds the code that is reached, and what the loader keeps of functions in it; a function comes behind what it is in.
 */
static void sum_code(struct cost *cost)
{
    uint32_t word = cost->profile->word;
    uint32_t raw_code = xrom_cost_blocks(cost, cost->profile->raw_code);

    for (uint32_t i = 0; i < cost->code_count; i++) {
        struct cost_code *code = &cost->codes[i];

        if (i > 0 && cost->codes[code->parent].is_reached) {
            code->is_reached = 1;
            xrom_cost_add(&cost->cost->functions, raw_code);
        }
        if (!code->is_reached) {
            continue;
        }
        if (code->count > 0) {
            /* Beside them native code keeps where its prelude is. */
            uint64_t count = UINT64_C(1) * code->count + (code->kind == XROM_MPY_NATIVE);
            xrom_cost_add(&cost->cost->functions, xrom_cost_blocks(cost, word * count));
        }
        if (code->kind != XROM_MPY_BYTECODE) {
            uint32_t copied = cost->profile->native_in_heap ? xrom_cost_blocks(cost, code->size) : 0;
            xrom_cost_add(&cost->cost->native, UINT64_C(1) * copied + xrom_cost_blocks(cost, code->data_size));
        } else if (!cost->import->in_place) {
            xrom_cost_add(&cost->cost->code, xrom_cost_blocks(cost, code->size));
        }
    }
}

/* The module object, its tables, and the sum of all. */
static void sum_module(struct cost *cost)
{
    const struct xrom_mpy *mpy = cost->mpy;
    struct xrom_mpy_cost *figures = cost->cost;
    uint64_t word = cost->profile->word;
    uint64_t qstr_words = (UINT64_C(2) * mpy->qstr_count + word - 1) / word;

    xrom_cost_add(&figures->context, UINT64_C(2) * xrom_cost_blocks(cost, 4 * word));
    xrom_cost_add(&figures->globals, xrom_cost_blocks(cost, 2 * word * cost->nodes[1].room));
    xrom_cost_add(&figures->tables, xrom_cost_blocks(cost, word * (qstr_words + mpy->object_count)));
    xrom_cost_add(&figures->total, UINT64_C(0) + figures->context + figures->globals + figures->tables +
                                       figures->objects + figures->functions + figures->classes + figures->built +
                                       figures->code + figures->native);
}

size_t xrom_mpy_cost_work(const struct xrom_mpy *mpy)
{
    uint64_t size = UINT64_C(256) * 1024 + UINT64_C(64) * mpy->size;

    /* More than an address space has is never to be had: no sum may wrap to less. */
    return size < SIZE_MAX ? (size_t)size : SIZE_MAX;
}

int xrom_mpy_cost(const struct xrom_mpy *mpy, const struct xrom_mpy_import *import, void *work, size_t work_size,
                  struct xrom_mpy_cost *figures)
{
    struct xrom_mpy_cost found = {0};
    struct cost cost = {0};
    int error;

    cost.mpy = mpy;
    cost.profile = import->profile;
    cost.import = import;
    cost.cost = &found;
    cost.steps = mpy->size > (UINT32_MAX - STEPS) / STEPS_PER_BYTE ? UINT32_MAX : mpy->size * STEPS_PER_BYTE + STEPS;
    cost.slot_count = 1; /* 0 is none */
    error = xrom_cost_load(&cost, work, work_size);
    if (error) {
        return error;
    }
    xrom_cost_new(&cost, NODE_NONE, 0, 0);
    xrom_cost_new(&cost, NODE_MODULE, 0, 0);
    xrom_cost_new(&cost, NODE_OUTSIDE, 0, 0);
    add_first_names(&cost);
    if (cost.codes[0].kind == XROM_MPY_BYTECODE) {
        xrom_cost_run(&cost);
    } else {
        guess_machine_code(&cost);
    }
    xrom_cost_sum(&cost);
    sum_code(&cost);
    sum_module(&cost);
    *figures = found;
    return XROM_OK;
}
