/* SPDX-License-Identifier: MIT */
/* Images of trees from memory: their bytes, and the order of entries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support_build.h"

static void test_tree_empty_is_a_header(void **state)
{
    static const uint8_t expected[] = {0xd2, 0xcd, 0x31, 0};

    (void)state;
    assert_builds(new_tree(), expected, sizeof expected);
}

static void test_tree_odd_size_is_made_even_before_the_length(void **state)
{
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 0x80, 7,         /* image */
        5,    5,    1,    'a',  2, 1, '1', /* a */
    };
    struct xrom_tree *tree = new_tree();

    (void)state;
    add_file(tree, NULL, "a", "1");
    assert_builds(tree, expected, sizeof expected);
}

static void test_tree_empty_files_have_data_and_empty_directories_a_name(void **state)
{
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 10,        /* image */
        4,    2,    1,    'd',       /* d */
        5,    4,    1,    'f', 2, 0, /* f */
    };
    struct xrom_tree *tree = new_tree();

    (void)state;
    add_file(tree, NULL, "f", "");
    add_directory(tree, NULL, "d");
    assert_builds(tree, expected, sizeof expected);
}

static void test_tree_directories_hold_what_was_added_to_them(void **state)
{
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 32,                  /* image */
        4,    12,   1,    'a',                 /* a, with */
        4,    8,    1,    'b',                 /* a/b, with */
        5,    4,    1,    'c', 2, 0,           /* a/b/c */
        5,    4,    1,    'd', 2, 0,           /* d */
        4,    10,   1,    'e',                 /* e, with */
        5,    6,    1,    'f', 2, 2, 'h', 'i', /* e/f */
    };
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *a, *b, *e;

    (void)state;
    e = add_directory(tree, NULL, "e");
    a = add_directory(tree, NULL, "a");
    add_file(tree, NULL, "d", "");
    b = add_directory(tree, a, "b");
    add_file(tree, e, "f", "hi");
    add_file(tree, b, "c", "");
    assert_builds(tree, expected, sizeof expected);
}

/* Sizes on both sides of each border between varuints of 1, 2, 3 and 4 bytes. */
static void test_tree_lengths_are_as_short_as_can_be(void **state)
{
    static const struct {
        size_t size;
        size_t image_size; /* before it is made even */
    } cases[] = {
        {0, 4 + 2 + 2 + 2 + 0},             /* image, file, name, data */
        {121, 4 + 2 + 2 + 2 + 121},         /* the image's payload has 127 bytes */
        {122, 5 + 2 + 2 + 2 + 122},         /* 128 */
        {123, 5 + 2 + 2 + 2 + 123},         /* the file's payload has 127 bytes */
        {124, 5 + 3 + 2 + 2 + 124},         /* 128 */
        {127, 5 + 3 + 2 + 2 + 127},         /* the data has 127 bytes */
        {128, 5 + 3 + 2 + 3 + 128},         /* 128 */
        {16375, 5 + 3 + 2 + 3 + 16375},     /* the image's payload has 16383 bytes */
        {16376, 6 + 3 + 2 + 3 + 16376},     /* 16384 */
        {16378, 6 + 3 + 2 + 3 + 16378},     /* the file's payload has 16383 bytes */
        {16379, 6 + 4 + 2 + 3 + 16379},     /* 16384 */
        {16383, 6 + 4 + 2 + 3 + 16383},     /* the data has 16383 bytes */
        {16384, 6 + 4 + 2 + 4 + 16384},     /* 16384 */
        {2097151, 7 + 5 + 2 + 4 + 2097151}, /* 2097151 */
        {2097152, 7 + 5 + 2 + 5 + 2097152}, /* 2097152 */
    };
    static uint8_t data[2097152];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct xrom_tree *tree = new_tree();
        struct bytes bytes;

        assert_int_equal(xrom_tree_add_bytes(tree, NULL, "f", 1, data, cases[i].size, NULL), XROM_OK);
        bytes = build(tree);
        assert_int_equal(bytes.size, cases[i].image_size + cases[i].image_size % 2);
        free(bytes.data);
    }
}

/* Asserts that the names in the root of an image are these, in this order. */
static void assert_order(struct bytes bytes, const char *const *names, size_t count)
{
    struct xrom_image image;
    struct xrom_node root, node;
    struct xrom_iter iter;
    char name[64];

    open_image(&image, bytes.data, bytes.size);
    root = xrom_root(&image);
    assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(xrom_next(&image, &iter, &node), XROM_OK);
        assert_int_equal(xrom_name(&image, &node, name, sizeof name), XROM_OK);
        assert_string_equal(name, names[i]);
    }
    assert_int_equal(xrom_next(&image, &iter, &node), XROM_ERR_END);
}

static void test_tree_order_is_that_of_code_points(void **state)
{
    static const char *const names[] = {
        "\x01",
        " ",
        "A",
        "Z",
        "a",
        "a!",
        "a-b",
        "a.b",
        "aa",
        "ab",
        "b",
        "\x7f",
        "\xc2\x80",         /* U+0080 */
        "\xc3\xa9",         /* U+00E9 */
        "\xee\x80\x80",     /* U+E000; in UTF-16 it would stand behind the next but one */
        "\xef\xbf\xbf",     /* U+FFFF */
        "\xf0\x90\x80\x80", /* U+10000 */
    };
    const size_t count = sizeof names / sizeof names[0];

    (void)state;
    for (size_t first = 0; first < count; first++) {
        struct xrom_tree *tree = new_tree();
        struct bytes bytes;

        /* 5 and 17 have no common divisor: each name is added once, files and directories in turn. */
        for (size_t i = 0; i < count; i++) {
            const char *name = names[(first + 5 * i) % count];
            if (i % 2 == 0) {
                add_directory(tree, NULL, name);
            } else {
                add_file(tree, NULL, name, "");
            }
        }
        bytes = build(tree);
        assert_order(bytes, names, count);
        free(bytes.data);
    }
}

