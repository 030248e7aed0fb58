/* SPDX-License-Identifier: MIT */
/*
 * The perfect hash of all paths. The paths of one hash group share a pilot; groups get theirs one after the other,
 * large ones first, as long as there is choice: for each the first pilot that leads all of its paths to free slots.
 * Where a group finds none all begins anew with another seed.
 */
#include <stdlib.h>
#include <string.h>

#include "../index.h"
#include "index.h"

#define FILL 97         /* per cent of the slots that are used; with more the search takes longer */
#define SEEDS 256       /* how often the search begins anew */
#define SEEDS_A_SIZE 32 /* and after how many of them with a few slots more */
#define SEEDS_ALONE 16  /* how many seeds are tried until one is taken with which two paths have one hash */
#define GROUP_MAX 63    /* items in a group: far more than chance puts there */
#define PILOTS 65536

/* The state of one search. Members of group g are member[start[g]] up to, and without, member[start[g + 1]]. */
struct search {
    struct xrom_plan *plan;
    size_t count; /* of items */
    uint32_t group_count;
    bool alone;       /* no two items may share a hash */
    uint32_t *start;  /* group_count + 2 */
    uint32_t *member; /* items, by their group */
    uint32_t *order;  /* groups, large ones first */
    uint8_t *used;    /* of each slot: whether it is taken */
};

/* The smallest number of groups whose slots have room, or some more, and a seed. False: there are too many items. */
static bool choose_shape(struct xrom_plan *plan, size_t item_count, uint32_t seed)
{
    uint64_t wanted = ((uint64_t)item_count * 100 + FILL - 1) / FILL;
    uint64_t groups =
        (wanted > 0 ? (wanted + XROM_INDEX_GROUP_SLOTS - 1) / XROM_INDEX_GROUP_SLOTS : 1) + seed / SEEDS_A_SIZE;

    if (groups > XROM_INDEX_GROUPS_MAX) {
        return false;
    }
    plan->shape = seed << 16 | (uint32_t)groups;
    plan->slot_count = (uint32_t)groups * XROM_INDEX_GROUP_SLOTS;
    return true;
}

static void hash_items(struct xrom_plan *plan, const struct xrom_item *items, size_t count)
{
    plan->hashes[0] = plan->shape;
    for (size_t i = 1; i < count; i++) {
        const struct xrom_entry *entry = items[i].entry;
        uint32_t hash = plan->hashes[items[i].parent];

        if (items[i].parent != 0) {
            hash = xrom_index_hash(hash, '/');
        }
        for (uint32_t j = 0; j < entry->name_size; j++) {
            hash = xrom_index_hash(hash, (uint8_t)entry->name[j]);
        }
        plan->hashes[i] = hash;
    }
}

/* Sorts the items by group, and the groups by size. False: a group is larger than chance makes it. */
static bool sort_groups(struct search *search)
{
    const struct xrom_plan *plan = search->plan;
    uint32_t sizes[GROUP_MAX + 2] = {0};
    uint32_t *start = search->start;

    /* Each number is kept one place further on than it belongs, so that filling the groups moves it there. */
    memset(start, 0, (search->group_count + 2) * sizeof *start);
    for (size_t i = 1; i < search->count; i++) {
        start[xrom_index_group(plan->hashes[i], plan->shape) + 2]++;
    }
    for (uint32_t g = 0; g < search->group_count; g++) {
        if (start[g + 2] > GROUP_MAX) {
            return false;
        }
        sizes[GROUP_MAX - start[g + 2] + 1]++;
    }
    for (uint32_t i = 0; i < GROUP_MAX; i++) {
        sizes[i + 1] += sizes[i];
    }
    for (uint32_t g = 0; g < search->group_count; g++) {
        search->order[sizes[GROUP_MAX - start[g + 2]]++] = g;
        start[g + 2] += start[g + 1];
    }
    for (size_t i = 1; i < search->count; i++) {
        uint32_t group = xrom_index_group(plan->hashes[i], plan->shape);
        search->member[start[group + 1]++] = (uint32_t)i;
    }
    return true;
}

