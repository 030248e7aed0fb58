/* SPDX-License-Identifier: MIT */
/* Alignment of a byte within a file: the file is placed so that this one is aligned, and at no more cost than others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support_build.h"

static struct xrom_entry *add_at(struct xrom_tree *tree, const char *name, const void *bytes, size_t size,
                                 uint32_t origin)
{
    struct xrom_entry *entry;

    assert_int_equal(xrom_tree_add_bytes(tree, NULL, name, strlen(name), bytes, size, &entry), XROM_OK);
    assert_int_equal(xrom_tree_align_at(tree, entry, origin), XROM_OK);
    return entry;
}

/* Where the data of a file begins; it is these bytes. */
static uint32_t position_of(const struct bytes *bytes, const char *path, const void *data, size_t size)
{
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_stat stat;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_int_equal(stat.size, size);
    assert_memory_equal(bytes->data + stat.offset, data, size);
    return stat.offset;
}

static void test_origin_of_every_offset_gets_every_alignment(void **state)
{
    static const enum xrom_index_mode modes[] = {XROM_INDEX_NEVER, XROM_INDEX_ALWAYS};
    static const uint32_t origins[] = {0, 1, 2, 3, 5, 8, 13, 16, 63, 64, 100, 255, 4095, 4096, 4100};
    static uint8_t data[4][4100];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        memset(data[i], (int)i + 1, sizeof data[i]);
    }
    for (uint32_t align = 1; align <= 65536; align *= 4) {
        for (size_t i = 0; i < 2 * sizeof origins / sizeof origins[0]; i++) {
            const struct xrom_build_options options = {.align = align, .index = modes[i % 2]};
            struct xrom_tree *tree = new_tree();
            uint32_t origin = origins[i / 2];
            struct bytes bytes;

            add_at(tree, "a", data[0], sizeof data[0], origin);
            add_at(tree, "b", data[1], sizeof data[1], 0);
            add_at(tree, "c", data[2], 100, origin < 100 ? origin : 99);
            add_at(tree, "d", data[3], sizeof data[3], origin / 2);
            bytes = build_with(tree, &options);
            assert_int_equal((position_of(&bytes, "a", data[0], sizeof data[0]) + origin) % align, 0);
            assert_int_equal(position_of(&bytes, "b", data[1], sizeof data[1]) % align, 0);
            assert_int_equal((position_of(&bytes, "c", data[2], 100) + (origin < 100 ? origin : 99)) % align, 0);
            assert_int_equal((position_of(&bytes, "d", data[3], sizeof data[3]) + origin / 2) % align, 0);
            free(bytes.data);
        }
    }
}

/* A narrow alignment costs at most its padding, wherever in the file it is wanted. */
static void test_origin_costs_less_than_the_alignment_for_each_file(void **state)
{
    static const struct xrom_build_options options = {.align = 4, .index = XROM_INDEX_NEVER, .no_dedupe = true};
    static const uint8_t data[64];
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    for (unsigned i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "file%02u", i);
        add_at(tree, name, data, sizeof data, i % 64);
    }
    bytes = build_again(tree, &options, &built);
    assert_true(built.padding_size <= 100 * 3);
    for (unsigned i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "file%02u", i);
        assert_int_equal((position_of(&bytes, name, data, sizeof data) + i) % 4, 0);
    }
    xrom_tree_free(tree);
    free(bytes.data);
}

/* Wide ones stand in the pool, where small files fill what is free in front of and between them. */
static void test_origin_of_wide_data_leaves_gaps_that_are_filled(void **state)
{
    static const struct xrom_align_rule rule = {"page*", 4096};
    static const struct xrom_build_options options = {
        .align_rules = &rule, .align_rule_count = 1, .index = XROM_INDEX_NEVER, .no_dedupe = true};
    static const uint8_t data[4096];
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;
    char name[16];

    (void)state;
    for (unsigned i = 0; i < 10; i++) {
        snprintf(name, sizeof name, "page%u", i);
        add_at(tree, name, data, 3000, 100 * i);
    }
    for (unsigned i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "small%u", i);
        add_at(tree, name, data, 200, i % 7);
    }
    bytes = build_again(tree, &options, &built);
    for (unsigned i = 0; i < 10; i++) {
        snprintf(name, sizeof name, "page%u", i);
        assert_int_equal((position_of(&bytes, name, data, 3000) + 100 * i) % 4096, 0);
    }
    for (unsigned i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "small%u", i);
        assert_int_equal((position_of(&bytes, name, data, 200) + i % 7) % 4, 0);
    }
    /* Ten pages of 4096 hold all: 30000 and 40000 bytes would else take 70000 and the gaps. */
    assert_in_range(built.image_size, 70000, 80000);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_origin_of_equal_files_that_agree_is_stored_once(void **state)
{
    static const struct xrom_align_rule rules[] = {{"wide*", 16}};
    static const struct xrom_build_options options = {.align_rules = rules, .align_rule_count = 1};
    static const char data[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;
    uint32_t position;

    (void)state;
    add_at(tree, "a", data, sizeof data, 3);
    add_at(tree, "b", data, sizeof data, 11); /* the same modulo 4 */
    add_at(tree, "wide", data, sizeof data, 7);
    add_at(tree, "x", data, sizeof data, 2); /* another one */
    bytes = build_again(tree, &options, &built);
    position = position_of(&bytes, "a", data, sizeof data);
    assert_int_equal((position + 7) % 16, 0);
    assert_int_equal(position_of(&bytes, "b", data, sizeof data), position);
    assert_int_equal(position_of(&bytes, "wide", data, sizeof data), position);
    assert_int_equal((position_of(&bytes, "x", data, sizeof data) + 2) % 4, 0);
    assert_int_equal(built.saved_count, 2);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_origin_of_compressed_data_does_not_count(void **state)
{
    static const char *const all[] = {"*"};
    static const struct xrom_build_options options = {.gzip = all, .gzip_count = 1, .align = 16};
    static const uint8_t data[1000];
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_stat stat;
    struct bytes bytes;

    (void)state;
    add_at(tree, "a", data, sizeof data, 3);
    bytes = build_with(tree, &options);
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, "a");
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_true(stat.size < sizeof data);
    assert_int_equal(stat.offset % 16, 0);
    free(bytes.data);
}

static void test_origin_does_not_change_what_mpremote_makes(void **state)
{
    static const struct xrom_build_options options = {.mpremote = true};
    struct xrom_tree *tree = new_tree();
    struct xrom_tree *same = new_tree();
    struct bytes bytes, expected;

    (void)state;
    add_at(tree, "a", "hello", 5, 3);
    add_at(same, "a", "hello", 5, 0);
    bytes = build_with(tree, &options);
    expected = build_with(same, &options);
    assert_bytes_equal(bytes, expected.data, expected.size);
    free(bytes.data);
    free(expected.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_origin_of_every_offset_gets_every_alignment),
        cmocka_unit_test(test_origin_costs_less_than_the_alignment_for_each_file),
        cmocka_unit_test(test_origin_of_wide_data_leaves_gaps_that_are_filled),
        cmocka_unit_test(test_origin_of_equal_files_that_agree_is_stored_once),
        cmocka_unit_test(test_origin_of_compressed_data_does_not_count),
        cmocka_unit_test(test_origin_does_not_change_what_mpremote_makes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
