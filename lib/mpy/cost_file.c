/* SPDX-License-Identifier: MIT */
/* The names, objects and code of a .mpy as tables, and what the loader makes of them whatever the code does. */
#include "cost.h"

#define SHORT_TEXT 10 /* bytes */

/* Memory that is given out from its beginning. */
struct arena {
    uint8_t *next;
    size_t left;
};

static void *take(struct arena *arena, size_t count, size_t size)
{
    void *memory = arena->next;

    if (count > arena->left / size) {
        return NULL;
    }
    arena->next += count * size;
    arena->left -= count * size;
    return memory;
}

static uint32_t hash(const uint8_t *text, uint32_t size)
{
    uint32_t value = size;

    for (uint32_t i = 0; i < size; i++) {
        value = (value ^ text[i]) * UINT32_C(0x01000193);
    }
    return value ^ value >> 15;
}

/* The least power of two that is at least twice a number, but at most 2^30. */
static uint32_t table_size(uint32_t count)
{
    uint32_t size = 4;

    while (size < count * 2 && size <= UINT32_MAX / 4) {
        size *= 2;
    }
    return size;
}

static void add_name(struct cost *cost, uint32_t number, const struct xrom_mpy_part *part)
{
    struct cost_name *name = &cost->names[number];
    const uint8_t *text = cost->mpy->base + part->offset;
    uint32_t place;

    name->offset = part->offset;
    name->size = part->size;
    if (part->kind == XROM_MPY_STATIC_QSTR) {
        name->known = xrom_cost_known_static(part->number);
        return;
    }
    name->known = xrom_cost_known_text(text, part->size);
    xrom_cost_add(&cost->cost->names, cost->profile->word + cost->profile->qstr_hash + 1);
    if (!cost->import->in_place) {
        xrom_cost_add(&cost->cost->names_text, part->size + 1);
    }
    place = hash(text, part->size);
    for (uint32_t i = 0; i < COST_PROBES; i++, place++) {
        if (cost->texts[place & cost->text_mask] == 0) {
            cost->texts[place & cost->text_mask] = number + 1;
            break;
        }
    }
}

/* True where a text is that of a name of the file. */
static bool is_name(const struct cost *cost, const struct xrom_mpy_part *part)
{
    const uint8_t *text = cost->mpy->base + part->offset;
    uint32_t place = hash(text, part->size);

    for (uint32_t i = 0; i < COST_PROBES; i++, place++) {
        uint32_t number = cost->texts[place & cost->text_mask];
        if (number == 0) {
            return false;
        }
        if (cost->names[number - 1].size == part->size &&
            memcmp(cost->mpy->base + cost->names[number - 1].offset, text, part->size) == 0) {
            return true;
        }
    }
    return false;
}

