/* SPDX-License-Identifier: MIT */
/* The check of a whole image: which fault it reports, where that is, and what path leads there. */
#include <string.h>

#include "support.h"

/* Checks an image whose root, which begins at 4, holds `size` bytes of records, and gives what xrom_check() returned. */
static int check(const uint8_t *records, size_t size, uint32_t level_count, struct xrom_fault *fault, char path[32])
{
    uint8_t bytes[64] = {0xd2, 0xcd, 0x31};
    uint32_t levels[8];
    struct xrom_image image;
    int error;

    assert_in_range(size, 0, sizeof bytes - 4);
    assert_in_range(level_count, 0, 8);
    bytes[3] = (uint8_t)size;
    memcpy(bytes + 4, records, size);
    open_image(&image, bytes, size + 4);
    error = xrom_check(&image, levels, level_count, fault);
    if (error && error != XROM_ERR_ARGUMENT) {
        assert_int_equal(fault->error, error);
        assert_int_equal(xrom_path_at(&image, fault->offset, path, 32), XROM_OK);
    }
    return error;
}

static void assert_passes(const uint8_t *records, size_t size)
{
    struct xrom_fault fault;
    char path[32];

    FILL(fault);
    assert_int_equal(check(records, size, 8, &fault, path), XROM_OK);
    assert_untouched(fault);
}

static void assert_fault(const uint8_t *records, size_t size, int error, uint32_t offset, const char *path)
{
    struct xrom_fault fault;
    char path_found[32];

    assert_int_equal(check(records, size, 8, &fault, path_found), error);
    assert_int_equal(fault.offset, offset);
    assert_string_equal(path_found, path);
}

#define ASSERT_PASSES(records) assert_passes(records, sizeof(records))
#define ASSERT_FAULT(records, error, offset, path) assert_fault(records, sizeof(records), error, offset, path)

static void test_check_sound_images_pass(void **state)
{
    static const uint8_t tree[] = {5, 4, 1, 'f', 2, 0, 4, 8, 1, 'd', 5, 4, 1, 'g', 2, 0};
    static const uint8_t other_kinds[] = {1, 1, 0, 9, 1, 0, 4, 6, 1, 'd', 1, 0, 9, 0};
    static const uint8_t pointer[] = {5, 6, 1, 'f', 3, 2, 8, 0};
    static const uint8_t more_behind_the_data[] = {5, 9, 1, 'f', 2, 0, 9, 1, 0, 2, 0};

    (void)state;
    assert_passes((const uint8_t *)"", 0);
    ASSERT_PASSES(tree);
    ASSERT_PASSES(other_kinds);
    ASSERT_PASSES(pointer);
    ASSERT_PASSES(more_behind_the_data);
}

static void test_check_fault_in_the_root_is_found(void **state)
{
    static const uint8_t unused[] = {5, 4, 1, 'f', 2, 0, 0, 0};
    static const uint8_t kind_cut_off[] = {5, 4, 1, 'f', 2, 0, 0x85};
    static const uint8_t length_cut_off[] = {5, 4, 1, 'f', 2, 0, 5};
    static const uint8_t length_of_33_bits[] = {1, 0, 1, 0x90, 0x80, 0x80, 0x80, 0x00};
    static const uint8_t too_long[] = {1, 0, 1, 5, 0};
    static const uint8_t name_too_long[] = {1, 0, 4, 2, 2, 'd'};
    static const uint8_t name_missing[] = {1, 0, 5, 0};

    (void)state;
    ASSERT_FAULT(unused, XROM_ERR_UNUSED, 10, "/");
    ASSERT_FAULT(kind_cut_off, XROM_ERR_VARUINT, 10, "/");
    ASSERT_FAULT(length_cut_off, XROM_ERR_VARUINT, 10, "/");
    ASSERT_FAULT(length_of_33_bits, XROM_ERR_VARUINT, 6, "/");
    ASSERT_FAULT(too_long, XROM_ERR_RECORD, 6, "/");
    ASSERT_FAULT(name_too_long, XROM_ERR_NAME, 6, "/");
    ASSERT_FAULT(name_missing, XROM_ERR_NAME, 6, "/");
}

static void test_check_fault_in_a_directory_is_found(void **state)
{
    static const uint8_t records[] = {
        4, 16, 1, 'd',       /* 4: d, with */
        5, 4,  1, 'f', 2, 0, /* 8: d/f */
        4, 6,  1, 'e',       /* 14: d/e, with */
        1, 0,                /* 18: padding */
        0, 0,                /* 20: an unused record */
        5, 4,  1, 'g', 2, 0, /* 22: g */
    };

    (void)state;
    ASSERT_FAULT(records, XROM_ERR_UNUSED, 20, "/d/e");
}

