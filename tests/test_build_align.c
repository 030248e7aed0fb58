/* SPDX-License-Identifier: MIT */
/* Alignment of data: never less than asked for, and at what cost. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support_build.h"

/* Files that are made for a tree, each of other bytes. */
struct files {
    struct xrom_tree *tree;
    uint8_t *bytes[256];
    unsigned count;
};

static void begin(struct files *files)
{
    memset(files, 0, sizeof *files);
    files->tree = new_tree();
}

/* Adds a file of `size` bytes. */
static void add(struct files *files, struct xrom_entry *parent, const char *name, size_t size)
{
    uint8_t *bytes = malloc(size + 1);

    assert_non_null(bytes);
    assert_true(files->count < 256);
    memset(bytes, (int)files->count, size);
    files->bytes[files->count++] = bytes;
    assert_int_equal(xrom_tree_add_bytes(files->tree, parent, name, strlen(name), bytes, size, NULL), XROM_OK);
}

/* Adds `count` files of one size with names "name0", "name1" and so on. */
static void add_many(struct files *files, const char *name, unsigned count, size_t size)
{
    for (unsigned i = 0; i < count; i++) {
        char numbered[64];
        snprintf(numbered, sizeof numbered, "%s%u", name, i);
        add(files, NULL, numbered, size);
    }
}

/* Builds without index and checksum, which would hide the sizes that count here. */
static struct bytes build_files(struct files *files, const struct xrom_align_rule *rules, size_t count, uint32_t align,
                                struct xrom_built *built)
{
    const struct xrom_build_options options = {.align = align,
                                               .align_rules = rules,
                                               .align_rule_count = count,
                                               .index = XROM_INDEX_NEVER,
                                               .no_checksum = true};

    return build_again(files->tree, &options, built);
}

static void end(struct files *files, struct bytes bytes)
{
    xrom_tree_free(files->tree);
    for (unsigned i = 0; i < files->count; i++) {
        free(files->bytes[i]);
    }
    free(bytes.data);
}

/* Asserts that a file has this alignment, this size and only its own bytes. */
static void assert_aligned(const struct bytes *bytes, const char *path, uint32_t align, const uint8_t *data,
                           size_t size)
{
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_stat stat;
    const void *found;
    uint32_t found_size;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_int_equal(stat.offset % align, 0);
    assert_int_equal(xrom_data(&image, &node, align, &found, &found_size), XROM_OK);
    assert_int_equal(found_size, size);
    assert_memory_equal(found, data, size);
}

/* The kind of the first record in a file. */
static uint8_t data_kind(const struct bytes *bytes, const char *path)
{
    struct xrom_image image;

    open_image(&image, bytes->data, bytes->size);
    return bytes->data[node_at(&image, path).body];
}

static void test_align_every_size_gets_every_alignment(void **state)
{
    static const size_t sizes[] = {0,   1,   2,   3,   4,   5,   7,   8,   15,    16,   17,
                                   100, 113, 114, 115, 126, 127, 128, 129, 16250, 16384};

    (void)state;
    for (uint32_t align = 1; align <= 65536; align *= 2) {
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            struct files files;
            struct xrom_built built;
            struct bytes bytes;

            begin(&files);
            add(&files, NULL, "a", sizes[i]);
            add(&files, add_directory(files.tree, NULL, "b"), "c", sizes[i]);
            add(&files, NULL, "d", 3);
            bytes = build_files(&files, NULL, 0, align, &built);
            assert_int_equal(built.align, align);
            assert_aligned(&bytes, "a", align, files.bytes[0], sizes[i]);
            assert_aligned(&bytes, "b/c", align, files.bytes[1], sizes[i]);
            assert_aligned(&bytes, "d", align, files.bytes[2], 3);
            end(&files, bytes);
        }
    }
}

static void test_align_later_rules_win_over_earlier_ones(void **state)
{
    static const struct xrom_align_rule rules[] = {{"*.bin", 64}, {"b/*", 256}, {"x.bin", 2}, {"b/?.bin", 1024}};
    struct xrom_built built;
    struct xrom_entry *directory;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    directory = add_directory(files.tree, NULL, "b");
    add(&files, NULL, "a.bin", 100);
    add(&files, NULL, "x.bin", 100);
    add(&files, directory, "c.txt", 100);
    add(&files, directory, "x.bin", 100);
    add(&files, NULL, "y", 100);
    bytes = build_files(&files, rules, 4, 0, &built);
    assert_int_equal(built.align, 1024);
    assert_aligned(&bytes, "a.bin", 64, files.bytes[0], 100);
    assert_aligned(&bytes, "x.bin", 2, files.bytes[1], 100);
    assert_aligned(&bytes, "b/c.txt", 256, files.bytes[2], 100);
    assert_aligned(&bytes, "b/x.bin", 1024, files.bytes[3], 100);
    assert_aligned(&bytes, "y", 4, files.bytes[4], 100);
    end(&files, bytes);
}

/* A narrow alignment needs no record of its own: 0x80 bytes stand in front of the size. */
static void test_align_narrow_data_stays_in_its_file(void **state)
{
    struct xrom_built built;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    add_many(&files, "file", 100, 33);
    bytes = build_files(&files, NULL, 0, 16, &built);
    for (unsigned i = 0; i < files.count; i++) {
        char name[16];
        snprintf(name, sizeof name, "file%u", i);
        assert_int_equal(data_kind(&bytes, name), 2);
        assert_aligned(&bytes, name, 16, files.bytes[i], 33);
    }
    assert_true(built.padding_size <= 100 * 15);
    end(&files, bytes);
}

