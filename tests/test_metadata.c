/* SPDX-License-Identifier: MIT */
/* What an image says about its files and itself. */
#include <string.h>

#include <xrom/metadata.h>

#include "support.h"

static const uint8_t about[] = {
    0xd2, 0xcd, 0x31, 36,                    /* 0: image */
    0x79, 4,    'n',  'a',  'm',  'e',       /* 4: its name */
    5,    15,   1,    'f',  2,    1,    'x', /* 10: f */
    0x71, 4,    0x00, 0xca, 0x9a, 0x3b,      /* its time, 1000000000 */
    0x75, 2,    'a',  'b',                   /* its type */
    5,    11,   1,    'g',  2,    0,         /* 27: g */
    0x75, 1,    'c',  0x75, 2,    'd',  'e', /* two types: the first one counts */
};

static struct xrom_image image;

static int open_about(void **state)
{
    (void)state;
    open_sound_image(&image, about, sizeof about);
    return 0;
}

static void assert_says(const char *path, enum xrom_metadata_kind kind, const char *text)
{
    struct xrom_node node = node_at(&image, path);
    char buffer[16];
    size_t size;

    assert_int_equal(xrom_metadata(&image, &node, kind, buffer, sizeof buffer, &size), XROM_OK);
    assert_int_equal(size, strlen(text));
    assert_memory_equal(buffer, text, size);
}

static void test_metadata_of_file_is_the_first_record_of_its_kind(void **state)
{
    (void)state;
    assert_says("f", XROM_CONTENT_TYPE, "ab");
    assert_says("g", XROM_CONTENT_TYPE, "c");
}

static void test_metadata_of_image_is_that_of_the_root(void **state)
{
    (void)state;
    assert_says("", XROM_IMAGE_NAME, "name");
}

static void test_metadata_that_is_not_there_is_not_found(void **state)
{
    struct xrom_node node = node_at(&image, "g");
    uint8_t buffer[4];
    uint32_t seconds;
    size_t size;

    (void)state;
    FILL(buffer);
    assert_int_equal(xrom_metadata(&image, &node, XROM_CONTENT_HASH, buffer, 4, &size), XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_modified(&image, &node, &seconds), XROM_ERR_NOT_FOUND);
    assert_untouched(buffer);
}

static void test_metadata_buffer_must_take_all_of_it(void **state)
{
    struct xrom_node node = node_at(&image, "f");
    uint8_t buffer[2];
    size_t size = 0;

    (void)state;
    FILL(buffer);
    assert_int_equal(xrom_metadata(&image, &node, XROM_CONTENT_TYPE, buffer, 1, &size), XROM_ERR_BUFFER);
    assert_int_equal(size, 2);
    assert_untouched(buffer);
    assert_int_equal(xrom_metadata(&image, &node, XROM_CONTENT_TYPE, buffer, 2, &size), XROM_OK);
    assert_memory_equal(buffer, "ab", 2);
}

static void test_metadata_node_of_another_image_is_noticed(void **state)
{
    struct xrom_node foreign = {XROM_FILE, 0, 0, 41};
    uint32_t seconds;
    size_t size;

    (void)state;
    assert_int_equal(xrom_metadata(&image, &foreign, XROM_CONTENT_TYPE, NULL, 0, &size), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_modified(&image, &foreign, &seconds), XROM_ERR_ARGUMENT);
}

static void test_modified_is_a_number_of_up_to_4_bytes(void **state)
{
    static const uint8_t times[] = {
        0xd2, 0xcd, 0x31, 31,                                /* image */
        5,    8,    1,    'a', 2, 0, 0x71, 2, 1, 2,          /* 0x0201 */
        5,    6,    1,    'b', 2, 0, 0x71, 0,                /* 0 */
        5,    11,   1,    'c', 2, 0, 0x71, 5, 0, 0, 0, 0, 0, /* too large, though its bytes are 0 */
    };
    struct xrom_node node;
    uint32_t seconds;

    (void)state;
    open_image(&image, about, sizeof about);
    node = node_at(&image, "f");
    assert_int_equal(xrom_modified(&image, &node, &seconds), XROM_OK);
    assert_int_equal(seconds, 1000000000);
    open_image(&image, times, sizeof times);
    node = node_at(&image, "a");
    assert_int_equal(xrom_modified(&image, &node, &seconds), XROM_OK);
    assert_int_equal(seconds, 0x0201);
    node = node_at(&image, "b");
    assert_int_equal(xrom_modified(&image, &node, &seconds), XROM_OK);
    assert_int_equal(seconds, 0);
    node = node_at(&image, "c");
    FILL(seconds);
    assert_int_equal(xrom_modified(&image, &node, &seconds), XROM_ERR_BUFFER);
    assert_untouched(seconds);
}

static void test_metadata_behind_damage_is_damage(void **state)
{
    static const uint8_t broken[] = {
        0xd2, 0xcd, 0x31, 12,                               /* image */
        5,    10,   1,    'f', 2, 0, 0, 0, 0x75, 1, 'a', 1, /* a record of kind 0 before the type */
    };
    struct xrom_node node;
    char byte;
    size_t size;

    (void)state;
    open_image(&image, broken, sizeof broken);
    node = node_at(&image, "f");
    assert_int_equal(xrom_metadata(&image, &node, XROM_CONTENT_TYPE, &byte, 1, &size), XROM_ERR_UNUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_metadata_of_file_is_the_first_record_of_its_kind, open_about),
        cmocka_unit_test_setup(test_metadata_of_image_is_that_of_the_root, open_about),
        cmocka_unit_test_setup(test_metadata_that_is_not_there_is_not_found, open_about),
        cmocka_unit_test_setup(test_metadata_buffer_must_take_all_of_it, open_about),
        cmocka_unit_test_setup(test_metadata_node_of_another_image_is_noticed, open_about),
        cmocka_unit_test(test_modified_is_a_number_of_up_to_4_bytes),
        cmocka_unit_test(test_metadata_behind_damage_is_damage),
    };

    return cmocka_run_group_tests_name("metadata", tests, NULL, NULL);
}