/* The bytes that the loader takes for an integer; its text is that of a number, whatever else it may be. */
static uint64_t size_of_int(const struct cost *cost, const struct xrom_mpy_part *part)
{
    const uint8_t *text = cost->mpy->base + part->offset;
    uint32_t size = part->size;
    uint64_t small_end = UINT64_C(1) << (cost->profile->word * 8 - 2);
    uint64_t value = 0;

    if (size > 0 && text[0] == '-') {
        text++;
        size--;
    }
    for (uint32_t i = 0; i < size && value < small_end; i++) {
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    if (value < small_end) {
        return 0;
    }
    /* Room for a byte for each decimal digit. */
    return xrom_cost_blocks(cost, UINT64_C(4) * cost->profile->word) +
           xrom_cost_blocks(cost, (size / cost->profile->digit + UINT64_C(1)) * cost->profile->digit);
}

/* The bytes that the loader takes for an object, the items of a tuple not counted. */
static uint64_t size_of_object(const struct cost *cost, const struct xrom_mpy_part *part)
{
    uint64_t word = cost->profile->word;
    uint64_t real = cost->profile->real;

    switch (part->kind) {
    case XROM_MPY_STR:
    case XROM_MPY_BYTES:
        if (part->size == 0 || (part->kind == XROM_MPY_STR && is_name(cost, part))) {
            return 0;
        }
        return xrom_cost_blocks(cost, 4 * word) +
               (cost->import->in_place ? 0 : xrom_cost_blocks(cost, UINT64_C(1) + part->size));
    case XROM_MPY_INT: return size_of_int(cost, part);
    case XROM_MPY_FLOAT: return xrom_cost_blocks(cost, (word > real ? word : real) + real);
    case XROM_MPY_COMPLEX: return xrom_cost_blocks(cost, (word > real ? word : real) + 2 * real);
    case XROM_MPY_TUPLE: return part->count == 0 ? 0 : xrom_cost_blocks(cost, (2 + UINT64_C(1) * part->count) * word);
    default: return 0;
    }
}

static void add_object(struct cost *cost, const struct xrom_mpy_part *part)
{
    uint64_t size = size_of_object(cost, part);

    xrom_cost_add(&cost->cost->objects, size);
    /* Outside of tuples the compiler makes names of such. */
    if (part->kind == XROM_MPY_STR && part->size <= SHORT_TEXT) {
        xrom_cost_add(&cost->cost->texts, size);
    }
}

/* The codes that the one that is read lies in, and how many of the functions in each were read. */
struct parents {
    uint32_t codes[COST_DEPTH];
    uint32_t filled[COST_DEPTH];
    uint32_t children; /* places in the table that are given out */
};

static void add_code(struct cost *cost, const struct xrom_mpy_part *part, struct parents *parents)
{
    uint32_t number = cost->code_count++;
    struct cost_code *code = &cost->codes[number];
    uint32_t word = cost->profile->word;

    code->kind = part->kind;
    code->offset = part->offset;
    code->size = part->size;
    code->prelude = part->prelude;
    code->data_size = part->rodata_size;
    xrom_cost_add(&code->data_size, (UINT64_C(0) + part->bss_size + word - 1) / word * word);
    code->count = part->count;
    code->children = parents->children;
    code->parent = 0;
    code->is_reached = 0;
    if (part->depth > 0) {
        code->parent = parents->codes[part->depth - 1];
        cost->children[cost->codes[code->parent].children + parents->filled[part->depth - 1]++] = number;
    }
    parents->children += part->count;
    parents->codes[part->depth] = number;
    parents->filled[part->depth] = 0;
}

/* Walks over the file, to count its codes or, where there are tables, to fill them. */
static int read_parts(struct cost *cost)
{
    uint32_t levels[COST_DEPTH];
    uint32_t name_count = 0;
    uint32_t object_count = 0;
    struct parents parents;
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;
    int error = xrom_mpy_walk(cost->mpy, levels, COST_DEPTH, &walk);

    parents.children = 0;
    cost->code_count = 0;
    while (!error && (error = xrom_mpy_next(cost->mpy, &walk, &part)) == XROM_OK) {
        if (!cost->codes) {
            cost->code_count += part.kind >= XROM_MPY_BYTECODE;
        } else if (part.kind >= XROM_MPY_BYTECODE) {
            add_code(cost, &part, &parents);
        } else if (part.kind >= XROM_MPY_QSTR) {
            add_name(cost, name_count++, &part);
        } else {
            add_object(cost, &part);
            if (part.depth == 0) {
                cost->objects[object_count].kind = part.kind;
                cost->objects[object_count++].size = part.kind == XROM_MPY_TUPLE ? part.count : part.size;
            }
        }
    }
    return error == XROM_ERR_END ? XROM_OK : error;
}

/* Gives a table of numbers, all zero, of as many places as a power of two says. */
static uint32_t *take_table(struct arena *arena, uint32_t size)
{
    uint32_t *table = take(arena, size, sizeof *table);

    for (uint32_t i = 0; table && i < size; i++) {
        table[i] = 0;
    }
    return table;
}

/* Divides what is left among nodes, slots and the index of slots. */
static bool take_heap(struct cost *cost, struct arena *arena)
{
    size_t unit = arena->left / (sizeof *cost->nodes + 2 * sizeof *cost->slots + 4 * sizeof *cost->index);
    uint32_t size = 4;

    if (unit < 16) {
        return false;
    }
    unit = unit > UINT32_C(1) << 26 ? UINT32_C(1) << 26 : unit;
    while (size <= unit) {
        size *= 2;
    }
    /* Between half and a quarter of the places are in use in the end. */
    cost->node_max = (uint32_t)unit;
    cost->slot_max = (uint32_t)unit * 2;
    cost->index_mask = size * 2 - 1;
    cost->nodes = take(arena, cost->node_max, sizeof *cost->nodes);
    cost->slots = take(arena, cost->slot_max, sizeof *cost->slots);
    cost->index = take_table(arena, size * 2);
    return cost->nodes && cost->slots && cost->index;
}

int xrom_cost_load(struct cost *cost, void *work, size_t size)
{
    struct arena arena = {work, size};
    const struct xrom_mpy *mpy = cost->mpy;
    int error = read_parts(cost);

    if (error || size == 0) {
        return error ? error : XROM_ERR_BUFFER;
    }
    cost->text_mask = table_size(mpy->qstr_count) - 1;
    cost->names = take(&arena, mpy->qstr_count, sizeof *cost->names);
    cost->texts = take_table(&arena, cost->text_mask + 1);
    cost->objects = take(&arena, mpy->object_count, sizeof *cost->objects);
    cost->children = take(&arena, cost->code_count, sizeof *cost->children);
    cost->codes = take(&arena, cost->code_count, sizeof *cost->codes);
    cost->values = take(&arena, COST_VALUES, sizeof *cost->values);
    if (!cost->names || !cost->texts || !cost->objects || !cost->children || !cost->codes || !cost->values ||
        !take_heap(cost, &arena)) {
        return XROM_ERR_BUFFER;
    }
    return read_parts(cost);
}
