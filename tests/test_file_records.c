/* SPDX-License-Identifier: MIT */
/* Which record inside a file is its data, and where a pointer may lead. */
#include <string.h>

#include "support.h"

/*
 * An image of one file "f", whose records are given, before 4 bytes of padding with "WXYZ" in it, which is for pointers: the
 * root's payload begins at 4 and ends, with the image, behind the Z.
 */
static struct xrom_node file_of(struct xrom_image *image, uint8_t bytes[64], const uint8_t *records, size_t size)
{
    uint8_t *next = bytes;

    assert_in_range(size, 0, 40);
    memcpy(next, "\xd2\xcd\x31", 3);
    next[3] = (uint8_t)(4 + size + 6);
    next[4] = 5;
    next[5] = (uint8_t)(2 + size);
    next[6] = 1;
    next[7] = 'f';
    memcpy(next + 8, records, size);
    memcpy(next + 8 + size, "\1\4WXYZ", 6);
    open_image(image, bytes, 8 + size + 6);
    return node_at(image, "f");
}

/* Asserts that a file with these records in it holds the characters of a string. */
static void assert_holds(const uint8_t *records, size_t size, const char *text)
{
    uint8_t bytes[64];
    struct xrom_image image;
    struct xrom_node file = file_of(&image, bytes, records, size);

    assert_file_holds(&image, &file, text);
}

/* Asserts that stat, data and read all answer with an error, and write nothing. */
static void assert_fails(const uint8_t *records, size_t size, int error)
{
    uint8_t bytes[64];
    char buffer[4];
    struct xrom_image image;
    struct xrom_stat stat;
    struct xrom_node file = file_of(&image, bytes, records, size);
    const void *data = NULL;
    uint32_t count = 77;

    FILL(stat);
    FILL(buffer);
    assert_int_equal(xrom_stat(&image, &file, &stat), error);
    assert_int_equal(xrom_data(&image, &file, 1, &data, &count), error);
    assert_int_equal(xrom_read(&image, &file, 0, buffer, sizeof buffer, &count), error);
    assert_untouched(stat);
    assert_untouched(buffer);
    assert_null(data);
    assert_int_equal(count, 77);
}

#define ASSERT_HOLDS(records, text) assert_holds(records, sizeof(records), text)
#define ASSERT_FAILS(records, error) assert_fails(records, sizeof(records), error)

static void test_data_first_data_record_wins(void **state)
{
    static const uint8_t two_data[] = {2, 1, 'a', 2, 2, 'b', 'c'};
    static const uint8_t empty_before_data[] = {2, 0, 2, 1, 'a'};
    static const uint8_t data_before_pointer[] = {2, 1, 'a', 3, 2, 1, 0};
    static const uint8_t pointer_before_data[] = {3, 2, 1, 3, 2, 1, 'a'};

    (void)state;
    ASSERT_HOLDS(two_data, "a");
    ASSERT_HOLDS(empty_before_data, "");
    ASSERT_HOLDS(data_before_pointer, "a");
    ASSERT_HOLDS(pointer_before_data, "f");
}

static void test_data_records_of_other_kinds_are_passed_over(void **state)
{
    static const uint8_t records[] = {
        1,    3,    2,    1,   'x',    /* padding */
        6,    1,    0,                 /* kinds that do not exist yet */
        0xa9, 0x87, 0x21, 0,           /* */
        5,    4,    1,    'g', 2,   0, /* a file in a file means nothing yet */
        4,    1,    0,                 /* nor does a directory */
        2,    1,    'a',               /* the data */
    };

    (void)state;
    ASSERT_HOLDS(records, "a");
}

static void test_data_varuints_may_be_padded(void **state)
{
    static const uint8_t data[] = {0x80, 2, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 'a'};
    static const uint8_t pointer[] = {0x80, 3, 0x80, 5, 0x80, 0x80, 1, 0x80, 3};

    (void)state;
    ASSERT_HOLDS(data, "a");
    ASSERT_HOLDS(pointer, "f");
}

static void test_data_file_without_data_record_is_damage(void **state)
{
    static const uint8_t only_padding[] = {1, 2, 0, 0};

    (void)state;
    ASSERT_FAILS(only_padding, XROM_ERR_NO_DATA);
    assert_fails((const uint8_t *)"", 0, XROM_ERR_NO_DATA);
}

static void test_data_damage_before_it_is_reported(void **state)
{
    static const uint8_t unused[] = {0, 0, 2, 1, 'a'};
    static const uint8_t padding_too_long[] = {1, 4, 2, 1, 'a'};
    static const uint8_t data_too_long[] = {2, 2, 'a'};
    static const uint8_t data_wraps[] = {2, 0x8f, 0xff, 0xff, 0xff, 0x7f, 'a'};
    static const uint8_t cut_off[] = {1, 0, 2};

    (void)state;
    ASSERT_FAILS(unused, XROM_ERR_UNUSED);
    ASSERT_FAILS(padding_too_long, XROM_ERR_RECORD);
    ASSERT_FAILS(data_too_long, XROM_ERR_RECORD);
    ASSERT_FAILS(data_wraps, XROM_ERR_RECORD);
    ASSERT_FAILS(cut_off, XROM_ERR_VARUINT);
}

