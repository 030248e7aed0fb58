/* SPDX-License-Identifier: MIT */
/* Trees from another image. */
#include <stdlib.h>
#include <string.h>

#include "support_build.h"

/* A tree of what an image holds. */
static struct xrom_tree *tree_of_image(const void *bytes, size_t size)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;

    open_image(&image, bytes, size);
    if (xrom_tree_add_image(tree, NULL, &image) != XROM_OK) {
        fail_msg("%s", xrom_tree_message(tree));
    }
    return tree;
}

/* Asserts that an image cannot be added to a directory "d" of a tree, with exactly this message. */
static void assert_image_refused(const void *bytes, size_t size, int error, const char *message)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;

    open_image(&image, bytes, size);
    assert_int_equal(xrom_tree_add_image(tree, add_directory(tree, NULL, "d"), &image), error);
    assert_string_equal(xrom_tree_message(tree), message);
    xrom_tree_free(tree);
}

static void test_image_is_built_again_as_it_is(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 34,                              /* image */
        4,    14,   1,    'a',                             /* a, with */
        4,    2,    1,    'b',                             /* a/b */
        5,    6,    1,    'c', 2,   2, 'h', 'i',           /* a/c */
        5,    6,    2,    'a', 'b', 2, 1,   '1',           /* ab */
        5,    8,    1,    'd', 2,   4, 't', 'e', 'x', 't', /* d */
    };

    (void)state;
    assert_builds(tree_of_image(bytes, sizeof bytes), bytes, sizeof bytes);
}

static void test_image_of_another_form_is_put_in_order(void **state)
{
    static const uint8_t odd[] = {
        0xd2, 0xcd, 0x31, 0x80, 0x80, 37,                   /* image, with a padded length */
        5,    0x80, 5,    1,    'z',  2,  1,   '?',         /* z, with a padded length; its byte is at offset 7 */
        1,    2,    0,    0,                                /* padding */
        99,   1,    'x',                                    /* a kind that nobody knows */
        4,    10,   1,    'd',                              /* d, with */
        5,    6,    1,    'f',  3,    2,  1,   7,           /* d/f: one byte, that of z */
        5,    8,    1,    'a',  2,    1,  '!', 2,   1, '-', /* a, with more data, which does not count */
    };
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 0x80, 25,         /* image */
        5,    5,    1,    'a',  2,  1, '!', /* a */
        4,    9,    1,    'd',              /* d, with */
        5,    5,    1,    'f',  2,  1, '?', /* d/f */
        5,    5,    1,    'z',  2,  1, '?', /* z */
    };

    (void)state;
    assert_builds(tree_of_image(odd, sizeof odd), expected, sizeof expected);
}

static void test_image_first_of_equal_names_counts(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 44,             /* image */
        5,    5,    1,    'b', 2, 1, '1', /* b */
        4,    9,    1,    'a',            /* a, with */
        5,    5,    1,    'x', 2, 1, '2', /* a/x */
        5,    5,    1,    'b', 2, 1, '3', /* b again */
        4,    13,   1,    'a',            /* a again, with */
        5,    5,    1,    'y', 2, 1, '4', /* a/y, which nobody finds */
        5,    2,    1,    'q',            /* and a file without data, which is damage that nobody meets */
        4,    2,    1,    'b',            /* b again, as a directory */
    };
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 18,             /* image */
        4,    9,    1,    'a',            /* a, with */
        5,    5,    1,    'x', 2, 1, '2', /* a/x */
        5,    5,    1,    'b', 2, 1, '1', /* b */
    };

    (void)state;
    assert_builds(tree_of_image(bytes, sizeof bytes), expected, sizeof expected);
}

/* An image may hold as many equal names as its maker likes: that must not take for ever. */
static void test_image_of_many_equal_names_is_one_file(void **state)
{
    static const uint8_t expected[] = {0xd2, 0xcd, 0x31, 0x80, 7, 5, 5, 1, 'a', 2, 1, 'F'};
    static uint8_t bytes[6 + 7 * 200000] = {0xd2, 0xcd, 0x31, 0xd5, 0xb9, 0x40}; /* 7 * 200,000 */

    (void)state;
    for (size_t i = 0; i < 200000; i++) {
        const uint8_t record[7] = {5, 5, 1, 'a', 2, 1, i == 0 ? 'F' : 'x'};
        memcpy(bytes + 6 + 7 * i, record, sizeof record);
    }
    assert_builds(tree_of_image(bytes, sizeof bytes), expected, sizeof expected);
}

static void test_image_may_be_added_below_and_beside_other_things(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 6, 5, 4, 1, 'a', 2, 0};
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 22,        /* image */
        5,    4,    1,    'a', 2, 0, /* a, of the image */
        5,    4,    1,    'b', 2, 0, /* b */
        4,    8,    1,    'd',       /* d, with */
        5,    4,    1,    'a', 2, 0, /* d/a, of the image */
    };
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    add_file(tree, NULL, "b", "");
    assert_int_equal(xrom_tree_add_image(tree, NULL, &image), XROM_OK);
    assert_int_equal(xrom_tree_add_image(tree, add_directory(tree, NULL, "d"), &image), XROM_OK);
    assert_builds(tree, expected, sizeof expected);
}

