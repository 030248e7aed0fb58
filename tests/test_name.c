/* SPDX-License-Identifier: MIT */
/* The name of a node. */
#include <string.h>

#include "support.h"

/* A file whose name holds a slash, a zero and a byte that is no UTF-8. */
static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 9, 5, 7, 4, 'a', '/', '\0', 0xff, 2, 0};

static void test_name_is_copied_as_it_is(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    char name[8];

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_int_equal(xrom_lookup_from(&image, NULL, "a/\0\xff", 4, &node), XROM_OK);
    assert_int_equal(xrom_name_size(&node), 4);
    FILL(name);
    assert_int_equal(xrom_name(&image, &node, name, sizeof name), XROM_OK);
    assert_memory_equal(name, "a/\0\xff", 5);
    assert_bytes_are(name + 5, 0xa5, 3);
}

static void test_name_needs_room_for_its_zero(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    char name[5];

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_int_equal(xrom_lookup_from(&image, NULL, "a/\0\xff", 4, &node), XROM_OK);
    FILL(name);
    for (size_t capacity = 0; capacity < 5; capacity++) {
        assert_int_equal(xrom_name(&image, &node, name, capacity), XROM_ERR_BUFFER);
    }
    assert_untouched(name);
    assert_int_equal(xrom_name(&image, &node, name, 5), XROM_OK);
}

static void test_name_of_the_root_is_empty(void **state)
{
    struct xrom_image image;
    struct xrom_node root;
    char name[1] = {'x'};

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_name_size(&root), 0);
    assert_int_equal(xrom_name(&image, &root, name, 0), XROM_ERR_BUFFER);
    assert_int_equal(xrom_name(&image, &root, name, sizeof name), XROM_OK);
    assert_int_equal(name[0], '\0');
}

static void test_name_of_node_outside_the_image_is_a_wrong_argument(void **state)
{
    static const struct xrom_node past_the_end = {XROM_FILE, 10, 14, 14};
    static const struct xrom_node reversed = {XROM_FILE, 8, 7, 13};
    static const struct xrom_node huge = {XROM_FILE, 0, UINT32_MAX, UINT32_MAX};
    struct xrom_image image;
    char name[16];

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    FILL(name);
    assert_int_equal(xrom_name(&image, &past_the_end, name, sizeof name), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_name(&image, &reversed, name, sizeof name), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_name(&image, &huge, name, sizeof name), XROM_ERR_ARGUMENT);
    assert_untouched(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_name_is_copied_as_it_is),
        cmocka_unit_test(test_name_needs_room_for_its_zero),
        cmocka_unit_test(test_name_of_the_root_is_empty),
        cmocka_unit_test(test_name_of_node_outside_the_image_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}
