/* SPDX-License-Identifier: MIT */
/* The checked cursor: integers of an image. */
#include <string.h>

#include "cursor.h"
#include "support.h"

/* A cursor over an array of bytes, as if these were an image. */
static struct xrom_cursor cursor_over(const uint8_t *bytes, uint32_t size)
{
    struct xrom_cursor cursor = {bytes, 0, size, XROM_OK};

    return cursor;
}

static void test_varuint_values_are_decoded(void **state)
{
    static const struct {
        uint8_t bytes[12];
        uint32_t size;
        uint32_t value;
    } varuints[] = {
        {{0}, 1, 0},
        {{1}, 1, 1},
        {{0x7f}, 1, 127},
        {{0x81, 0}, 2, 128},
        {{0xff, 0x7f}, 2, 16383},
        {{0x81, 0x80, 0}, 3, 16384},
        {{0xd2, 0xcd, 0x31}, 3, 0x14a6b1},
        {{0x88, 0x80, 0x80, 0x80, 0}, 5, UINT32_C(0x80000000)},
        {{0x8f, 0xff, 0xff, 0xff, 0x7f}, 5, UINT32_MAX},
        /* padded */
        {{0x80, 0}, 2, 0},
        {{0x80, 0x80, 0x80, 5}, 4, 5},
        {{0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 5}, 12, 5},
        {{0x80, 0x80, 0x8f, 0xff, 0xff, 0xff, 0x7f}, 7, UINT32_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof varuints / sizeof varuints[0]; i++) {
        struct xrom_cursor cursor = cursor_over(varuints[i].bytes, varuints[i].size);

        assert_int_equal(xrom_cursor_varuint(&cursor), varuints[i].value);
        assert_int_equal(cursor.fault, XROM_OK);
        assert_int_equal(cursor.position, varuints[i].size);
    }
}

static void test_varuint_ends_at_its_last_byte(void **state)
{
    static const uint8_t bytes[] = {0x81, 0, 0x7f, 3};
    struct xrom_cursor cursor = cursor_over(bytes, sizeof bytes);

    (void)state;
    assert_int_equal(xrom_cursor_varuint(&cursor), 128);
    assert_int_equal(xrom_cursor_varuint(&cursor), 127);
    assert_int_equal(xrom_cursor_varuint(&cursor), 3);
    assert_int_equal(cursor.position, cursor.end);
}

static void assert_varuint_fails(const uint8_t *bytes, uint32_t size)
{
    struct xrom_cursor cursor = cursor_over(bytes, size);

    assert_int_equal(xrom_cursor_varuint(&cursor), 0);
    assert_int_equal(-cursor.fault, XROM_ERR_VARUINT);
    assert_int_equal(cursor.position, cursor.end);
}

static void test_varuint_of_more_than_32_bits_is_damage(void **state)
{
    static const uint8_t of_33_bits[] = {0x90, 0x80, 0x80, 0x80, 0, 0};
    static const uint8_t of_35_bits[] = {0xff, 0xff, 0xff, 0xff, 0x7f, 0};
    static const uint8_t of_64_bits[] = {0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
    static const uint8_t padded[] = {0x80, 0x80, 0x90, 0x80, 0x80, 0x80, 0};
    static const uint8_t without_end[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

    (void)state;
    assert_varuint_fails(of_33_bits, sizeof of_33_bits);
    assert_varuint_fails(of_35_bits, sizeof of_35_bits);
    assert_varuint_fails(of_64_bits, sizeof of_64_bits);
    assert_varuint_fails(padded, sizeof padded);
    assert_varuint_fails(without_end, sizeof without_end);
}

static void test_varuint_that_is_cut_off_is_damage(void **state)
{
    static const uint8_t bytes[] = {0x81, 0x80, 0x80, 0x80};

    (void)state;
    for (uint32_t size = 0; size <= sizeof bytes; size++) {
        assert_varuint_fails(bytes, size);
    }
}

static void test_skip_sized_moves_to_the_end_but_not_past_it(void **state)
{
    static const uint8_t bytes[] = {2, 'a', 'b', 0, 1, 'c', 1};
    struct xrom_cursor cursor = cursor_over(bytes, sizeof bytes);

    (void)state;
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 1);
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 4);
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 5);
    assert_int_equal(cursor.fault, XROM_OK);
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 0);
    assert_int_equal(-cursor.fault, XROM_ERR_RECORD);
}

static void test_skip_sized_of_nearly_all_bits_does_not_wrap(void **state)
{
    /* The size is 2^32 - 5: from the position behind it to the cursor's begin, modulo 2^32. */
    static const uint8_t bytes[] = {0x8f, 0xff, 0xff, 0xff, 0x7b, 0, 0, 0};
    struct xrom_cursor cursor = cursor_over(bytes, sizeof bytes);

    (void)state;
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 0);
    assert_int_equal(-cursor.fault, XROM_ERR_RECORD);
    assert_int_equal(cursor.position, 8);
}

static void test_skip_sized_moves_over_size_and_bytes(void **state)
{
    static const uint8_t bytes[] = {0x80, 2, 'a', 'b', 1};
    struct xrom_cursor cursor = cursor_over(bytes, sizeof bytes);

    (void)state;
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 2);
    assert_int_equal(cursor.position, 4);
    assert_int_equal(xrom_cursor_skip_sized(&cursor), 0);
    assert_int_equal(-cursor.fault, XROM_ERR_RECORD);
}

static void test_error_stays_and_nothing_is_read_after_it(void **state)
{
    static const uint8_t bytes[] = {0x90, 0x80, 0x80, 0x80, 0, 1, 2, 3};
    struct xrom_cursor cursor = cursor_over(bytes, sizeof bytes);

    (void)state;
    xrom_cursor_varuint(&cursor);
    assert_int_equal(-cursor.fault, XROM_ERR_VARUINT);
    assert_int_equal(xrom_cursor_varuint(&cursor), 0);
    assert_int_equal(-cursor.fault, XROM_ERR_VARUINT);
    xrom_cursor_skip_sized(&cursor);
    assert_true(cursor.fault != XROM_OK);
    assert_int_equal(cursor.position, cursor.end);
}

static void test_equals_compares_all_bytes_and_no_more(void **state)
{
    static const uint8_t bytes[] = {'a', 'b', 'c', 'd'};
    const struct xrom_image image = {bytes, sizeof bytes, 0};

    (void)state;
    assert_true(xrom_cursor_equals(&image, 1, "bc", 2));
    assert_true(xrom_cursor_equals(&image, 1, "bx", 1));
    assert_true(xrom_cursor_equals(&image, 4, "", 0));
    assert_false(xrom_cursor_equals(&image, 1, "bd", 2));
    assert_false(xrom_cursor_equals(&image, 0, "bbcd", 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_varuint_values_are_decoded),
        cmocka_unit_test(test_varuint_ends_at_its_last_byte),
        cmocka_unit_test(test_varuint_of_more_than_32_bits_is_damage),
        cmocka_unit_test(test_varuint_that_is_cut_off_is_damage),
        cmocka_unit_test(test_skip_sized_moves_to_the_end_but_not_past_it),
        cmocka_unit_test(test_skip_sized_of_nearly_all_bits_does_not_wrap),
        cmocka_unit_test(test_skip_sized_moves_over_size_and_bytes),
        cmocka_unit_test(test_error_stays_and_nothing_is_read_after_it),
        cmocka_unit_test(test_equals_compares_all_bytes_and_no_more),
    };

    return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
