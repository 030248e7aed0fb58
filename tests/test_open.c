/* SPDX-License-Identifier: MIT */
/* Open: what is an image, what is none, and how large it is. */
#include <string.h>

#include "support.h"

static void test_open_empty_root_is_the_smallest_image(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 0};
    struct xrom_image image;

    (void)state;
    assert_int_equal(xrom_open(&image, bytes, sizeof bytes), XROM_OK);
    assert_ptr_equal(image.base, bytes);
    assert_int_equal(image.size, 4);
    assert_int_equal(image.root, 4);
}

static void test_open_image_in_larger_partition_has_its_own_size(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 2, /* padding */ 1, 0, /* flash behind the image */ 0xff, 0xff};
    struct xrom_image image;

    (void)state;
    assert_int_equal(xrom_open(&image, bytes, sizeof bytes), XROM_OK);
    assert_int_equal(image.size, 6);
}

static void test_open_padded_length_is_as_good(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2, 1, 0};
    struct xrom_image image;

    (void)state;
    assert_int_equal(xrom_open(&image, bytes, sizeof bytes), XROM_OK);
    assert_int_equal(image.root, 10);
    assert_int_equal(image.size, 12);
}

static void test_open_odd_address_is_as_good(void **state)
{
    static const _Alignas(8) uint8_t bytes[] = {0, 0xd2, 0xcd, 0x31, 0};
    struct xrom_image image;

    (void)state;
    assert_int_equal(xrom_open(&image, bytes + 1, 4), XROM_OK);
    assert_ptr_equal(image.base, bytes + 1);
}

static void assert_is_no_romfs(const void *bytes, size_t size)
{
    struct xrom_image image;

    FILL(image);
    assert_int_equal(xrom_open(&image, bytes, size), XROM_ERR_NOT_ROMFS);
    assert_untouched(image);
}

static void test_open_other_bytes_are_not_romfs(void **state)
{
    static const uint8_t erased[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    static const uint8_t zeros[8] = {0};
    static const uint8_t record[] = {4, 2, 1, 'd'};
    static const uint8_t other_version[] = {0xd2, 0xcd, 0x32, 0};
    static const uint8_t kind_cut_off[] = {0xd2, 0xcd};
    static const uint8_t kind_goes_on[] = {0xd2, 0xcd, 0xb1, 0};

    (void)state;
    assert_is_no_romfs(erased, sizeof erased);
    assert_is_no_romfs(zeros, sizeof zeros);
    assert_is_no_romfs(record, sizeof record);
    assert_is_no_romfs(other_version, sizeof other_version);
    assert_is_no_romfs(kind_cut_off, sizeof kind_cut_off);
    assert_is_no_romfs(kind_goes_on, sizeof kind_goes_on);
    assert_is_no_romfs("hsqs, SquashFS", 14);
}

static void test_open_partition_of_no_bytes_is_not_romfs(void **state)
{
    (void)state;
    assert_is_no_romfs("", 0);
}

/* MicroPython looks for the three bytes, so a varuint of the same value is no image, nor would a builder write it. */
static void test_open_padded_kind_is_not_romfs(void **state)
{
    static const uint8_t bytes[] = {0x80, 0xd2, 0xcd, 0x31, 0};

    (void)state;
    assert_is_no_romfs(bytes, sizeof bytes);
}

static void assert_open_fails(const void *bytes, size_t size, int error)
{
    struct xrom_image image;

    FILL(image);
    assert_int_equal(xrom_open(&image, bytes, size), error);
    assert_untouched(image);
}

static void test_open_image_longer_than_partition_is_truncated(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 4, /* padding */ 1, 2, 0, 0};
    struct xrom_image image;

    (void)state;
    for (size_t size = 4; size < sizeof bytes; size++) {
        assert_open_fails(bytes, size, XROM_ERR_TRUNCATED);
    }
    assert_int_equal(xrom_open(&image, bytes, sizeof bytes), XROM_OK);
}

