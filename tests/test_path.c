/* SPDX-License-Identifier: MIT */
/* The way back: the path of what stands at an offset. */
#include <string.h>

#include "support.h"

static const uint8_t tree[] = {
    0xd2, 0xcd, 0x31, 36,                      /* 0: image */
    5,    5,    1,    'f', 2,   1,   '1',      /* 4: f */
    1,    2,    5,    4,                       /* 11: padding */
    4,    15,   2,    'd', 'd',                /* 15: dd, with */
    4,    2,    1,    'e',                     /* 20: dd/e */
    5,    6,    2,    'g', 'g', 2,   1,   '2', /* 24: dd/gg */
    5,    6,    0,    2,   3,   'a', 'b', 'c', /* 32: a file with an empty name */
    /* 40: the end */
};

static void assert_path(const struct xrom_image *image, uint32_t first, uint32_t last, const char *expected)
{
    char path[32];

    for (uint32_t offset = first; offset <= last; offset++) {
        assert_int_equal(xrom_path_at(image, offset, path, sizeof path), XROM_OK);
        assert_string_equal(path, expected);
    }
}

static void test_path_at_each_byte_belongs_to_the_deepest_node_around_it(void **state)
{
    struct xrom_image image;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    assert_path(&image, 0, 3, "/");
    assert_path(&image, 4, 10, "/f");
    assert_path(&image, 11, 14, "/");
    assert_path(&image, 15, 19, "/dd");
    assert_path(&image, 20, 23, "/dd/e");
    assert_path(&image, 24, 31, "/dd/gg");
    assert_path(&image, 32, 39, "/");
}

static void test_path_at_records_that_are_no_entries_belong_to_what_holds_them(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 15,              /* 0: image */
        4,    13,   1,    'd',             /* 4: d, with */
        1,    1,    0,                     /* 8: padding */
        5,    6,    1,    'f', 1, 0, 2, 0, /* 11: d/f, with padding and data */
    };
    struct xrom_image image;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_path(&image, 4, 10, "/d");
    assert_path(&image, 11, 18, "/d/f");
}

static void test_path_at_offset_outside_the_image_is_in_no_node(void **state)
{
    struct xrom_image image;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    assert_path(&image, 40, 50, "/");
    assert_path(&image, UINT32_MAX - 1, UINT32_MAX - 1, "/");
}

static void test_path_at_needs_room_for_the_whole_path(void **state)
{
    struct xrom_image image;
    char path[8];

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    assert_int_equal(xrom_path_at(&image, 24, path, sizeof "/dd/gg"), XROM_OK);
    assert_string_equal(path, "/dd/gg");
    for (size_t capacity = sizeof "/"; capacity < sizeof "/dd/gg"; capacity++) {
        assert_int_equal(xrom_path_at(&image, 24, path, capacity), XROM_ERR_BUFFER);
        assert_non_null(memchr(path, '\0', capacity));
        assert_memory_equal(path, "/dd/gg", strlen(path));
    }
}

static void test_path_at_root_needs_two_bytes(void **state)
{
    struct xrom_image image;
    char path[2];

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    FILL(path);
    assert_int_equal(xrom_path_at(&image, 0, path, 0), XROM_ERR_BUFFER);
    assert_untouched(path);
    assert_int_equal(xrom_path_at(&image, 0, path, 1), XROM_ERR_BUFFER);
    assert_string_equal(path, "");
    assert_int_equal(xrom_path_at(&image, 0, path, 2), XROM_OK);
    assert_string_equal(path, "/");
}

static void test_path_at_stops_where_records_cannot_be_read(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 18,        /* 0: image */
        4,    10,   1,    'd',       /* 4: d, with */
        0,    0,                     /* 8: an unused record */
        5,    4,    1,    'f', 2, 0, /* 10: d/f, which cannot be reached */
        4,    2,    1,    'e',       /* 16: e */
        5,    9,                     /* 20: a file that is too long */
    };
    struct xrom_image image;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    assert_path(&image, 4, 15, "/d");
    assert_path(&image, 16, 19, "/e");
    assert_path(&image, 20, 21, "/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_path_at_each_byte_belongs_to_the_deepest_node_around_it),
        cmocka_unit_test(test_path_at_records_that_are_no_entries_belong_to_what_holds_them),
        cmocka_unit_test(test_path_at_offset_outside_the_image_is_in_no_node),
        cmocka_unit_test(test_path_at_needs_room_for_the_whole_path),
        cmocka_unit_test(test_path_at_root_needs_two_bytes),
        cmocka_unit_test(test_path_at_stops_where_records_cannot_be_read),
    };

    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