/* 10 pages between 200 small files: these fill what is free behind the pages. */
static void test_align_small_files_fill_the_gaps_between_wide_ones(void **state)
{
    static const struct xrom_align_rule rule = {"page*", 4096};
    struct xrom_built built;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    add_many(&files, "page", 10, 3000);
    add_many(&files, "small", 200, 500);
    bytes = build_files(&files, &rule, 1, 4, &built);
    for (unsigned i = 0; i < 10; i++) {
        char name[16];
        snprintf(name, sizeof name, "page%u", i);
        assert_aligned(&bytes, name, 4096, files.bytes[i], 3000);
    }
    assert_int_equal(built.align, 4096);
    assert_int_equal(built.data_size, 10 * 3000 + 200 * 500);
    /* Behind each page is room for two small files, and 96 bytes are left; small files have 3 bytes each. */
    assert_in_range(built.padding_size, 9 * 96, 9 * 96 + 200 * 3 + 100);
    assert_true(built.image_size < 10 * 3000 + 200 * 500 + 210 * 20 + 2000);
    end(&files, bytes);
}

/* Pages that have exactly the size of a page lie side by side. */
static void test_align_full_pages_have_no_gaps(void **state)
{
    struct xrom_built built;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    add_many(&files, "page", 100, 4096);
    bytes = build_files(&files, NULL, 0, 4096, &built);
    assert_aligned(&bytes, "page99", 4096, files.bytes[99], 4096);
    assert_int_equal(built.image_size, 4096 + 100 * 4096);
    end(&files, bytes);
}

/* The names are less than a page, so other data comes first, and only as much as needed comes behind. */
static void test_align_one_wide_file_costs_little(void **state)
{
    static const struct xrom_align_rule rule = {"wide", 4096};
    struct xrom_built built;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    add(&files, NULL, "wide", 3000);
    add_many(&files, "other", 20, 400);
    bytes = build_files(&files, &rule, 1, 4, &built);
    assert_aligned(&bytes, "wide", 4096, files.bytes[0], 3000);
    assert_true(built.padding_size < 21 * 3 + 400);
    end(&files, bytes);
}

static void test_align_wide_files_with_small_gaps_stand_beside_their_names(void **state)
{
    struct xrom_built built;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    /* 12 bytes of name and headers and 52 of data make 64; the first data cannot stand before the first 64. */
    add_many(&files, "page", 9, 64 - 12);
    bytes = build_files(&files, NULL, 0, 64, &built);
    assert_int_equal(data_kind(&bytes, "page0"), 2);
    assert_int_equal(data_kind(&bytes, "page8"), 2);
    assert_int_equal(built.image_size, 64 + 9 * 64 - 12);
    end(&files, bytes);
}

static void test_align_empty_files_of_any_alignment_take_no_room(void **state)
{
    static const struct xrom_align_rule rule = {"empty*", 65536};
    struct xrom_built built;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    add_many(&files, "empty", 3, 0);
    bytes = build_files(&files, &rule, 1, 4, &built);
    assert_aligned(&bytes, "empty0", 65536, files.bytes[0], 0);
    assert_aligned(&bytes, "empty2", 65536, files.bytes[0], 0);
    assert_int_equal(built.image_size, 65536);
    end(&files, bytes);
}

static void test_align_names_stay_in_order(void **state)
{
    static const struct xrom_align_rule rule = {"[bd]", 512};
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    struct xrom_built built;
    struct xrom_image image;
    struct xrom_iter iter;
    struct xrom_node node;
    struct files files;
    struct bytes bytes;

    (void)state;
    begin(&files);
    for (size_t i = 5; i-- > 0;) {
        add(&files, NULL, names[i], 50 * i);
    }
    bytes = build_files(&files, &rule, 1, 4, &built);
    open_image(&image, bytes.data, bytes.size);
    node = xrom_root(&image);
    assert_int_equal(xrom_iterate(&node, &iter), XROM_OK);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(xrom_next(&image, &iter, &node), XROM_OK);
        assert_int_equal(image.base[node.name], names[i][0]);
    }
    assert_int_equal(xrom_next(&image, &iter, &node), XROM_ERR_END);
    end(&files, bytes);
}

/* The image says what its base needs, and a base that breaks it is refused. */
static void test_align_base_must_have_the_alignment_of_the_image(void **state)
{
    struct xrom_built built;
    struct xrom_image image;
    struct files files;
    struct bytes bytes;
    uint8_t *moved;
    void *room;

    (void)state;
    begin(&files);
    add(&files, NULL, "a", 10);
    bytes = build_files(&files, NULL, 0, 64, &built);
    assert_int_equal(posix_memalign(&room, 64, bytes.size + 32), 0);
    moved = room;
    memcpy(moved + 32, bytes.data, bytes.size);
    assert_int_equal(xrom_open(&image, moved + 32, bytes.size), XROM_ERR_UNALIGNED);
    memmove(moved, moved + 32, bytes.size);
    assert_int_equal(xrom_open(&image, moved, bytes.size), XROM_OK);
    free(room);
    end(&files, bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_align_every_size_gets_every_alignment),
        cmocka_unit_test(test_align_later_rules_win_over_earlier_ones),
        cmocka_unit_test(test_align_narrow_data_stays_in_its_file),
        cmocka_unit_test(test_align_small_files_fill_the_gaps_between_wide_ones),
        cmocka_unit_test(test_align_full_pages_have_no_gaps),
        cmocka_unit_test(test_align_one_wide_file_costs_little),
        cmocka_unit_test(test_align_wide_files_with_small_gaps_stand_beside_their_names),
        cmocka_unit_test(test_align_empty_files_of_any_alignment_take_no_room),
        cmocka_unit_test(test_align_names_stay_in_order),
        cmocka_unit_test(test_align_base_must_have_the_alignment_of_the_image),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
