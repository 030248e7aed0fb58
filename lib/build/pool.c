/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "align.h"
#include "message.h"
#include "pool.h"

/* Alignments from 2^0 on. */
#define ALIGN_COUNT 17

/* Data of one alignment, by rising room, of which some has been taken. */
struct shelf {
    struct xrom_item **items;
    size_t *below; /* [n]: n where item n - 1 is still there, else where to look for the next smaller one; [0] is 0 */
    size_t count;
};

struct packer {
    struct xrom_item **items; /* memory of all shelves */
    size_t *below;
    struct shelf needed[ALIGN_COUNT];   /* data that belongs into the pool */
    struct shelf optional[ALIGN_COUNT]; /* data that may be put there */
};

/* The number of the largest item with this number or a smaller one that is still there, counted from 1; 0: none. */
static size_t find(struct shelf *shelf, size_t number)
{
    size_t *below = shelf->below;

    while (below[number] != number) {
        below[number] = below[below[number]];
        number = below[number];
    }
    return number;
}

static struct xrom_item *take(struct shelf *shelf, size_t number)
{
    shelf->below[number] = number - 1;
    return shelf->items[number - 1];
}

/* The bytes that data takes behind a multiple of its alignment. */
static uint64_t room_of(const struct xrom_item *item)
{
    return xrom_item_skew(item) + item->size;
}

