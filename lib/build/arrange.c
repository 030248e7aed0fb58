/* SPDX-License-Identifier: MIT */
/* The arrangement: which data is stored once, which stands in the pool, and which of several layouts is the smallest. */
#include <stdlib.h>

#include "about.h"
#include "bound.h"
#include "message.h"
#include "place.h"
#include "pool.h"

/* An index needs a base that is a multiple of 2^3. */
#define XROM_INDEX_ALIGN 3

/* Ways to place data of wide alignments. */
enum way {
    WAY_POOL,    /* in a pool */
    WAY_SHIFTED, /* in a pool that begins as early as it can */
    WAY_INLINE,  /* beside names, with padding in front of records */
    WAY_COUNT
};

static int place_by(struct xrom_layout *layout, enum way way)
{
    int error = XROM_OK;

    if (way == WAY_INLINE) {
        for (size_t i = 1; i < layout->count; i++) {
            layout->items[i].pooled = false;
        }
    } else {
        error = xrom_pool_choose(layout);
    }
    if (!error) {
        error = xrom_place_all(layout);
    }
    if (!error && way == WAY_SHIFTED) {
        error = xrom_pool_shift(layout);
        if (!error) {
            error = xrom_place_all(layout);
        }
    }
    return error;
}

/*
 * Places all in the way that gives the smallest image, of equal ones the first. Each is the best for some trees: data of
 * exactly its wide alignment needs a pool; where all data is wide, names beside it use the gaps between.
 */
static int place_well(struct xrom_layout *layout)
{
    uint64_t size[WAY_COUNT];
    enum way best = WAY_POOL;
    int error = XROM_OK;

    if (layout->align <= XROM_ALIGN_INLINE) {
        return place_by(layout, WAY_INLINE);
    }
    for (enum way way = WAY_POOL; !error && way < WAY_COUNT; way++) {
        error = place_by(layout, way);
        size[way] = layout->size;
        if (size[way] < size[best]) {
            best = way;
        }
    }
    return error ? error : place_by(layout, best);
}

/* Whether data can be placed so that what two files want to be aligned is so: in the narrower way both ask for the same. */
static bool agree(const struct xrom_item *one, const struct xrom_item *other)
{
    unsigned align = one->align < other->align ? one->align : other->align;

    return ((one->origin - other->origin) & ((UINT32_C(1) << align) - 1)) == 0;
}

/* Whether a pointer is shorter than data of its own. Data of a wide alignment has a pointer anyhow: that to the pool. */
static bool is_pointer_shorter(const struct xrom_layout *layout, const struct xrom_item *first,
                               const struct xrom_item *item)
{
    bool wide = first->align > XROM_ALIGN_INLINE && item->align > XROM_ALIGN_INLINE;

    return item->size > (wide ? 0 : 1 + layout->offset_size);
}

/* Decides which data is stored once: where a pointer to it is shorter. It gets the widest alignment of its files. */
static void share(struct xrom_layout *layout)
{
    for (size_t i = 1; i < layout->count; i++) {
        struct xrom_item *item = &layout->items[i];
        struct xrom_item *first = &layout->items[item->first];

        item->shared = first != item && is_pointer_shorter(layout, first, item) && agree(first, item);
        if (item->shared && first->align < item->align) {
            first->align = item->align;
            first->origin = item->origin;
        }
    }
}

static void find_align(struct xrom_layout *layout)
{
    layout->align = layout->index ? XROM_INDEX_ALIGN : 0;
    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        if (!xrom_item_is_directory(item) && layout->align < item->align) {
            layout->align = item->align;
        }
    }
}

static void count(struct xrom_layout *layout)
{
    struct xrom_built *built = &layout->built;

    built->image_size = (uint32_t)layout->size;
    built->align = UINT32_C(1) << layout->align;
    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        if (xrom_item_is_directory(item)) {
            built->directory_count++;
        } else if (item->shared) {
            built->saved_count++;
            built->saved_size += item->size;
        } else {
            built->data_size += (uint32_t)item->size;
        }
    }
    if (layout->index) {
        built->index_size = (uint32_t)xrom_index_size(layout) + built->directory_count * XROM_PARENT_SIZE;
    }
    built->file_count = (uint32_t)(layout->count - 1) - built->directory_count;
}

/*
 * Whether lookups with an index read less. In the root alone a walk reads about 3.3 + 0.85 n of the 8-byte lines of flash
 * for what is there and 0.4 + 1.65 n for what is not, n being the number of names; with an index it is 5 and 2. So from the
 * third name on, and in every directory.
 */
static bool is_index_worth_it(const struct xrom_layout *layout)
{
    bool directories = false;

    for (size_t i = 1; i < layout->count; i++) {
        directories = directories || xrom_item_is_directory(&layout->items[i]);
    }
    return directories || layout->count - 1 > 2;
}

static int make_index(struct xrom_layout *layout)
{
    static const struct xrom_where where = {NULL, NULL, "the index", sizeof "the index" - 1};
    enum xrom_index_mode mode = layout->options.index;
    int error;

    if (mode == XROM_INDEX_NEVER || (mode == XROM_INDEX_AUTO && !is_index_worth_it(layout))) {
        return XROM_OK;
    }
    layout->index = malloc(sizeof *layout->index);
    if (!layout->index) {
        return xrom_fail_memory(layout->tree);
    }
    error = xrom_plan_make(layout->index, layout->items, layout->count);
    if (error == XROM_ERR_MEMORY) {
        return xrom_fail_memory(layout->tree);
    }
    if (error && mode == XROM_INDEX_ALWAYS) {
        return xrom_fail(
            layout->tree, XROM_ERR_TREE, &where,
            "cannot be made: there are too many names, or names that were chosen to prevent it; build without");
    }
    if (error) {
        xrom_plan_free(layout->index);
        free(layout->index);
        layout->index = NULL;
    }
    return XROM_OK;
}

/* The sum of all data, each once. */
static uint64_t data_size(const struct xrom_layout *layout)
{
    uint64_t sum = 0;

    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        if (!xrom_item_is_directory(item) && item->first == i) {
            sum = xrom_plus(sum, item->size);
        }
    }
    return sum;
}

int xrom_arrange(struct xrom_layout *layout)
{
    uint64_t least = data_size(layout);
    int error;

    /* So much that positions would have more than 64 bits. */
    if (least > UINT64_MAX / 4) {
        return xrom_layout_check_size(layout, least, true);
    }
    error = make_index(layout);
    if (error) {
        return error;
    }
    xrom_bound_offsets(layout);
    share(layout);
    find_align(layout);
    error = place_well(layout);
    if (!error && layout->size % 2 != 0) {
        layout->spare = true;
        error = xrom_place_all(layout);
    }
    if (!error) {
        error = xrom_layout_check_size(layout, layout->size, false);
    }
    if (!error) {
        count(layout);
    }
    return error;
}
