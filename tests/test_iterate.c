/* SPDX-License-Identifier: MIT */
/* Listing one directory. */
#include <string.h>

#include "support.h"

/* Asserts that the next entries of a listing are files, or directories for capitals, of these one-character names. */
static void assert_next_are(const struct xrom_image *image, struct xrom_iter *iter, const char *names)
{
    struct xrom_node node;
    char name[2];

    for (; *names; names++) {
        assert_int_equal(xrom_next(image, iter, &node), XROM_OK);
        assert_int_equal(node.kind, *names >= 'a' ? XROM_FILE : XROM_DIRECTORY);
        assert_int_equal(xrom_name(image, &node, name, sizeof name), XROM_OK);
        assert_int_equal(name[0], *names);
    }
}

/* Asserts that a listing answers with an error, again and again, and gives no node. */
static void assert_next_fails(const struct xrom_image *image, struct xrom_iter *iter, int error)
{
    struct xrom_node node;

    FILL(node);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(xrom_next(image, iter, &node), error);
    }
    assert_untouched(node);
}

static void test_iterate_entries_come_in_the_order_of_the_image(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 26,        /* image */
        5,    4,    1,    'b', 2, 0, /* b */
        4,    8,    1,    'D',       /* D, with */
        5,    4,    1,    'x', 2, 0, /* D/x, which is not listed */
        5,    4,    1,    'a', 2, 0, /* a */
        4,    2,    1,    'C',       /* C */
    };
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_iter iter;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
    assert_next_are(&image, &iter, "bDaC");
    assert_next_fails(&image, &iter, XROM_ERR_END);
}

static void test_iterate_subdirectory_ends_at_its_own_end(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 16,        /* image */
        4,    8,    1,    'D',       /* D, with */
        5,    4,    1,    'x', 2, 0, /* D/x */
        5,    4,    1,    'a', 2, 0, /* a */
    };
    struct xrom_image image;
    struct xrom_node directory;
    struct xrom_iter iter;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    directory = node_at(&image, "D");
    assert_int_equal(xrom_iterate(&directory, &iter), XROM_OK);
    assert_next_are(&image, &iter, "x");
    assert_next_fails(&image, &iter, XROM_ERR_END);
}

static void test_iterate_empty_directory_ends_at_once(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 4, 4, 2, 1, 'D'};
    struct xrom_image image;
    struct xrom_node directory;
    struct xrom_iter iter;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    directory = node_at(&image, "D");
    assert_int_equal(xrom_iterate(&directory, &iter), XROM_OK);
    assert_next_fails(&image, &iter, XROM_ERR_END);
}

static void test_iterate_equal_names_are_all_listed(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 12, 5, 4, 1, 'a', 2, 0, 5, 4, 1, 'a', 2, 0,
    };
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_iter iter;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
    assert_next_are(&image, &iter, "aa");
    assert_next_fails(&image, &iter, XROM_ERR_END);
}

static void test_iterate_records_of_other_kinds_are_passed_over(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 25,        /* image */
        1,    2,    0,    0,         /* padding */
        2,    0,                     /* data outside of a file */
        5,    4,    1,    'a', 2, 0, /* a */
        6,    3,    5,    1,   1,    /* a kind that does not exist yet */
        5,    4,    1,    'b', 2, 0, /* b */
        1,    0,                     /* padding */
    };
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_iter iter;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
    assert_next_are(&image, &iter, "ab");
    assert_next_fails(&image, &iter, XROM_ERR_END);
}

/* In MicroPython it hides all that comes behind it. */
static void test_iterate_file_without_data_is_listed_and_hides_nothing(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 10, 5, 2, 1, 'a', 5, 4, 1, 'b', 2, 0};
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_iter iter;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
    assert_next_are(&image, &iter, "ab");
    assert_next_fails(&image, &iter, XROM_ERR_END);
}

static void test_iterate_damage_ends_the_listing_with_its_error(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 14,        /* image */
        5,    4,    1,    'a', 2, 0, /* a */
        0,    0,                     /* an unused record */
        5,    4,    1,    'b', 2, 0, /* b */
    };
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_iter iter;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
    assert_next_are(&image, &iter, "a");
    assert_next_fails(&image, &iter, XROM_ERR_UNUSED);
}

static void test_iterate_file_is_no_directory(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 6, 5, 4, 1, 'a', 2, 0};
    struct xrom_image image;
    struct xrom_node file;
    struct xrom_iter iter;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    file = node_at(&image, "a");
    FILL(iter);
    assert_int_equal(xrom_iterate(&file, &iter), XROM_ERR_NOT_DIRECTORY);
    assert_untouched(iter);
}

static void test_iterate_iterator_outside_the_image_is_a_wrong_argument(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 6, 5, 4, 1, 'a', 2, 0};
    struct xrom_iter past_the_end = {4, 11};
    struct xrom_iter reversed = {6, 4};
    struct xrom_iter huge = {UINT32_MAX, UINT32_MAX};
    struct xrom_image image;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_next_fails(&image, &past_the_end, XROM_ERR_ARGUMENT);
    assert_next_fails(&image, &reversed, XROM_ERR_ARGUMENT);
    assert_next_fails(&image, &huge, XROM_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_iterate_entries_come_in_the_order_of_the_image),
        cmocka_unit_test(test_iterate_subdirectory_ends_at_its_own_end),
        cmocka_unit_test(test_iterate_empty_directory_ends_at_once),
        cmocka_unit_test(test_iterate_equal_names_are_all_listed),
        cmocka_unit_test(test_iterate_records_of_other_kinds_are_passed_over),
        cmocka_unit_test(test_iterate_file_without_data_is_listed_and_hides_nothing),
        cmocka_unit_test(test_iterate_damage_ends_the_listing_with_its_error),
        cmocka_unit_test(test_iterate_file_is_no_directory),
        cmocka_unit_test(test_iterate_iterator_outside_the_image_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("iterate", tests, NULL, NULL);
}