static void test_check_record_longer_than_its_directory_is_a_fault(void **state)
{
    static const uint8_t records[] = {
        4, 4, 1, 'd',       /* 4: d, with */
        1, 1,               /* 8: padding, one byte longer than d */
        5, 4, 1, 'g', 2, 0, /* 10: g */
    };

    (void)state;
    ASSERT_FAULT(records, XROM_ERR_RECORD, 8, "/d");
}

static void test_check_fault_behind_a_directory_is_found(void **state)
{
    static const uint8_t records[] = {
        4, 8, 1, 'd',       /* 4: d, with */
        5, 4, 1, 'f', 2, 0, /* 8: d/f */
        5, 9, 1, 'g', 2, 0, /* 14: g, longer than the root */
    };

    (void)state;
    ASSERT_FAULT(records, XROM_ERR_RECORD, 14, "/");
}

static void test_check_fault_in_a_file_is_found(void **state)
{
    static const uint8_t unused[] = {5, 6, 1, 'f', 0, 0, 2, 0};
    static const uint8_t data_too_long[] = {5, 4, 1, 'f', 2, 1, 1, 0};
    static const uint8_t entry_without_name[] = {5, 6, 1, 'f', 2, 0, 5, 0};

    (void)state;
    ASSERT_FAULT(unused, XROM_ERR_UNUSED, 8, "/f");
    ASSERT_FAULT(data_too_long, XROM_ERR_RECORD, 8, "/f");
    ASSERT_FAULT(entry_without_name, XROM_ERR_NAME, 10, "/f");
}

/* No other function reads what comes behind the data of a file. */
static void test_check_fault_behind_the_data_of_a_file_is_found(void **state)
{
    static const uint8_t records[] = {5, 6, 1, 'f', 2, 0, 0, 0};

    (void)state;
    ASSERT_FAULT(records, XROM_ERR_UNUSED, 10, "/f");
}

static void test_check_pointer_out_of_the_image_is_a_fault_of_its_record(void **state)
{
    static const uint8_t past_the_end[] = {5, 6, 1, 'f', 3, 2, 9, 0, 5, 4, 1, 'g', 2, 0, 5, 6, 1, 'h', 3, 2, 23, 0};
    static const uint8_t cut_off[] = {5, 5, 1, 'f', 3, 1, 0, 5, 4, 1, 'g', 2, 0};
    static const uint8_t behind_padding[] = {5, 8, 1, 'f', 1, 0, 3, 2, 99, 0, 5, 4, 1, 'g', 2, 0};

    (void)state;
    ASSERT_FAULT(past_the_end, XROM_ERR_POINTER, 22, "/h");
    ASSERT_FAULT(cut_off, XROM_ERR_POINTER, 8, "/f");
    ASSERT_FAULT(behind_padding, XROM_ERR_POINTER, 10, "/f");
}

static void test_check_file_without_data_is_a_fault_of_its_record(void **state)
{
    static const uint8_t empty[] = {5, 2, 1, 'f', 5, 4, 1, 'g', 2, 0};
    static const uint8_t only_padding[] = {5, 4, 1, 'f', 1, 0, 5, 4, 1, 'g', 2, 0};
    static const uint8_t in_a_directory[] = {4, 6, 1, 'd', 5, 2, 1, 'f', 5, 4, 1, 'g', 2, 0};
    static const uint8_t last[] = {5, 4, 1, 'g', 2, 0, 5, 2, 1, 'f'};

    (void)state;
    ASSERT_FAULT(empty, XROM_ERR_NO_DATA, 4, "/f");
    ASSERT_FAULT(only_padding, XROM_ERR_NO_DATA, 4, "/f");
    ASSERT_FAULT(in_a_directory, XROM_ERR_NO_DATA, 8, "/d/f");
    ASSERT_FAULT(last, XROM_ERR_NO_DATA, 10, "/f");
}

static void test_check_first_of_several_faults_is_reported(void **state)
{
    static const uint8_t records[] = {
        4, 8, 1, 'd',       /* 4: d, with */
        5, 4, 1, 'f', 2, 9, /* 8: d/f, whose data at 12 is too long */
        5, 2, 1, 'g',       /* 14: g, without data */
        0, 0,               /* 18: an unused record */
    };

    (void)state;
    ASSERT_FAULT(records, XROM_ERR_RECORD, 12, "/d/f");
}

