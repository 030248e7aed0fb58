/* SPDX-License-Identifier: MIT */
/*
 * The index of the builder: each path has a slot, found in short time and always the same, and the reader finds it
 * there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/index.h>

#include "build/index.h"
#include "index.h"
#include "index_image.h"
#include "support.h"

/* Items of their own, as the layout would make them. */
struct items {
    struct xrom_item *items;
    size_t count; /* with the root */
    struct index_entry *entries;
};

static struct xrom_entry *make_entry(const char *name)
{
    size_t size = strlen(name);
    struct xrom_entry *entry = calloc(1, sizeof *entry + size + 1);

    assert_non_null(entry);
    entry->name = memcpy(entry + 1, name, size);
    entry->name_size = (uint32_t)size;
    return entry;
}

static void make_items(struct items *items, size_t count, const char *(*path_of)(size_t index))
{
    items->items = calloc(count + 1, sizeof *items->items);
    items->entries = calloc(count + 1, sizeof *items->entries);
    items->count = count + 1;
    assert_true(items->items && items->entries);
    items->items[0].entry = make_entry("");
    for (size_t i = 0; i < count; i++) {
        const char *path = path_of(i);
        size_t parent, size = strlen(path);
        char *copy = malloc(size + 2);

        assert_non_null(copy);
        memcpy(copy, path, size + 1);
        items->entries[i].data = "x";
        if (path[size - 1] == '/') {
            copy[size - 1] = '\0';
            items->entries[i].data = NULL;
        }
        items->entries[i].path = copy;
        parent = index_image_parent(items->entries, i, i);
        items->items[i + 1].parent = parent == i ? 0 : parent + 1;
        items->items[i + 1].entry = make_entry(strrchr(copy, '/') ? strrchr(copy, '/') + 1 : copy);
    }
}

/* Items have their entries, and images their paths, as constants; here they are memory of their own. */
static void free_entry(const struct xrom_entry *entry)
{
    struct xrom_entry *own;

    memcpy(&own, &entry, sizeof own);
    free(own);
}

static void free_items(struct items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        char *path;
        memcpy(&path, &items->entries[i].path, sizeof path);
        free_entry(items->items[i].entry);
        free(path);
    }
    free(items->items);
    free(items->entries);
}

/* Asserts that the plan leads paths of different hashes to different slots, and tells how many are used. */
static size_t hold_plan(const struct xrom_plan *plan, const struct items *items)
{
    uint32_t *owner = calloc(plan->slot_count, sizeof *owner);
    size_t used = 0;

    assert_non_null(owner);
    assert_int_equal(plan->slot_count, 4 * xrom_index_groups(plan->shape));
    for (uint32_t i = 1; i < items->count; i++) {
        uint32_t hash = plan->hashes[i];
        uint32_t pilot = plan->pilots[xrom_index_group(hash, plan->shape)];
        uint32_t slot = xrom_index_slot(hash, pilot, plan->shape);
        assert_int_equal(plan->slots[i], slot);
        assert_true(slot < plan->slot_count);
        assert_true(!owner[slot] || plan->hashes[owner[slot]] == hash);
        used += !owner[slot];
        owner[slot] = i;
    }
    assert_int_equal(items->count - 1 - used, plan->shared);
    free(owner);
    return used;
}

/* Lays an image out with the index of the plan, and asserts that each path is found. */
static void hold_image(struct items *items, const struct xrom_plan *plan)
{
    size_t count = items->count - 1;
    uint32_t levels[16];
    struct xrom_fault fault;
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_node node;

    index_image_lay_out(&image, items->entries, count, (uint16_t)xrom_index_groups(plan->shape));
    assert_int_equal(xrom_plan_size(plan), image.shape + 4 - image.record);
    assert_int_equal(xrom_plan_slots_at(plan), image.slots - image.record);
    for (size_t i = 0; i < count; i++) {
        items->items[i + 1].record = image.positions[i];
    }
    xrom_plan_write(plan, items->items, count + 1, image.bytes + image.record);
    for (size_t i = 0; i < count; i++) {
        uint8_t parent[XROM_PLAN_PARENT_SIZE];
        if (!items->entries[i].data) {
            xrom_plan_parent(items->items, i + 1, parent);
            assert_memory_equal(parent, image.bytes + image.positions[i] - 4, sizeof parent);
        }
    }
    open_sound_image(&opened, image.bytes, image.size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 16, &fault), XROM_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(xrom_index_lookup(&index, items->entries[i].path, &node), XROM_OK);
        assert_in_range(node.name, image.positions[i], image.positions[i] + 12);
    }
    index_image_free(&image);
}