/* Gathers the different hashes of a group. False: some are equal and must not be. */
static bool gather(const struct search *search, uint32_t group, uint32_t hashes[GROUP_MAX], uint32_t *count)
{
    uint32_t size = search->start[group + 1] - search->start[group];

    *count = 0;
    for (uint32_t i = 0; i < size; i++) {
        uint32_t hash = search->plan->hashes[search->member[search->start[group] + i]];
        uint32_t j = 0;
        while (j < *count && hashes[j] != hash) {
            j++;
        }
        if (j == *count) {
            hashes[(*count)++] = hash;
        } else if (search->alone) {
            return false;
        }
    }
    return true;
}

/* Takes the slots that a pilot gives to hashes; none where one of them is taken already. */
static bool take(const struct search *search, const uint32_t *hashes, uint32_t count, uint32_t pilot)
{
    const struct xrom_plan *plan = search->plan;
    uint32_t slots[GROUP_MAX];
    uint32_t i;

    for (i = 0; i < count; i++) {
        slots[i] = xrom_index_slot(hashes[i], pilot, plan->shape);
        if (search->used[slots[i]]) {
            break;
        }
        search->used[slots[i]] = 1;
    }
    if (i < count) {
        while (i-- > 0) {
            search->used[slots[i]] = 0;
        }
        return false;
    }
    return true;
}

static bool place_group(const struct search *search, uint32_t group)
{
    struct xrom_plan *plan = search->plan;
    uint32_t hashes[GROUP_MAX];
    uint32_t count;
    uint32_t pilot = 0;

    if (!gather(search, group, hashes, &count)) {
        return false;
    }
    while (!take(search, hashes, count, pilot)) {
        if (++pilot == PILOTS) {
            return false;
        }
    }
    plan->pilots[group] = (uint16_t)pilot;
    plan->shared += search->start[group + 1] - search->start[group] - count;
    for (uint32_t i = search->start[group]; i < search->start[group + 1]; i++) {
        uint32_t item = search->member[i];
        plan->slots[item] = xrom_index_slot(plan->hashes[item], pilot, plan->shape);
    }
    return true;
}

static bool place_all(struct search *search)
{
    if (!sort_groups(search)) {
        return false;
    }
    search->plan->shared = 0;
    memset(search->used, 0, search->plan->slot_count);
    for (uint32_t i = 0; i < search->group_count; i++) {
        if (!place_group(search, search->order[i])) {
            return false;
        }
    }
    /* A slot has one sharer more than are counted. */
    return search->plan->shared <= XROM_INDEX_SHARED_MAX / 2;
}

/* Memory for the largest size that will be tried. */
static bool allocate(struct search *search)
{
    struct xrom_plan *plan = search->plan;
    uint32_t group_count = xrom_index_groups(plan->shape);

    plan->hashes = malloc(search->count * sizeof *plan->hashes);
    plan->slots = calloc(search->count, sizeof *plan->slots);
    plan->pilots = malloc(group_count * sizeof *plan->pilots);
    search->start = malloc((group_count + 2) * sizeof *search->start);
    search->member = malloc(search->count * sizeof *search->member);
    search->order = malloc(group_count * sizeof *search->order);
    search->used = malloc(plan->slot_count);
    return plan->hashes && plan->slots && plan->pilots && search->start && search->member && search->order &&
           search->used;
}

static int search_seeds(struct search *search, const struct xrom_item *items)
{
    struct xrom_plan *plan = search->plan;

    for (uint32_t seed = 0; seed < SEEDS; seed++) {
        if (!choose_shape(plan, search->count - 1, seed)) {
            break;
        }
        search->group_count = xrom_index_groups(plan->shape);
        search->alone = seed < SEEDS_ALONE;
        hash_items(plan, items, search->count);
        if (place_all(search)) {
            return XROM_OK;
        }
    }
    return XROM_ERR_INDEX;
}

int xrom_plan_make(struct xrom_plan *plan, const struct xrom_item *items, size_t count)
{
    struct search search = {.plan = plan, .count = count};
    uint32_t seed = SEEDS; /* of the largest index that may be tried */
    int error = XROM_ERR_MEMORY;

    memset(plan, 0, sizeof *plan);
    if (!choose_shape(plan, count - 1, 0)) {
        return XROM_ERR_INDEX;
    }
    while (!choose_shape(plan, count - 1, seed)) {
        seed--;
    }
    if (allocate(&search)) {
        error = search_seeds(&search, items);
    }
    free(search.start);
    free(search.member);
    free(search.order);
    free(search.used);
    return error;
}
