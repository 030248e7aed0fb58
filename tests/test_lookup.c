/* SPDX-License-Identifier: MIT */
/* Lookup: which node a path names. The answers are MicroPython's, but that damage is told from absence. */
#include <string.h>

#include "support.h"

/* A tree for most cases; files hold one character each, to tell them apart. */
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

static void test_lookup_path_answers_are_those_of_micropython(void **state)
{
    static const struct {
        const char *path;
        const char *answer; /* what the file holds, or "/" for the root, "d/" or "d/d/" for these; null: not found */
    } answers[] = {
        {"", "/"},       {"/", "/"},       {"//", NULL},    {"///", NULL},    {"f", "1"},        {"/f", "1"},
        {"//f", NULL},   {"f/", NULL},     {"f/f", NULL},   {"f//", NULL},    {"F", "6"},        {"ff", NULL},
        {"f ", NULL},    {" f", NULL},     {"x", NULL},     {"x/f", NULL},    {"d", "d/"},       {"/d", "d/"},
        {"d/", "d/"},    {"/d/", "d/"},    {"d//", NULL},   {"//d", NULL},    {"//d/", NULL},    {"D", NULL},
        {"d/f", "2"},    {"/d/f", "2"},    {"d//f", NULL},  {"d/f/", NULL},   {"d/F", NULL},     {"d/g", NULL},
        {"d/d", "d/d/"}, {"d/d/", "d/d/"}, {"d/d/g", "3"},  {"d/d/g/", NULL}, {"d/d//g", NULL},  {"d/d/f", NULL},
        {".", NULL},     {"..", NULL},     {"./f", NULL},   {"/./f", NULL},   {"d/.", "4"},      {"d/..", "5"},
        {"d/./f", NULL}, {"d/../f", NULL}, {"d/...", NULL}, {"d\\f", NULL},   {"d/d/g/x", NULL}, {"dd", NULL},
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, tree, sizeof tree);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const char *answer = answers[i].answer;
        int error;

        FILL(node);
        error = xrom_lookup(&image, answers[i].path, &node);
        if (error != (answer ? XROM_OK : XROM_ERR_NOT_FOUND)) {
            fail_msg("path \"%s\": %s", answers[i].path, xrom_error_text(error));
        }
        if (!answer) {
            assert_untouched(node);
        } else if (strchr(answer, '/')) {
            assert_int_equal(node.kind, XROM_DIRECTORY);
            assert_int_equal(node.body, answer[0] == '/' ? 4 : answer[2] == '\0' ? 15 : 26);
        } else {
            assert_int_equal(node.kind, XROM_FILE);
            assert_file_holds(&image, &node, answer);
        }
    }
}

