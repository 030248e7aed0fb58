/* SPDX-License-Identifier: MIT */
/* From a node to its data: size and place, the address, and a copy. */
#include <string.h>

#include "support.h"

static const _Alignas(16) uint8_t tree[] = {
    0xd2, 0xcd, 0x31, 28,                                          /* 0: image */
    5,    10,   1,    'f', 2, 6,    'a',  'b', 'c', 'd', 'e', 'f', /* 4: f; its data begins at 10 */
    4,    10,   1,    'd',                                         /* 16: d; its records begin at 20 */
    5,    6,    1,    'e', 2, 0x80, 0x80, 0,                       /* 20: d/e, empty; its data would begin at 28 */
    1,    2,    0,    0,                                           /* 28: padding */
};

static void test_stat_file_tells_size_and_place_of_its_data(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_stat stat;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "f");
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_int_equal(stat.kind, XROM_FILE);
    assert_int_equal(stat.size, 6);
    assert_int_equal(stat.offset, 10);
    node = node_at(&image, "d/e");
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_int_equal(stat.size, 0);
    assert_int_equal(stat.offset, 28);
}

static void test_stat_directory_tells_size_and_place_of_its_records(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_stat stat;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "d");
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_int_equal(stat.kind, XROM_DIRECTORY);
    assert_int_equal(stat.size, 8);
    assert_int_equal(stat.offset, 20);
    node = xrom_root(&image);
    assert_int_equal(xrom_stat(&image, &node, &stat), XROM_OK);
    assert_int_equal(stat.kind, XROM_DIRECTORY);
    assert_int_equal(stat.size, 28);
    assert_int_equal(stat.offset, 4);
}

static void test_data_is_in_place(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "f");
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_OK);
    assert_ptr_equal(data, tree + 10);
    assert_int_equal(size, 6);
}

static void test_data_of_empty_file_has_an_address(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "d/e");
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_OK);
    assert_ptr_equal(data, tree + 28);
    assert_int_equal(size, 0);
}

static void test_data_is_refused_where_it_is_not_aligned(void **state)
{
    struct xrom_image image;
    struct xrom_node at_10, at_28;
    const void *data = NULL;
    uint32_t size = 77;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    at_10 = node_at(&image, "f");
    at_28 = node_at(&image, "d/e");
    assert_int_equal(xrom_data(&image, &at_10, 4, &data, &size), XROM_ERR_UNALIGNED);
    assert_int_equal(xrom_data(&image, &at_28, 8, &data, &size), XROM_ERR_UNALIGNED);
    assert_int_equal(xrom_data(&image, &at_10, UINT32_C(1) << 31, &data, &size), XROM_ERR_UNALIGNED);
    assert_null(data);
    assert_int_equal(size, 77);
    assert_int_equal(xrom_data(&image, &at_10, 2, &data, &size), XROM_OK);
    assert_int_equal(xrom_data(&image, &at_28, 4, &data, &size), XROM_OK);
}

static void test_data_alignment_is_of_the_address_and_not_of_the_offset(void **state)
{
    static _Alignas(16) uint8_t flash[2 + sizeof tree];
    struct xrom_image image;
    struct xrom_node at_10, at_28;
    const void *data;
    uint32_t size;

    (void)state;
    memcpy(flash + 2, tree, sizeof tree);
    open_sound_image(&image, flash + 2, sizeof tree);
    at_10 = node_at(&image, "f");
    at_28 = node_at(&image, "d/e");
    assert_int_equal(xrom_data(&image, &at_10, 4, &data, &size), XROM_OK);
    assert_int_equal(xrom_data(&image, &at_28, 4, &data, &size), XROM_ERR_UNALIGNED);
}

static void test_data_alignment_that_is_no_power_of_two_is_a_wrong_argument(void **state)
{
    static const uint32_t wrong[] = {0, 3, 6, 12, UINT32_MAX};
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "f");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(xrom_data(&image, &node, wrong[i], &data, &size), XROM_ERR_ARGUMENT);
    }
}

static void test_data_of_directory_is_refused(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "d");
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_ERR_IS_DIRECTORY);
    node = xrom_root(&image);
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_ERR_IS_DIRECTORY);
}

static void test_read_copies_what_is_there(void **state)
{
    static const struct {
        uint32_t offset, size;
        const char *copied;
    } reads[] = {
        {0, 6, "abcdef"}, {0, 3, "abc"}, {2, 3, "cde"},       {4, 6, "ef"},    {5, 1, "f"},
        {6, 1, ""},       {7, 1, ""},    {UINT32_MAX, 8, ""}, {1, 8, "bcdef"}, {0, 0, ""},
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "f");
    for (size_t i = 0; i < sizeof reads / sizeof reads[0]; i++) {
        size_t expected = strlen(reads[i].copied);
        char buffer[8];
        uint32_t copied;

        FILL(buffer);
        assert_int_equal(xrom_read(&image, &node, reads[i].offset, buffer, reads[i].size, &copied), XROM_OK);
        assert_int_equal(copied, expected);
        assert_memory_equal(buffer, reads[i].copied, expected);
        assert_bytes_are(buffer + expected, 0xa5, sizeof buffer - expected);
    }
}

static void test_read_size_of_nearly_all_bits_does_not_wrap(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    char buffer[6];
    uint32_t copied;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "f");
    assert_int_equal(xrom_read(&image, &node, 0, buffer, UINT32_MAX, &copied), XROM_OK);
    assert_int_equal(copied, 6);
    assert_int_equal(xrom_read(&image, &node, 4, buffer, UINT32_MAX, &copied), XROM_OK);
    assert_int_equal(copied, 2);
}

static void test_read_of_directory_is_refused(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    char buffer[8];
    uint32_t copied = 77;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    node = node_at(&image, "d");
    FILL(buffer);
    assert_int_equal(xrom_read(&image, &node, 0, buffer, sizeof buffer, &copied), XROM_ERR_IS_DIRECTORY);
    assert_untouched(buffer);
    assert_int_equal(copied, 77);
}

static void test_stat_node_outside_the_image_is_a_wrong_argument(void **state)
{
    static const struct xrom_node foreign[] = {
        {XROM_FILE, 7, 8, 33},      {XROM_FILE, 7, 9, 8},      {XROM_FILE, 0, UINT32_MAX, UINT32_MAX},
        {XROM_DIRECTORY, 7, 8, 33}, {XROM_DIRECTORY, 7, 9, 8},
    };
    struct xrom_image image;
    struct xrom_stat stat;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    FILL(stat);
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        assert_int_equal(xrom_stat(&image, &foreign[i], &stat), XROM_ERR_ARGUMENT);
    }
    assert_untouched(stat);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stat_file_tells_size_and_place_of_its_data),
        cmocka_unit_test(test_stat_directory_tells_size_and_place_of_its_records),
        cmocka_unit_test(test_data_is_in_place),
        cmocka_unit_test(test_data_of_empty_file_has_an_address),
        cmocka_unit_test(test_data_is_refused_where_it_is_not_aligned),
        cmocka_unit_test(test_data_alignment_is_of_the_address_and_not_of_the_offset),
        cmocka_unit_test(test_data_alignment_that_is_no_power_of_two_is_a_wrong_argument),
        cmocka_unit_test(test_data_of_directory_is_refused),
        cmocka_unit_test(test_read_copies_what_is_there),
        cmocka_unit_test(test_read_size_of_nearly_all_bits_does_not_wrap),
        cmocka_unit_test(test_read_of_directory_is_refused),
        cmocka_unit_test(test_stat_node_outside_the_image_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