/* How many items of a shelf need at most this room. */
static size_t count_up_to(const struct shelf *shelf, uint64_t room)
{
    size_t low = 0, high = shelf->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (room_of(shelf->items[middle]) <= room) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Takes the largest data that fits into a gap, or null. */
static struct xrom_item *take_fitting(struct shelf shelves[ALIGN_COUNT], uint64_t start, uint64_t end)
{
    struct shelf *best = NULL;
    size_t best_number = 0;

    for (unsigned align = 0; align < ALIGN_COUNT; align++) {
        struct shelf *shelf = &shelves[align];
        uint64_t position = xrom_align_up(start, align);
        size_t number = position <= end ? find(shelf, count_up_to(shelf, end - position)) : 0;
        if (number > 0 && (!best || room_of(shelf->items[number - 1]) >= room_of(best->items[best_number - 1]))) {
            best = shelf;
            best_number = number;
        }
    }
    return best ? take(best, best_number) : NULL;
}

static void fill_gap(struct packer *packer, uint64_t from, uint64_t to)
{
    while (from < to) {
        struct xrom_item *item = take_fitting(packer->needed, from, to);
        if (!item) {
            item = take_fitting(packer->optional, from, to);
        }
        if (!item) {
            return;
        }
        item->pooled = true;
        item->data = xrom_align_skewed(from, item->align, xrom_item_skew(item));
        from = item->data + item->size;
    }
}

/*
 * Packs all that is needed: of one alignment what is empty, so that it needs no room, then from the largest to the smallest,
 * since nothing follows the last one that would have to be aligned. The gap in front of the widest alignment comes after
 * those within it: what is put there does not make the image smaller unless it would need room elsewhere.
 */
static uint64_t pack(struct packer *packer, uint64_t start)
{
    uint64_t end = start;
    bool front = true; /* nothing is placed yet */

    for (unsigned align = ALIGN_COUNT; align-- > 0;) {
        struct shelf *shelf = &packer->needed[align];
        uint64_t first = start; /* where the first data of the widest alignment begins */
        bool widest = front && shelf->count > 0;
        size_t empty = count_up_to(shelf, 0);

        for (size_t turn = 0; turn < shelf->count; turn++) {
            size_t i = turn < empty ? turn : shelf->count - 1 - (turn - empty);
            uint64_t position = xrom_align_skewed(end, align, xrom_item_skew(shelf->items[i]));
            if (shelf->below[i + 1] != i + 1) {
                continue;
            }
            take(shelf, i + 1);
            if (front) {
                first = position;
            } else {
                fill_gap(packer, end, position);
            }
            shelf->items[i]->data = position;
            end = position + shelf->items[i]->size;
            front = false;
        }
        if (widest) {
            fill_gap(packer, start, first);
        }
    }
    return end;
}

static int compare_rooms(const void *a, const void *b)
{
    const struct xrom_item *one = *(struct xrom_item *const *)a;
    const struct xrom_item *other = *(struct xrom_item *const *)b;
    int order = (room_of(one) > room_of(other)) - (room_of(one) < room_of(other));

    return order != 0 ? order : (one > other) - (one < other);
}

/* Puts the items that `belongs` tells onto shelves. `used`: how much of the memory is in use. */
static void fill_shelves(struct packer *packer, struct shelf shelves[ALIGN_COUNT], struct xrom_layout *layout,
                         bool (*belongs)(const struct xrom_layout *layout, const struct xrom_item *item), size_t *used)
{
    for (unsigned align = 0; align < ALIGN_COUNT; align++) {
        shelves[align].items = packer->items + *used;
        /* One more for each shelf. */
        shelves[align].below = packer->below + *used + align + (shelves == packer->optional ? ALIGN_COUNT : 0);
        for (size_t i = 1; i < layout->count; i++) {
            struct xrom_item *item = &layout->items[i];
            if (item->align == align && !xrom_item_is_directory(item) && !item->shared && belongs(layout, item)) {
                shelves[align].items[shelves[align].count++] = item;
            }
        }
        if (shelves[align].count > 1) {
            qsort(shelves[align].items, shelves[align].count, sizeof shelves[align].items[0], compare_rooms);
        }
        for (size_t number = 0; number <= shelves[align].count; number++) {
            shelves[align].below[number] = number;
        }
        *used += shelves[align].count;
    }
}

static bool is_pooled(const struct xrom_layout *layout, const struct xrom_item *item)
{
    (void)layout;
    return item->pooled;
}

/* Whether data that needs no pool may fill its gaps: where that saves more than the offset in a pointer takes. */
static bool may_fill(const struct xrom_layout *layout, const struct xrom_item *item)
{
    return !item->pooled && item->size > 1 + layout->offset_size;
}

static int begin(struct packer *packer, struct xrom_layout *layout)
{
    size_t used = 0;

    memset(packer, 0, sizeof *packer);
    packer->items = malloc(layout->count * sizeof(struct xrom_item *));
    packer->below = malloc((layout->count + (size_t)2 * ALIGN_COUNT) * sizeof packer->below[0]);
    if (!packer->items || !packer->below) {
        return xrom_fail_memory(layout->tree);
    }
    fill_shelves(packer, packer->needed, layout, is_pooled, &used);
    return XROM_OK;
}

static void end(struct packer *packer)
{
    free(packer->items);
    free(packer->below);
}

int xrom_pool_choose(struct xrom_layout *layout)
{
    struct packer packer;
    size_t used = 0;
    int error;

    for (size_t i = 1; i < layout->count; i++) {
        struct xrom_item *item = &layout->items[i];
        item->pooled = !xrom_item_is_directory(item) && !item->shared && item->align > XROM_ALIGN_INLINE;
        used += item->pooled;
    }
    if (used == 0) {
        return XROM_OK;
    }
    error = begin(&packer, layout);
    if (!error) {
        fill_shelves(&packer, packer.optional, layout, may_fill, &used);
        pack(&packer, 0);
    }
    end(&packer);
    return error;
}

/* Puts data into the pool that takes `wanted` bytes from before it, as few more as is easily found. */
static void move(struct xrom_layout *layout, struct packer *packer, uint64_t wanted)
{
    /* What a pointer record takes instead. */
    uint64_t pointer = 1 + layout->offset_size;
    uint64_t rest = wanted;

    for (struct xrom_item *item; (item = take_fitting(packer->optional, 0, rest + pointer)) != NULL;) {
        item->pooled = true;
        rest -= item->size - pointer < rest ? item->size - pointer : rest;
    }
    /* All that is left is larger, or there is nothing left. */
    for (unsigned align = 0; rest > 0 && align < ALIGN_COUNT; align++) {
        struct shelf *shelf = &packer->optional[align];
        size_t number = count_up_to(shelf, rest + pointer) + 1;
        if (number <= shelf->count) {
            take(shelf, number)->pooled = true;
            rest = 0;
        }
    }
}

int xrom_pool_shift(struct xrom_layout *layout)
{
    uint64_t widest = UINT64_C(1) << layout->align;
    uint64_t over = layout->pool_data & (widest - 1);
    struct packer packer;
    size_t used = 0;
    int error = begin(&packer, layout);

    for (unsigned align = 0; align < ALIGN_COUNT; align++) {
        used += packer.needed[align].count;
    }
    if (!error && layout->pool_data >= widest) {
        fill_shelves(&packer, packer.optional, layout, may_fill, &used);
        move(layout, &packer, over);
    }
    end(&packer);
    return error;
}

static int compare_positions(const void *a, const void *b)
{
    const struct xrom_item *one = *(struct xrom_item *const *)a;
    const struct xrom_item *other = *(struct xrom_item *const *)b;
    int order = (one->data > other->data) - (one->data < other->data);

    return order != 0 ? order : compare_rooms(a, b);
}

int xrom_pool_pack(struct xrom_layout *layout, uint64_t start)
{
    struct packer packer;
    size_t count = 0;
    int error = begin(&packer, layout);

    if (!error) {
        for (unsigned align = 0; align < ALIGN_COUNT; align++) {
            packer.optional[align].below = packer.below;
            count += packer.needed[align].count;
        }
        layout->pool_end = pack(&packer, start);
        /* The items of all shelves stand one behind the other. */
        qsort(packer.items, count, sizeof packer.items[0], compare_positions);
        free(layout->pool);
        layout->pool = packer.items;
        layout->pool_count = count;
        packer.items = NULL;
    }
    end(&packer);
    return error;
}
