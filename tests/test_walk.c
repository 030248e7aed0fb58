/* SPDX-License-Identifier: MIT */
/* The walk over a whole tree. */
#include <string.h>

#include "support.h"

static const uint8_t tree[] = {
    0xd2, 0xcd, 0x31, 36,        /* image */
    5,    4,    1,    'a', 2, 0, /* a */
    4,    22,   1,    'B',       /* B, with */
    4,    12,   1,    'C',       /* B/C, with */
    4,    2,    1,    'D',       /* B/C/D */
    5,    4,    1,    'e', 2, 0, /* B/C/e */
    5,    4,    1,    'f', 2, 0, /* B/f */
    5,    4,    1,    'g', 2, 0, /* g */
};

/* Asserts that the next nodes of a walk have these depths and names: "0a0B". */
static void assert_walk_gives(const struct xrom_image *image, struct xrom_walk *walk, const char *expected)
{
    struct xrom_node node;
    uint32_t depth;
    char name[2];

    for (; *expected; expected += 2) {
        assert_int_equal(xrom_walk_next(image, walk, &node, &depth), XROM_OK);
        assert_int_equal(xrom_name(image, &node, name, sizeof name), XROM_OK);
        assert_int_equal(name[0], expected[1]);
        assert_int_equal(depth, expected[0] - '0');
        assert_int_equal(node.kind, expected[1] >= 'a' ? XROM_FILE : XROM_DIRECTORY);
    }
}

/* Asserts that a walk answers with an error, again and again, and gives no node. */
static void assert_walk_fails(const struct xrom_image *image, struct xrom_walk *walk, int error)
{
    struct xrom_node node;
    uint32_t depth = 77;

    FILL(node);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(xrom_walk_next(image, walk, &node, &depth), error);
    }
    assert_untouched(node);
    assert_int_equal(depth, 77);
}

static void test_walk_directory_comes_before_what_it_holds(void **state)
{
    uint32_t levels[4];
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    root = xrom_root(&image);
    assert_int_equal(xrom_walk(&root, levels, 4, &walk), XROM_OK);
    assert_walk_gives(&image, &walk, "0a0B1C2D2e1f0g");
    assert_walk_fails(&image, &walk, XROM_ERR_END);
}

static void test_walk_of_subdirectory_stays_in_it(void **state)
{
    uint32_t levels[3];
    struct xrom_image image;
    struct xrom_node directory;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    directory = node_at(&image, "B/C");
    assert_int_equal(xrom_walk(&directory, levels, 3, &walk), XROM_OK);
    assert_walk_gives(&image, &walk, "0D0e");
    assert_walk_fails(&image, &walk, XROM_ERR_END);
}

/* D is empty, yet it needs a level: whether something is in it shows only inside. */
static void test_walk_deeper_than_the_levels_is_reported_before_the_directory(void **state)
{
    static const char *const given[] = {"", "0a", "0a0B", "0a0B1C", "0a0B1C2D2e1f0g"};
    uint32_t levels[4];
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    root = xrom_root(&image);
    for (uint32_t count = 1; count < 4; count++) {
        assert_int_equal(xrom_walk(&root, levels, count, &walk), XROM_OK);
        assert_walk_gives(&image, &walk, given[count]);
        assert_walk_fails(&image, &walk, XROM_ERR_LEVELS);
    }
}

static void test_walk_flat_directory_needs_one_level(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 12, 5, 4, 1, 'a', 2, 0, 5, 4, 1, 'b', 2, 0};
    uint32_t levels[1];
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_walk(&root, levels, 1, &walk), XROM_OK);
    assert_walk_gives(&image, &walk, "0a0b");
    assert_walk_fails(&image, &walk, XROM_ERR_END);
}

static void test_walk_several_directories_may_end_at_one_place(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 18,        /* image */
        4,    10,   1,    'A',       /* A, with */
        4,    6,    1,    'B',       /* A/B, with */
        4,    2,    1,    'C',       /* A/B/C */
        5,    4,    1,    'd', 2, 0, /* d */
    };
    uint32_t levels[4];
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_walk(&root, levels, 4, &walk), XROM_OK);
    assert_walk_gives(&image, &walk, "0A1B2C0d");
    assert_walk_fails(&image, &walk, XROM_ERR_END);
}

static void test_walk_damage_ends_it_with_its_error(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 18,        /* image */
        4,    10,   1,    'A',       /* A, with */
        5,    4,    1,    'b', 2, 0, /* A/b */
        5,    9,                     /* a file that is longer than A */
        5,    4,    1,    'c', 2, 0, /* c */
    };
    uint32_t levels[4];
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_walk walk;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    root = xrom_root(&image);
    assert_int_equal(xrom_walk(&root, levels, 4, &walk), XROM_OK);
    assert_walk_gives(&image, &walk, "0A1b");
    assert_walk_fails(&image, &walk, XROM_ERR_RECORD);
}

static void test_walk_without_levels_is_a_wrong_argument(void **state)
{
    uint32_t levels[1];
    struct xrom_image image;
    struct xrom_node root;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    root = xrom_root(&image);
    FILL(walk);
    assert_int_equal(xrom_walk(&root, levels, 0, &walk), XROM_ERR_ARGUMENT);
    assert_untouched(walk);
}

static void test_walk_of_file_is_no_directory(void **state)
{
    uint32_t levels[1];
    struct xrom_image image;
    struct xrom_node file;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    file = node_at(&image, "a");
    FILL(walk);
    assert_int_equal(xrom_walk(&file, levels, 1, &walk), XROM_ERR_NOT_DIRECTORY);
    assert_untouched(walk);
}

static void test_walk_of_directory_outside_the_image_is_a_wrong_argument(void **state)
{
    static const struct xrom_node foreign = {XROM_DIRECTORY, 4, 4, 1000};
    uint32_t levels[1];
    struct xrom_image image;
    struct xrom_walk walk;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    assert_int_equal(xrom_walk(&foreign, levels, 1, &walk), XROM_OK);
    assert_walk_fails(&image, &walk, XROM_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk_directory_comes_before_what_it_holds),
        cmocka_unit_test(test_walk_of_subdirectory_stays_in_it),
        cmocka_unit_test(test_walk_deeper_than_the_levels_is_reported_before_the_directory),
        cmocka_unit_test(test_walk_flat_directory_needs_one_level),
        cmocka_unit_test(test_walk_several_directories_may_end_at_one_place),
        cmocka_unit_test(test_walk_damage_ends_it_with_its_error),
        cmocka_unit_test(test_walk_without_levels_is_a_wrong_argument),
        cmocka_unit_test(test_walk_of_file_is_no_directory),
        cmocka_unit_test(test_walk_of_directory_outside_the_image_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
