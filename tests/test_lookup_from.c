/* SPDX-License-Identifier: MIT */
/* Lookup from a directory, of a path that is given with its size. */
#include <string.h>

#include "support.h"

/* Files hold one character each, to tell them apart. */
static const uint8_t tree[] = {
    0xd2, 0xcd, 0x31, 51,                    /* 0: image */
    5,    5,    1,    'f', 2,   1, '1',      /* 4: f */
    4,    35,   1,    'd',                   /* 11: d, with */
    5,    5,    1,    'f', 2,   1, '2',      /* 15: d/f */
    4,    9,    1,    'd',                   /* 22: d/d, with */
    5,    5,    1,    'g', 2,   1, '3',      /* 26: d/d/g */
    5,    5,    1,    '.', 2,   1, '4',      /* 33: d/. */
    5,    6,    2,    '.', '.', 2, 1,   '5', /* 40: d/.. */
    5,    5,    1,    'F', 2,   1, '6',      /* 48: F */
};

static void test_lookup_from_directory_begins_there(void **state)
{
    struct xrom_image image;
    struct xrom_node directory, node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    directory = node_at(&image, "d");
    assert_int_equal(xrom_lookup_from(&image, &directory, "f", 1, &node), XROM_OK);
    assert_file_holds(&image, &node, "2");
    assert_int_equal(xrom_lookup_from(&image, &directory, "d/g", 3, &node), XROM_OK);
    assert_file_holds(&image, &node, "3");
    assert_int_equal(xrom_lookup_from(&image, &directory, "F", 1, &node), XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_lookup_from(&image, &directory, "/f", 2, &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_from_null_begins_at_the_root(void **state)
{
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    assert_int_equal(xrom_lookup_from(&image, NULL, "f", 1, &node), XROM_OK);
    assert_file_holds(&image, &node, "1");
    assert_int_equal(xrom_lookup_from(&image, NULL, "/f", 2, &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_from_empty_path_is_the_directory_itself(void **state)
{
    struct xrom_image image;
    struct xrom_node directory, node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    directory = node_at(&image, "d");
    assert_int_equal(xrom_lookup_from(&image, &directory, "", 0, &node), XROM_OK);
    assert_memory_equal(&node, &directory, sizeof node);
}

static void test_lookup_from_result_may_replace_the_start(void **state)
{
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = xrom_root(&image);
    assert_int_equal(xrom_lookup_from(&image, &node, "d", 1, &node), XROM_OK);
    assert_int_equal(xrom_lookup_from(&image, &node, "f", 1, &node), XROM_OK);
    assert_file_holds(&image, &node, "2");
}

static void test_lookup_from_path_ends_at_its_size(void **state)
{
    static const char path[] = {'d', '/', 'f', 'x'};
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    assert_int_equal(xrom_lookup_from(&image, NULL, path, 3, &node), XROM_OK);
    assert_file_holds(&image, &node, "2");
    assert_int_equal(xrom_lookup_from(&image, NULL, path, 2, &node), XROM_OK);
    assert_int_equal(node.body, 15);
    assert_int_equal(xrom_lookup_from(&image, NULL, path, 4, &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_from_name_with_zero_byte_is_found(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 8, /* "a", zero, "b" */ 5, 6, 3, 'a', '\0', 'b', 2, 0};
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_int_equal(xrom_lookup_from(&image, NULL, "a\0b", 3, &node), XROM_OK);
    assert_int_equal(xrom_lookup_from(&image, NULL, "a\0c", 3, &node), XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_lookup_from(&image, NULL, "a", 1, &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_from_file_is_no_directory(void **state)
{
    struct xrom_image image;
    struct xrom_node file, node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    file = node_at(&image, "f");
    FILL(node);
    assert_int_equal(xrom_lookup_from(&image, &file, "f", 1, &node), XROM_ERR_NOT_DIRECTORY);
    assert_int_equal(xrom_lookup_from(&image, &file, "", 0, &node), XROM_ERR_NOT_DIRECTORY);
    assert_untouched(node);
}

static void test_lookup_from_directory_outside_the_image_is_a_wrong_argument(void **state)
{
    static const struct xrom_node past_the_end = {XROM_DIRECTORY, 13, 14, 56};
    static const struct xrom_node reversed = {XROM_DIRECTORY, 13, 15, 14};
    static const struct xrom_node huge = {XROM_DIRECTORY, 0, UINT32_MAX, UINT32_MAX};
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    FILL(node);
    assert_int_equal(xrom_lookup_from(&image, &past_the_end, "f", 1, &node), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_lookup_from(&image, &reversed, "f", 1, &node), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_lookup_from(&image, &huge, "f", 1, &node), XROM_ERR_ARGUMENT);
    assert_untouched(node);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup_from_directory_begins_there),
        cmocka_unit_test(test_lookup_from_null_begins_at_the_root),
        cmocka_unit_test(test_lookup_from_empty_path_is_the_directory_itself),
        cmocka_unit_test(test_lookup_from_result_may_replace_the_start),
        cmocka_unit_test(test_lookup_from_path_ends_at_its_size),
        cmocka_unit_test(test_lookup_from_name_with_zero_byte_is_found),
        cmocka_unit_test(test_lookup_from_file_is_no_directory),
        cmocka_unit_test(test_lookup_from_directory_outside_the_image_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("lookup_from", tests, NULL, NULL);
}