static void test_tree_order_of_adding_does_not_matter(void **state)
{
    static const unsigned steps[] = {1, 7, 333, 999}; /* each goes through all of 0 to 999 */
    struct bytes first = {NULL, 0};

    (void)state;
    for (size_t j = 0; j < sizeof steps / sizeof steps[0]; j++) {
        struct xrom_tree *tree = new_tree();
        struct bytes bytes;

        for (unsigned i = 0; i < 1000; i++) {
            char name[16];
            snprintf(name, sizeof name, "file%u", i * steps[j] % 1000);
            add_file(tree, NULL, name, "the same");
        }
        bytes = build(tree);
        if (!first.data) {
            first = bytes;
        } else {
            assert_bytes_equal(bytes, first.data, first.size);
            free(bytes.data);
        }
    }
    free(first.data);
}

static void test_tree_equal_names_in_a_directory_are_refused(void **state)
{
    (void)state;
    for (int kinds = 0; kinds < 4; kinds++) {
        struct xrom_tree *tree = new_tree();
        struct xrom_entry *folder = add_directory(tree, NULL, "folder");

        for (int i = 0; i < 2; i++) {
            if (kinds & 1 << i) {
                add_file(tree, folder, "same", "text");
            } else {
                add_directory(tree, folder, "same");
            }
            add_file(tree, folder, i == 0 ? "sama" : "samz", "text");
        }
        add_file(tree, NULL, "same", "another directory");
        assert_build_refused(tree, NULL, XROM_ERR_TREE,
                             "folder/same: two entries have this name; rename or remove one of them");
    }
}

static void test_tree_files_hold_no_entries(void **state)
{
    static const char message[] = "d/f: is a file, which holds no other entries; add to a directory";
    static const uint8_t empty[] = {0xd2, 0xcd, 0x31, 0};
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "d");
    struct xrom_entry *file, *entry;
    struct xrom_image image;

    (void)state;
    open_image(&image, empty, sizeof empty);
    assert_int_equal(xrom_tree_add_bytes(tree, directory, "f", 1, "", 0, &file), XROM_OK);
    assert_tree_error(tree, xrom_tree_add_bytes(tree, file, "a", 1, "", 0, &entry), message);
    assert_tree_error(tree, xrom_tree_add_directory(tree, file, "a", 1, &entry), message);
    assert_tree_error(tree, xrom_tree_add_image(tree, file, &image), message);
    assert_tree_error(tree, xrom_tree_add_folder(tree, file, "/", NULL), message);
    xrom_tree_free(tree);
}

static void test_tree_may_be_built_again_and_grow(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "d");
    struct memory_sink first, second;
    struct xrom_tree *whole = new_tree();
    struct bytes bytes;

    (void)state;
    add_file(tree, directory, "b", "2");
    add_file(tree, NULL, "e", "3");
    memory_sink_begin(&first);
    memory_sink_begin(&second);
    assert_int_equal(xrom_build(tree, &plain, &first.sink, NULL), XROM_OK);
    assert_int_equal(xrom_build(tree, &plain, &second.sink, NULL), XROM_OK);
    assert_bytes_equal(second.bytes, first.bytes.data, first.bytes.size);
    free(first.bytes.data);
    free(second.bytes.data);

    add_file(tree, directory, "a", "1");
    add_file(tree, NULL, "c", "4");
    directory = add_directory(whole, NULL, "d");
    add_file(whole, NULL, "c", "4");
    add_file(whole, directory, "a", "1");
    add_file(whole, directory, "b", "2");
    add_file(whole, NULL, "e", "3");
    bytes = build(whole);
    assert_builds(tree, bytes.data, bytes.size);
    free(bytes.data);
}

static void test_tree_may_be_deep(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = NULL;
    struct xrom_image image;
    struct xrom_node node;
    struct bytes bytes;
    static char path[2 * 10000 + 2];

    (void)state;
    for (size_t i = 0; i < 10000; i++) {
        directory = add_directory(tree, directory, "d");
        memcpy(path + 2 * i, "d/", 2);
    }
    add_file(tree, directory, "f", "far down");
    path[2 * 10000] = 'f';
    bytes = build(tree);
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, path);
    assert_file_holds(&image, &node, "far down");
    free(bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree_empty_is_a_header),
        cmocka_unit_test(test_tree_odd_size_is_made_even_before_the_length),
        cmocka_unit_test(test_tree_empty_files_have_data_and_empty_directories_a_name),
        cmocka_unit_test(test_tree_directories_hold_what_was_added_to_them),
        cmocka_unit_test(test_tree_lengths_are_as_short_as_can_be),
        cmocka_unit_test(test_tree_order_is_that_of_code_points),
        cmocka_unit_test(test_tree_order_of_adding_does_not_matter),
        cmocka_unit_test(test_tree_equal_names_in_a_directory_are_refused),
        cmocka_unit_test(test_tree_files_hold_no_entries),
        cmocka_unit_test(test_tree_may_be_built_again_and_grow),
        cmocka_unit_test(test_tree_may_be_deep),
    };

    return cmocka_run_group_tests_name("build_tree", tests, NULL, NULL);
}