static void test_open_length_that_would_wrap_is_truncated(void **state)
{
    static const uint8_t bytes[] = {0xd2, 0xcd, 0x31, 0x8f, 0xff, 0xff, 0xff, 0x7f}; /* 2^32-1 */

    (void)state;
    assert_open_fails(bytes, sizeof bytes, XROM_ERR_TRUNCATED);
}

/* No more than the header and one record are read, so the partition need not really be there. */
static void test_open_largest_image_has_2_gib_less_one_byte(void **state)
{
    static const uint8_t largest[] = {0xd2, 0xcd, 0x31, 0x87, 0xff, 0xff, 0xff, 0x77, 1, 0}; /* 2^31-1-8 */
    static const uint8_t too_large[] = {0xd2, 0xcd, 0x31, 0x87, 0xff, 0xff, 0xff, 0x78};     /* 2^31-8 */
    struct xrom_image image;

    (void)state;
    assert_int_equal(xrom_open(&image, largest, SIZE_MAX), XROM_OK);
    assert_int_equal(image.size, XROM_SIZE_MAX);
    assert_int_equal(xrom_open(&image, largest, XROM_SIZE_MAX), XROM_OK);
    assert_open_fails(largest, XROM_SIZE_MAX - 1, XROM_ERR_TRUNCATED);
    assert_open_fails(too_large, SIZE_MAX, XROM_ERR_TOO_LARGE);
    assert_open_fails(too_large, XROM_SIZE_MAX, XROM_ERR_TRUNCATED);
}

static void test_open_partition_that_ends_in_the_length_is_truncated(void **state)
{
    static const uint8_t missing[] = {0xd2, 0xcd, 0x31};
    static const uint8_t cut_off[] = {0xd2, 0xcd, 0x31, 0x81, 0x80};

    (void)state;
    assert_open_fails(missing, sizeof missing, XROM_ERR_TRUNCATED);
    assert_open_fails(cut_off, sizeof cut_off, XROM_ERR_TRUNCATED);
}

static void test_open_length_of_33_bits_is_that_of_an_image_that_is_too_large(void **state)
{
    static const uint8_t of_33_bits[] = {0xd2, 0xcd, 0x31, 0x90, 0x80, 0x80, 0x80, 0x00};

    (void)state;
    assert_open_fails(of_33_bits, sizeof of_33_bits, XROM_ERR_TRUNCATED);
    assert_open_fails(of_33_bits, SIZE_MAX, XROM_ERR_TOO_LARGE);
}

static void test_open_null_address_is_a_wrong_argument(void **state)
{
    struct xrom_image image;

    (void)state;
    assert_int_equal(xrom_open(&image, NULL, 4), XROM_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open_empty_root_is_the_smallest_image),
        cmocka_unit_test(test_open_image_in_larger_partition_has_its_own_size),
        cmocka_unit_test(test_open_padded_length_is_as_good),
        cmocka_unit_test(test_open_odd_address_is_as_good),
        cmocka_unit_test(test_open_other_bytes_are_not_romfs),
        cmocka_unit_test(test_open_partition_of_no_bytes_is_not_romfs),
        cmocka_unit_test(test_open_padded_kind_is_not_romfs),
        cmocka_unit_test(test_open_image_longer_than_partition_is_truncated),
        cmocka_unit_test(test_open_length_that_would_wrap_is_truncated),
        cmocka_unit_test(test_open_largest_image_has_2_gib_less_one_byte),
        cmocka_unit_test(test_open_partition_that_ends_in_the_length_is_truncated),
        cmocka_unit_test(test_open_length_of_33_bits_is_that_of_an_image_that_is_too_large),
        cmocka_unit_test(test_open_null_address_is_a_wrong_argument),
    };

    return cmocka_run_group_tests_name("open", tests, NULL, NULL);
}