static void test_check_what_follows_the_image_is_not_looked_at(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 2, 1, 0, /* behind the image */ 0, 0, 5, 99};
    uint32_t levels[1];
    struct xrom_image image;
    struct xrom_fault fault;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    assert_int_equal(xrom_check(&image, levels, 1, &fault), XROM_OK);
}

static void test_check_tree_deeper_than_the_levels_is_reported_with_its_place(void **state)
{
    static const uint8_t records[] = {
        4, 12, 1, 'a',       /* 4: a, with */
        5, 4,  1, 'f', 2, 0, /* 8: a/f */
        4, 2,  1, 'b',       /* 14: a/b */
        4, 2,  1, 'c',       /* 18: c */
    };
    struct xrom_fault fault;
    char path[32];

    (void)state;
    assert_int_equal(check(records, sizeof records, 1, &fault, path), XROM_ERR_LEVELS);
    assert_int_equal(fault.offset, 4);
    assert_int_equal(check(records, sizeof records, 2, &fault, path), XROM_ERR_LEVELS);
    assert_int_equal(fault.offset, 14);
    assert_string_equal(path, "/a/b");
    assert_int_equal(check(records, sizeof records, 3, &fault, path), XROM_OK);
}

static void test_check_without_levels_is_a_wrong_argument(void **state)
{
    struct xrom_fault fault;
    char path[32];

    (void)state;
    FILL(fault);
    assert_int_equal(check((const uint8_t *)"", 0, 0, &fault, path), XROM_ERR_ARGUMENT);
    assert_untouched(fault);
}

static void test_check_in_steps_gives_the_nodes_until_the_fault_and_then_the_fault_again(void **state)
{
    static const uint8_t bytes[] = {
        0xd2, 0xcd, 0x31, 25,              /* 0 */
        4,    8,    1,    'a',             /* 4: a, with */
        5,    4,    1,    'f', 2, 0,       /* 8: a/f */
        9,    1,    0,                     /* 14: a record of an unknown kind */
        4,    2,    1,    'b',             /* 17: b, which is empty */
        5,    6,    1,    'g', 3, 2, 99, 0 /* 21: g, whose data lies behind the image */
    };
    static const char expected[] = "afb";
    uint32_t levels[2], depth;
    struct xrom_image image;
    struct xrom_fault fault;
    struct xrom_walk walk;
    struct xrom_node node;

    (void)state;
    open_image(&image, bytes, sizeof bytes);
    node = xrom_root(&image);
    assert_int_equal(xrom_walk(&node, levels, 2, &walk), XROM_OK);
    FILL(fault);
    for (size_t i = 0; expected[i]; i++) {
        assert_int_equal(xrom_walk_check(&image, &walk, &node, &depth, &fault), XROM_OK);
        assert_int_equal(bytes[node.name], expected[i]);
        assert_int_equal(depth, expected[i] == 'f' ? 1 : 0);
    }
    assert_untouched(fault);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(xrom_walk_check(&image, &walk, &node, &depth, &fault), XROM_ERR_POINTER);
        assert_int_equal(fault.error, XROM_ERR_POINTER);
        assert_int_equal(fault.offset, 25);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_sound_images_pass),
        cmocka_unit_test(test_check_fault_in_the_root_is_found),
        cmocka_unit_test(test_check_fault_in_a_directory_is_found),
        cmocka_unit_test(test_check_record_longer_than_its_directory_is_a_fault),
        cmocka_unit_test(test_check_fault_behind_a_directory_is_found),
        cmocka_unit_test(test_check_fault_in_a_file_is_found),
        cmocka_unit_test(test_check_fault_behind_the_data_of_a_file_is_found),
        cmocka_unit_test(test_check_pointer_out_of_the_image_is_a_fault_of_its_record),
        cmocka_unit_test(test_check_file_without_data_is_a_fault_of_its_record),
        cmocka_unit_test(test_check_first_of_several_faults_is_reported),
        cmocka_unit_test(test_check_what_follows_the_image_is_not_looked_at),
        cmocka_unit_test(test_check_tree_deeper_than_the_levels_is_reported_with_its_place),
        cmocka_unit_test(test_check_without_levels_is_a_wrong_argument),
        cmocka_unit_test(test_check_in_steps_gives_the_nodes_until_the_fault_and_then_the_fault_again),
    };

    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