static void test_image_may_be_deep(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = NULL;
    struct bytes bytes;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        directory = add_directory(tree, directory, "d");
        add_file(tree, directory, "f", "text");
    }
    bytes = build(tree);
    assert_builds(tree_of_image(bytes.data, bytes.size), bytes.data, bytes.size);
    free(bytes.data);
}

static void test_image_damage_is_told_with_its_place(void **state)
{
    static const uint8_t record[] = {
        0xd2, 0xcd, 0x31, 12,        /* image */
        4,    10,   1,    'e',       /* e, with */
        5,    4,    1,    'f', 2, 0, /* e/f */
        5,    9,                     /* and a record that is longer than e */
    };
    static const uint8_t varuint[] = {0xd2, 0xcd, 0x31, 2, 5, 0x80};
    static const uint8_t unused[] = {0xd2, 0xcd, 0x31, 2, 0, 0};
    static const uint8_t name[] = {0xd2, 0xcd, 0x31, 4, 4, 2, 2, 'x'};
    static const uint8_t no_data[] = {0xd2, 0xcd, 0x31, 4, 5, 2, 1, 'f'};
    static const uint8_t pointer[] = {0xd2, 0xcd, 0x31, 8, 5, 6, 1, 'f', 3, 2, 2, 7};

    (void)state;
    assert_image_refused(
        record, sizeof record, XROM_ERR_RECORD,
        "d/e: a record runs past the end of what holds it (at offset 14 or behind it); make that image "
        "anew");
    assert_image_refused(
        varuint, sizeof varuint, XROM_ERR_VARUINT,
        "d: an integer is cut off or exceeds 32 bits (at offset 4 or behind it); make that image anew");
    assert_image_refused(unused, sizeof unused, XROM_ERR_UNUSED,
                         "d: a record of kind 0, which is never used (at offset 4 or behind it); make that image anew");
    assert_image_refused(name, sizeof name, XROM_ERR_NAME,
                         "d: a name runs past the end of its record (at offset 4 or behind it); make that image anew");
    assert_image_refused(no_data, sizeof no_data, XROM_ERR_NO_DATA,
                         "d/f: a file without data (at offset 8 or behind it); make that image anew");
    assert_image_refused(pointer, sizeof pointer, XROM_ERR_POINTER,
                         "d/f: file data lies outside the image (at offset 8 or behind it); make that image anew");
}

static void test_image_damage_of_the_root_is_told(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 2, 0, 0};
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    assert_int_equal(xrom_tree_add_image(tree, NULL, &image), XROM_ERR_UNUSED);
    assert_string_equal(xrom_tree_message(tree),
                        "/: a record of kind 0, which is never used (at offset 4 or behind it); make that image anew");
    xrom_tree_free(tree);
}

static void test_image_names_that_are_not_allowed_are_refused(void **state)
{
    static const uint8_t empty[] = {0xd2, 0xcd, 0x31, 6, 5, 4, 0, 2, 1, 'x'};
    static const uint8_t slash[] = {0xd2, 0xcd, 0x31, 8, 5, 6, 3, 'a', '/', 'b', 2, 0};
    static const uint8_t zero[] = {0xd2, 0xcd, 0x31, 8, 5, 6, 3, 'a', 0, 'b', 2, 0};
    static const uint8_t dots[] = {0xd2, 0xcd, 0x31, 9, 4, 7, 1, 'e', 4, 3, 2, '.', '.'};
    static const uint8_t invalid[] = {0xd2, 0xcd, 0x31, 4, 4, 2, 1, 0xff};

    (void)state;
    assert_image_refused(empty, sizeof empty, XROM_ERR_TREE, "d/\"\": the name is empty; rename it");
    assert_image_refused(slash, sizeof slash, XROM_ERR_TREE, "d/a/b: the name holds a '/'; rename it");
    assert_image_refused(zero, sizeof zero, XROM_ERR_TREE, "d/a\\x00b: the name holds a zero byte; rename it");
    assert_image_refused(dots, sizeof dots, XROM_ERR_TREE, "d/e/..: the name means another directory; rename it");
    assert_image_refused(invalid, sizeof invalid, XROM_ERR_TREE, "d/\\xff: the name is not valid UTF-8; rename it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_image_is_built_again_as_it_is),
        cmocka_unit_test(test_image_of_another_form_is_put_in_order),
        cmocka_unit_test(test_image_first_of_equal_names_counts),
        cmocka_unit_test(test_image_of_many_equal_names_is_one_file),
        cmocka_unit_test(test_image_may_be_added_below_and_beside_other_things),
        cmocka_unit_test(test_image_may_be_deep),
        cmocka_unit_test(test_image_damage_is_told_with_its_place),
        cmocka_unit_test(test_image_damage_of_the_root_is_told),
        cmocka_unit_test(test_image_names_that_are_not_allowed_are_refused),
    };

    return cmocka_run_group_tests_name("build_image", tests, NULL, NULL);
}
