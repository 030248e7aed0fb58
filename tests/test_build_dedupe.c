/* SPDX-License-Identifier: MIT */
/* Equal data is stored once. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>

#include "support_build.h"

#define TEXT "0123456789"

static const struct xrom_build_options dedupe = {.align = 1, .index = XROM_INDEX_NEVER, .no_checksum = true};

/* The offset of the data of a file. */
static uint32_t data_at(const struct bytes *bytes, const char *path)
{
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_stat stat;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    return stat.offset;
}

static void assert_holds(const struct bytes *bytes, const char *path, const char *text)
{
    struct xrom_image image;
    struct xrom_node node;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_file_holds(&image, &node, text);
}

static void test_dedupe_equal_data_becomes_a_pointer_to_the_first(void **state)
{
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 0x22,                                          /* 0: image */
        0x05, 0x0e, 0x01, 'a',                                           /* 4: file */
        0x02, 0x0a, '0',  '1',  '2',  '3', '4', '5', '6', '7', '8', '9', /* 8: data, at 10 */
        0x05, 0x07, 0x01, 'b',                                           /* 20: file */
        0x03, 0x03, 0x0a, 0x80, 0x06, /* 24: 10 bytes, 6 behind the front of the root */
        0x05, 0x07, 0x01, 'c',        /* 29: file */
        0x03, 0x03, 0x0a, 0x80, 0x06, /* 33 */
    };
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    add_file(tree, NULL, "c", TEXT);
    add_file(tree, NULL, "b", TEXT);
    add_file(tree, NULL, "a", TEXT);
    bytes = build_again(tree, &dedupe, &built);
    assert_bytes_equal(bytes, expected, sizeof expected);
    assert_int_equal(built.data_size, 10);
    assert_int_equal(built.saved_count, 2);
    assert_int_equal(built.saved_size, 20);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_dedupe_can_be_turned_off(void **state)
{
    struct xrom_build_options options = dedupe;
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    add_file(tree, NULL, "a", TEXT);
    add_file(tree, NULL, "b", TEXT);
    options.no_dedupe = true;
    bytes = build_again(tree, &options, &built);
    assert_int_equal(bytes.size, 4 + 2 * 16);
    assert_int_equal(built.saved_count, 0);
    assert_int_equal(built.data_size, 20);
    xrom_tree_free(tree);
    free(bytes.data);
}

/* A pointer takes three bytes more than the header of data, here: that much data is not worth one. */
static void test_dedupe_small_data_is_stored_where_a_pointer_is_longer(void **state)
{
    static const char *const texts[] = {"", "1", "12", "123", "1234", "12345"};

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        struct xrom_tree *tree = new_tree();
        struct xrom_built built;
        struct bytes bytes;
        size_t separate;

        add_file(tree, NULL, "a", texts[i]);
        add_file(tree, NULL, "b", texts[i]);
        bytes = build_again(tree, &dedupe, &built);
        assert_int_equal(built.saved_count, i > 3 ? 1 : 0);
        separate = 4 + 2 * (6 + i);
        assert_true(bytes.size <= separate);
        assert_holds(&bytes, "b", texts[i]);
        xrom_tree_free(tree);
        free(bytes.data);
    }
}

/* Each of its own would take a multiple of the alignment. */
static void test_dedupe_small_data_of_a_wide_alignment_is_stored_once(void **state)
{
    static const char *const texts[] = {"1", "12", "123", "1234", "12345"};
    struct xrom_build_options options = dedupe;

    (void)state;
    options.align = 4096;
    for (size_t i = 0; i < 5; i++) {
        struct xrom_tree *tree = new_tree();
        struct xrom_built built;
        struct bytes bytes;

        add_file(tree, NULL, "a", texts[i]);
        add_file(tree, NULL, "b", texts[i]);
        add_file(tree, NULL, "c", texts[i]);
        bytes = build_again(tree, &options, &built);
        assert_int_equal(built.saved_count, 2);
        assert_in_range(bytes.size, 4096, 4096 + 64);
        assert_int_equal(data_at(&bytes, "b"), data_at(&bytes, "a"));
        assert_int_equal(data_at(&bytes, "c"), data_at(&bytes, "a"));
        assert_holds(&bytes, "c", texts[i]);
        xrom_tree_free(tree);
        free(bytes.data);
    }
}