static void test_lookup_name_that_begins_another_is_not_taken_for_it(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 24,                           /* image */
        5,    6,    2,    'a', 'b', 2,   1,   '1',      /* ab */
        5,    5,    1,    'a', 2,   1,   '2',           /* a */
        5,    7,    3,    'a', 'b', 'c', 2,   1,   '3', /* abc */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    node = node_at(&image, "a");
    assert_file_holds(&image, &node, "2");
    node = node_at(&image, "ab");
    assert_file_holds(&image, &node, "1");
    node = node_at(&image, "abc");
    assert_file_holds(&image, &node, "3");
    assert_int_equal(xrom_lookup(&image, "abcd", &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_two_files_of_one_name_finds_the_first(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 14,             /* image */
        5,    5,    1,    'a', 2, 1, '1', /* a */
        5,    5,    1,    'a', 2, 1, '2', /* a again */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    node = node_at(&image, "a");
    assert_file_holds(&image, &node, "1");
}

static void test_lookup_file_before_directory_of_its_name_hides_it(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 18,             /* image */
        5,    5,    1,    'a', 2, 1, '1', /* a, a file */
        4,    9,    1,    'a',            /* a, a directory, with */
        5,    5,    1,    'x', 2, 1, '2', /* a/x */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_int_equal(node_at(&image, "a").kind, XROM_FILE);
    assert_int_equal(xrom_lookup(&image, "a/", &node), XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_lookup(&image, "a/x", &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_two_directories_of_one_name_are_not_merged(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 22,             /* image */
        4,    9,    1,    'a',            /* a, with */
        5,    5,    1,    'x', 2, 1, '1', /* a/x */
        4,    9,    1,    'a',            /* a again, with */
        5,    5,    1,    'y', 2, 1, '2', /* a/y, which no path leads to */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_int_equal(xrom_lookup(&image, "a/x", &node), XROM_OK);
    assert_int_equal(xrom_lookup(&image, "a/y", &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_empty_directory_name_stands_between_two_slashes(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 10,             /* image */
        4,    8,    0,                    /* a directory with an empty name, with */
        5,    5,    1,    'f', 2, 1, '1', /* f */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    node = node_at(&image, "//f");
    assert_file_holds(&image, &node, "1");
    assert_int_equal(node_at(&image, "//").body, 7);
    assert_int_equal(node_at(&image, "/").body, 4);
    assert_int_equal(node_at(&image, "").body, 4);
    assert_int_equal(xrom_lookup(&image, "f", &node), XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_lookup(&image, "/f", &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_empty_file_name_has_no_path(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 6,         /* image */
        5,    4,    0,    2, 1, '1', /* a file with an empty name */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    assert_int_equal(node_at(&image, "").kind, XROM_DIRECTORY);
    assert_int_equal(node_at(&image, "/").kind, XROM_DIRECTORY);
    assert_int_equal(xrom_lookup(&image, "//", &node), XROM_ERR_NOT_FOUND);
}

static void test_lookup_name_with_slash_is_found_unless_a_directory_takes_its_begin(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 44,                         /* image */
        5,    7,    3,    'a', '/', 'b', 2,   1, '1', /* "a/b" */
        4,    2,    1,    'a',                        /* a, empty */
        5,    7,    3,    'a', '/', 'c', 2,   1, '2', /* "a/c" */
        4,    11,   3,    'x', '/', 'y',              /* "x/y", with */
        5,    5,    1,    'z', 2,   1,   '3',         /* z */
        5,    7,    3,    '/', 'l', 'x', 2,   1, '4', /* "/lx" */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    node = node_at(&image, "a/b");
    assert_file_holds(&image, &node, "1");
    assert_int_equal(xrom_lookup(&image, "a/c", &node), XROM_ERR_NOT_FOUND);
    node = node_at(&image, "x/y/z");
    assert_file_holds(&image, &node, "3");
    assert_int_equal(xrom_lookup(&image, "/lx", &node), XROM_ERR_NOT_FOUND);
    node = node_at(&image, "//lx");
    assert_file_holds(&image, &node, "4");
}

static void test_lookup_records_of_other_kinds_are_passed_over(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 38,                 /* image */
        1,    3,    5,    5,    1,            /* padding that looks like a file */
        2,    1,    0,                        /* data outside of a file */
        3,    2,    99,   99,                 /* a pointer outside of a file, which leads nowhere */
        0x7f, 1,    0,                        /* a kind that does not exist yet */
        0x8f, 0xff, 0xff, 0xff, 0x7f, 0,      /* the largest of them */
        4,    15,   1,    'd',                /* d, with */
        6,    2,    1,    'f',                /* a kind that does not exist yet */
        1,    0,                              /* padding */
        5,    5,    1,    'f',  2,    1, '1', /* d/f */
    };
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_sound_image(&image, bytes, sizeof bytes);
    node = node_at(&image, "d/f");
    assert_file_holds(&image, &node, "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup_path_answers_are_those_of_micropython),
        cmocka_unit_test(test_lookup_name_that_begins_another_is_not_taken_for_it),
        cmocka_unit_test(test_lookup_two_files_of_one_name_finds_the_first),
        cmocka_unit_test(test_lookup_file_before_directory_of_its_name_hides_it),
        cmocka_unit_test(test_lookup_two_directories_of_one_name_are_not_merged),
        cmocka_unit_test(test_lookup_empty_directory_name_stands_between_two_slashes),
        cmocka_unit_test(test_lookup_empty_file_name_has_no_path),
        cmocka_unit_test(test_lookup_name_with_slash_is_found_unless_a_directory_takes_its_begin),
        cmocka_unit_test(test_lookup_records_of_other_kinds_are_passed_over),
    };

    return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