static void test_data_damage_behind_it_is_not_noticed(void **state)
{
    static const uint8_t unused[] = {2, 1, 'a', 0, 0};
    static const uint8_t too_long[] = {2, 1, 'a', 1, 99};

    (void)state;
    ASSERT_HOLDS(unused, "a");
    ASSERT_HOLDS(too_long, "a");
}

/* ---- Pointers: size, then offset from the first byte of the root's payload ---- */

static void test_pointer_counts_from_the_payload_of_the_root(void **state)
{
    static const uint8_t first_byte[] = {3, 2, 4, 0}; /* of the root: the record of the file itself */
    static const uint8_t last_bytes[] = {3, 2, 4, 10};

    (void)state;
    ASSERT_HOLDS(first_byte, "\5\6\1f");
    ASSERT_HOLDS(last_bytes, "WXYZ");
}

static void test_pointer_to_no_bytes_may_stand_at_the_very_end(void **state)
{
    static const uint8_t at_the_end[] = {3, 2, 0, 14};
    static const uint8_t behind_it[] = {3, 2, 0, 15};

    (void)state;
    ASSERT_HOLDS(at_the_end, "");
    ASSERT_FAILS(behind_it, XROM_ERR_POINTER);
}

static void test_pointer_past_the_image_is_damage(void **state)
{
    static const uint8_t a_byte_too_long[] = {3, 2, 5, 10};
    static const uint8_t a_byte_too_far[] = {3, 2, 4, 11};
    static const uint8_t longer_than_all[] = {3, 2, 15, 0};
    static const uint8_t far_away[] = {3, 3, 1, 0x81, 0x00};

    (void)state;
    ASSERT_FAILS(a_byte_too_long, XROM_ERR_POINTER);
    ASSERT_FAILS(a_byte_too_far, XROM_ERR_POINTER);
    ASSERT_FAILS(longer_than_all, XROM_ERR_POINTER);
    ASSERT_FAILS(far_away, XROM_ERR_POINTER);
}

static void test_pointer_whose_sum_wraps_is_damage(void **state)
{
    static const uint8_t size_wraps[] = {3, 6, 0x8f, 0xff, 0xff, 0xff, 0x7f, 1};         /* 2^32-1 bytes at 1 */
    static const uint8_t offset_wraps[] = {3, 6, 1, 0x8f, 0xff, 0xff, 0xff, 0x7f};       /* 1 byte at 2^32-1 */
    static const uint8_t back_to_the_header[] = {3, 6, 4, 0x8f, 0xff, 0xff, 0xff, 0x7c}; /* 4 bytes at -4 */

    (void)state;
    ASSERT_FAILS(size_wraps, XROM_ERR_POINTER);
    ASSERT_FAILS(offset_wraps, XROM_ERR_POINTER);
    ASSERT_FAILS(back_to_the_header, XROM_ERR_POINTER);
}

static void test_pointer_record_that_is_too_short_is_damage(void **state)
{
    static const uint8_t empty[] = {3, 0, 2, 1, 'a'};
    static const uint8_t without_offset[] = {3, 1, 0, 2, 1, 'a'};
    static const uint8_t size_cut_off[] = {3, 1, 0x81, 2, 1, 'a'};
    static const uint8_t offset_cut_off[] = {3, 2, 0, 0x80, 2, 1, 'a'};
    static const uint8_t size_of_33_bits[] = {3, 6, 0x90, 0x80, 0x80, 0x80, 0x00, 0};

    (void)state;
    ASSERT_FAILS(empty, XROM_ERR_POINTER);
    ASSERT_FAILS(without_offset, XROM_ERR_POINTER);
    ASSERT_FAILS(size_cut_off, XROM_ERR_POINTER);
    ASSERT_FAILS(offset_cut_off, XROM_ERR_POINTER);
    ASSERT_FAILS(size_of_33_bits, XROM_ERR_POINTER);
}

static void test_pointer_record_may_hold_more_than_a_pointer(void **state)
{
    static const uint8_t records[] = {3, 5, 4, 13, 0xff, 0xff, 0xff};

    (void)state;
    ASSERT_HOLDS(records, "WXYZ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_data_first_data_record_wins),
        cmocka_unit_test(test_data_records_of_other_kinds_are_passed_over),
        cmocka_unit_test(test_data_varuints_may_be_padded),
        cmocka_unit_test(test_data_file_without_data_record_is_damage),
        cmocka_unit_test(test_data_damage_before_it_is_reported),
        cmocka_unit_test(test_data_damage_behind_it_is_not_noticed),
        cmocka_unit_test(test_pointer_counts_from_the_payload_of_the_root),
        cmocka_unit_test(test_pointer_to_no_bytes_may_stand_at_the_very_end),
        cmocka_unit_test(test_pointer_past_the_image_is_damage),
        cmocka_unit_test(test_pointer_whose_sum_wraps_is_damage),
        cmocka_unit_test(test_pointer_record_that_is_too_short_is_damage),
        cmocka_unit_test(test_pointer_record_may_hold_more_than_a_pointer),
    };

    return cmocka_run_group_tests_name("file_records", tests, NULL, NULL);
}