static void test_dedupe_the_widest_alignment_of_equal_files_holds_for_all(void **state)
{
    static const struct xrom_align_rule rules[] = {{"b", 256}, {"c", 16}};
    struct xrom_build_options options = dedupe;
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    add_file(tree, NULL, "a", TEXT);
    add_file(tree, NULL, "b", TEXT);
    add_file(tree, NULL, "c", TEXT);
    options.align_rules = rules;
    options.align_rule_count = 2;
    bytes = build_again(tree, &options, &built);
    assert_int_equal(data_at(&bytes, "b") % 256, 0);
    assert_int_equal(data_at(&bytes, "a"), data_at(&bytes, "b"));
    assert_int_equal(data_at(&bytes, "c"), data_at(&bytes, "b"));
    assert_int_equal(built.saved_count, 2);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_dedupe_files_of_one_size_but_other_bytes_stay_apart(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    add_file(tree, NULL, "a", "0123456789abcdef");
    add_file(tree, NULL, "b", "0123456789abcdeF");
    add_file(tree, NULL, "c", "x123456789abcdef");
    bytes = build_again(tree, &dedupe, &built);
    assert_int_equal(built.saved_count, 0);
    assert_holds(&bytes, "a", "0123456789abcdef");
    assert_holds(&bytes, "b", "0123456789abcdeF");
    assert_holds(&bytes, "c", "x123456789abcdef");
    xrom_tree_free(tree);
    free(bytes.data);
}

/* More than the buffers hold, and than is kept of a file. */
static void test_dedupe_works_across_sources_and_sizes(void **state)
{
    static const size_t sizes[] = {5, 32768, 32769, 131072, 300000};
    static char content[300001];
    const char *folder = *state;

    memset(content, 'x', sizeof content - 1);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct xrom_tree *tree;
        struct xrom_built built;
        struct bytes bytes;

        make_file_of(folder, "a", content, sizes[i]);
        make_file_of(folder, "b", content, sizes[i]);
        content[sizes[i] - 1] = 'y';
        make_file_of(folder, "c", content, sizes[i]);
        content[sizes[i] - 1] = 'x';
        tree = tree_of_folder(folder);
        assert_int_equal(xrom_tree_add_bytes(tree, NULL, "memory", 6, content, sizes[i], NULL), XROM_OK);
        bytes = build_again(tree, &dedupe, &built);
        assert_int_equal(built.saved_count, 2);
        assert_int_equal(built.saved_size, 2 * sizes[i]);
        assert_memory_equal(bytes.data + data_at(&bytes, "b"), content, sizes[i]);
        assert_memory_equal(bytes.data + data_at(&bytes, "c"), content, sizes[i] - 1);
        assert_int_equal(bytes.data[data_at(&bytes, "c") + sizes[i] - 1], 'y');
        assert_int_equal(data_at(&bytes, "memory"), data_at(&bytes, "a"));
        xrom_tree_free(tree);
        free(bytes.data);
    }
}

/* 20 files of 30000 bytes are more than the buffer of what is kept holds: a part of them waits in the temporary file. */
static void test_dedupe_what_is_kept_comes_back(void **state)
{
    static uint8_t content[30000];
    const char *folder = *state;
    struct bytes bytes;

    for (int i = 0; i < 20; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        memset(content, i, sizeof content);
        make_file_of(folder, name, content, sizeof content);
    }
    bytes = build_with(tree_of_folder(folder), &dedupe);
    for (int i = 0; i < 20; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        memset(content, i, sizeof content);
        assert_memory_equal(bytes.data + data_at(&bytes, name), content, sizeof content);
    }
    free(bytes.data);
}

/* Without a temporary file all is read twice. */
static void test_dedupe_needs_no_temporary_file(void **state)
{
    static uint8_t content[30000];
    const char *folder = *state;
    const char *before = getenv("TMPDIR");
    char *kept = before ? strdup(before) : NULL;
    struct bytes bytes;

    for (int i = 0; i < 20; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        memset(content, i, sizeof content);
        make_file_of(folder, name, content, sizeof content);
    }
    setenv("TMPDIR", "/nowhere/at/all", 1);
    bytes = build_with(tree_of_folder(folder), &dedupe);
    if (kept) {
        setenv("TMPDIR", kept, 1);
    } else {
        unsetenv("TMPDIR");
    }
    assert_int_equal(bytes.data[data_at(&bytes, "t")], 19);
    free(kept);
    free(bytes.data);
}

/* A sink that changes a file with the first bytes that it gets. */
static int change(void *context, const void *bytes, size_t size)
{
    const char *folder = context;

    (void)bytes;
    (void)size;
    make_file(folder, "b", "changed");
    return 0;
}

static void test_dedupe_file_that_changes_after_its_hash_is_noticed(void **state)
{
    static uint8_t content[300000];
    const char *folder = *state;
    const struct xrom_sink sink = {change, *state};
    struct xrom_tree *tree;

    make_file_of(folder, "a", content, sizeof content);
    content[0] = 1;
    make_file_of(folder, "b", content, sizeof content);
    tree = tree_of_folder(folder);
    assert_int_equal(xrom_build(tree, &dedupe, &sink, NULL), XROM_ERR_TREE);
    assert_non_null(strstr(xrom_tree_message(tree), "/b: has changed since the folder was looked through"));
    xrom_tree_free(tree);
}

/* The lengths are a lie, which nobody notices: no byte is read. */
static void test_dedupe_too_much_data_is_refused_before_it_is_read(void **state)
{
    struct xrom_build_options options = dedupe;
    struct xrom_tree *tree = new_tree();

    (void)state;
    options.max_size = 1000;
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "a", 1, "", 1001, NULL), XROM_OK);
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "b", 1, "", 1001, NULL), XROM_OK);
    assert_build_refused(tree, &options, XROM_ERR_TREE,
                         "the image: needs at least 1001 bytes, 1 more than the 1000 allowed; leave something out; the "
                         "largest files are a (1001 bytes), b (1001 bytes)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dedupe_equal_data_becomes_a_pointer_to_the_first),
        cmocka_unit_test(test_dedupe_can_be_turned_off),
        cmocka_unit_test(test_dedupe_small_data_is_stored_where_a_pointer_is_longer),
        cmocka_unit_test(test_dedupe_small_data_of_a_wide_alignment_is_stored_once),
        cmocka_unit_test(test_dedupe_the_widest_alignment_of_equal_files_holds_for_all),
        cmocka_unit_test(test_dedupe_files_of_one_size_but_other_bytes_stay_apart),
        folder_test(test_dedupe_works_across_sources_and_sizes),
        folder_test(test_dedupe_what_is_kept_comes_back),
        folder_test(test_dedupe_needs_no_temporary_file),
        folder_test(test_dedupe_file_that_changes_after_its_hash_is_noticed),
        cmocka_unit_test(test_dedupe_too_much_data_is_refused_before_it_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
