/* SPDX-License-Identifier: MIT */
/* Names: which ones an image may hold, and how those it may not are shown. */
#include <stdlib.h>
#include <string.h>

#include "support_build.h"

static void test_names_any_utf8_is_kept_as_it_is(void **state)
{
    static const char *const names[] = {
        "a",
        "with space",
        "...",
        ".a",
        "..a",
        "a.",
        "-",
        "\\",
        "\x01\x1f\x7f",     /* control characters */
        "\xc2\x80",         /* U+0080, the first of two bytes */
        "\xdf\xbf",         /* U+07FF, the last */
        "\xe0\xa0\x80",     /* U+0800, the first of three */
        "\xed\x9f\xbf",     /* U+D7FF, before the surrogates */
        "\xee\x80\x80",     /* U+E000, behind them */
        "\xef\xbf\xbf",     /* U+FFFF, the last of three */
        "\xf0\x90\x80\x80", /* U+10000, the first of four */
        "\xf4\x8f\xbf\xbf", /* U+10FFFF, the last of all */
        "e\xcc\x81",        /* e with an acute, decomposed */
        "\xc3\xa9",         /* the same, composed: another name */
    };
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct bytes bytes;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        add_file(tree, NULL, names[i], names[i]);
    }
    bytes = build(tree);
    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct xrom_node node = node_at(&image, names[i]);
        assert_file_holds(&image, &node, names[i]);
    }
    free(bytes.data);
}

static void test_names_that_are_not_allowed_are_refused_with_the_reason(void **state)
{
    static const struct {
        const char *name;
        size_t size;
        const char *message;
    } cases[] = {
        {"", 0, "folder/\"\": the name is empty; rename it"},
        {".", 1, "folder/.: the name means another directory; rename it"},
        {"..", 2, "folder/..: the name means another directory; rename it"},
        {"/", 1, "folder//: the name holds a '/'; rename it"},
        {"a/b", 3, "folder/a/b: the name holds a '/'; rename it"},
        {"a\0b", 3, "folder/a\\x00b: the name holds a zero byte; rename it"},
        {"\0", 1, "folder/\\x00: the name holds a zero byte; rename it"},
        {"a\x80", 2, "folder/a\\x80: the name is not valid UTF-8; rename it"},                 /* no lead byte */
        {"\xbf", 1, "folder/\\xbf: the name is not valid UTF-8; rename it"},                   /* the same */
        {"\xc3", 1, "folder/\\xc3: the name is not valid UTF-8; rename it"},                   /* cut off */
        {"\xe2\x82", 2, "folder/\\xe2\\x82: the name is not valid UTF-8; rename it"},          /* cut off */
        {"\xc3z", 2, "folder/\\xc3z: the name is not valid UTF-8; rename it"},                 /* not continued */
        {"\xc0\xaf", 2, "folder/\\xc0\\xaf: the name is not valid UTF-8; rename it"},          /* '/', overlong */
        {"\xc1\xbf", 2, "folder/\\xc1\\xbf: the name is not valid UTF-8; rename it"},          /* U+7F, overlong */
        {"\xe0\x9f\xbf", 3, "folder/\\xe0\\x9f\\xbf: the name is not valid UTF-8; rename it"}, /* U+7FF */
        {"\xf0\x8f\xbf\xbf", 4, "folder/\\xf0\\x8f\\xbf\\xbf: the name is not valid UTF-8; rename it"}, /* U+FFFF */
        {"\xed\xa0\x80", 3, "folder/\\xed\\xa0\\x80: the name is not valid UTF-8; rename it"},          /* U+D800 */
        {"\xed\xbf\xbf", 3, "folder/\\xed\\xbf\\xbf: the name is not valid UTF-8; rename it"},          /* U+DFFF */
        {"\xf4\x90\x80\x80", 4, "folder/\\xf4\\x90\\x80\\x80: the name is not valid UTF-8; rename it"}, /* U+110000 */
        {"\xf8\x88\x80\x80\x80", 5,
         "folder/\\xf8\\x88\\x80\\x80\\x80: the name is not valid UTF-8; rename it"}, /* five bytes */
        {"\xff", 1, "folder/\\xff: the name is not valid UTF-8; rename it"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct xrom_tree *tree = new_tree();
        struct xrom_entry *folder = add_directory(tree, NULL, "folder");
        struct xrom_entry *entry = folder;

        assert_tree_error(tree, xrom_tree_add_directory(tree, folder, cases[i].name, cases[i].size, &entry),
                          cases[i].message);
        assert_tree_error(tree, xrom_tree_add_bytes(tree, folder, cases[i].name, cases[i].size, "", 0, &entry),
                          cases[i].message);
        assert_ptr_equal(entry, folder);
        xrom_tree_free(tree);
    }
}

static void test_names_messages_hold_nothing_that_a_terminal_obeys(void **state)
{
    struct xrom_tree *tree = new_tree();

    (void)state;
    /* Escape, a newline, U+009B, which terminals take for escape and '[', and a character that is fine. */
    add_directory(tree, NULL, "a\x1b[31m\n\xc2\x9b\xc3\xa9");
    add_directory(tree, NULL, "a\x1b[31m\n\xc2\x9b\xc3\xa9");
    assert_build_refused(tree, NULL, XROM_ERR_TREE,
                         "a\\x1b[31m\\x0a\\xc2\\x9b\xc3\xa9: two entries have this name; rename or remove one of them");
}

static void test_names_long_ones_are_kept_whole(void **state)
{
    static const size_t sizes[] = {1, 127, 128, 255, 256, 16383, 16384, 100000};
    static char name[100001];
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct bytes bytes;

    (void)state;
    memset(name, 'n', sizeof name - 1);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(xrom_tree_add_bytes(tree, NULL, name, sizes[i], "text", 4, NULL), XROM_OK);
    }
    bytes = build(tree);
    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct xrom_node node;
        assert_int_equal(xrom_lookup_from(&image, NULL, name, sizes[i], &node), XROM_OK);
        assert_file_holds(&image, &node, "text");
    }
    free(bytes.data);
}