static const char *random_path(size_t index)
{
    static char path[64];
    uint32_t random = (uint32_t)index * 2654435761u;
    int size;

    random ^= random >> 15;
    random *= 0x2c1b3c6d;
    size = index % 100 == 0 ? snprintf(path, sizeof path, "%zu/", index / 100)
                            : snprintf(path, sizeof path, "%zu/%x_%zu.py", index / 100, (unsigned)random, index);
    assert_in_range(size, 1, sizeof path - 1);
    return path;
}

static const char *numbered_path(size_t index)
{
    static char path[64];

    assert_in_range(snprintf(path, sizeof path, "file%zu", index), 1, sizeof path - 1);
    return path;
}

static void test_build_index_thousands_of_random_names_are_found(void **state)
{
    struct items items;
    struct xrom_plan plan, again;

    (void)state;
    make_items(&items, 10000, random_path);
    assert_int_equal(xrom_plan_make(&plan, items.items, items.count), XROM_OK);
    assert_int_equal(hold_plan(&plan, &items), 10000);
    assert_true(xrom_plan_size(&plan) < 10000 * 9);
    hold_image(&items, &plan);

    /* The same names, the same places. */
    assert_int_equal(xrom_plan_make(&again, items.items, items.count), XROM_OK);
    assert_int_equal(again.shape, plan.shape);
    assert_memory_equal(again.slots, plan.slots, items.count * sizeof *plan.slots);
    assert_memory_equal(again.pilots, plan.pilots, plan.slot_count / 4 * sizeof *plan.pilots);
    xrom_plan_free(&again);
    xrom_plan_free(&plan);
    free_items(&items);
}

static void test_build_index_any_small_number_of_names_has_a_plan(void **state)
{
    (void)state;
    for (size_t count = 0; count < 120; count++) {
        struct items items;
        struct xrom_plan plan;

        make_items(&items, count, count % 2 ? random_path : numbered_path);
        assert_int_equal(xrom_plan_make(&plan, items.items, items.count), XROM_OK);
        assert_int_equal(hold_plan(&plan, &items), count);
        hold_image(&items, &plan);
        xrom_plan_free(&plan);
        free_items(&items);
    }
}

static const char *short_path(size_t index)
{
    static char path[64];

    assert_in_range(snprintf(path, sizeof path, "%04zx", index), 1, sizeof path - 1);
    return path;
}

static void test_build_index_equal_hashes_share_a_slot(void **state)
{
    struct items items;
    struct xrom_plan plan;
    uint8_t *payload;
    size_t used;

    (void)state;
    make_items(&items, 20000, short_path);
    for (size_t i = 1; i < items.count; i++) {
        items.items[i].record = 4 * i + 8;
    }
    /* Two items of one name have one hash whatever the seed. */
    free_entry(items.items[7].entry);
    free_entry(items.items[8].entry);
    items.items[7].entry = items.items[20000].entry;
    items.items[8].entry = items.items[20000].entry;
    assert_int_equal(xrom_plan_make(&plan, items.items, items.count), XROM_OK);
    used = hold_plan(&plan, &items);
    assert_in_range(used, 19990, 19998);
    assert_int_equal(plan.slots[7], plan.slots[8]);
    assert_int_equal(plan.slots[7], plan.slots[20000]);
    payload = malloc(xrom_plan_size(&plan));
    assert_non_null(payload);
    xrom_plan_write(&plan, items.items, items.count, payload);
    payload += xrom_plan_slots_at(&plan) + plan.slots[7] * XROM_INDEX_SLOT_SIZE;
    assert_memory_equal(payload, "\0\0\0\0\xff\xff\xff", 7);
    assert_int_equal(payload[7] & 0x1f, 0x1f);
    free(payload - plan.slots[7] * XROM_INDEX_SLOT_SIZE - xrom_plan_slots_at(&plan));
    xrom_plan_free(&plan);
    items.items[7].entry = make_entry("");
    items.items[8].entry = make_entry("");
    free_items(&items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_build_index_thousands_of_random_names_are_found),
        cmocka_unit_test(test_build_index_any_small_number_of_names_has_a_plan),
        cmocka_unit_test(test_build_index_equal_hashes_share_a_slot),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