static void test_names_long_paths_are_shown_with_their_end(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *folder = NULL;
    const char *message;
    static char name[3000];

    (void)state;
    for (int i = 0; i < 1000; i++) {
        folder = add_directory(tree, folder, "folder");
    }
    assert_int_equal(xrom_tree_add_directory(tree, folder, "a/b", 3, NULL), XROM_ERR_TREE);
    message = xrom_tree_message(tree);
    assert_in_range(strlen(message), 1000, 1400);
    assert_memory_equal(message, ".../folder/folder/", 18);
    assert_string_equal(strstr(message, "/folder/a/b"), "/folder/a/b: the name holds a '/'; rename it");

    memset(name, '\n', sizeof name);
    assert_int_equal(xrom_tree_add_directory(tree, NULL, name, sizeof name, NULL), XROM_OK);
    name[2999] = '/';
    assert_int_equal(xrom_tree_add_directory(tree, NULL, name, sizeof name, NULL), XROM_ERR_TREE);
    message = xrom_tree_message(tree);
    assert_memory_equal(message, "\\x0a\\x0a", 8);
    assert_string_equal(strstr(message, "..."), "...: the name holds a '/'; rename it");
    xrom_tree_free(tree);
}

static void test_names_only_mpremote_needs_ascii(void **state)
{
    static const struct xrom_build_options mpremote = {.mpremote = true};
    struct xrom_tree *tree = new_tree();

    (void)state;
    add_file(tree, add_directory(tree, NULL, "folder"), "caf\xc3\xa9", "text");
    assert_build_refused(tree, &mpremote, XROM_ERR_TREE,
                         "folder/caf\xc3\xa9: the name is not ASCII, which mpremote needs; rename it or build without "
                         "this option");
}

static void test_names_belong_to_the_tree(void **state)
{
    static const uint8_t expected[] = {0xd2, 0xcd, 0x31, 0x80, 7, 5, 5, 2, 'h', 'i', 2, 0};
    struct xrom_tree *tree = new_tree();
    char name[] = "hi, and more";

    (void)state;
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, name, 2, NULL, 0, NULL), XROM_OK);
    memset(name, 'x', sizeof name);
    assert_builds(tree, expected, sizeof expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_any_utf8_is_kept_as_it_is),
        cmocka_unit_test(test_names_that_are_not_allowed_are_refused_with_the_reason),
        cmocka_unit_test(test_names_messages_hold_nothing_that_a_terminal_obeys),
        cmocka_unit_test(test_names_long_ones_are_kept_whole),
        cmocka_unit_test(test_names_long_paths_are_shown_with_their_end),
        cmocka_unit_test(test_names_only_mpremote_needs_ascii),
        cmocka_unit_test(test_names_belong_to_the_tree),
    };

    return cmocka_run_group_tests_name("build_names", tests, NULL, NULL);
}
