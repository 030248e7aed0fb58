/* SPDX-License-Identifier: MIT */
/* The checksum of an image: right, wrong, missing, and in steps. */
#include <string.h>

#include <xrom/verify.h>

#include "support.h"

static const uint8_t summed[] = {
    0xd2, 0xcd, 0x31, 14,                         /* 0: image */
    5,    6,    1,    'f',  2,    2,    'h', 'i', /* 4: f */
    0x7f, 4,    0xcc, 0xcc, 0xcc, 0xcc,           /* 12: the checksum: see summed_image() */
};

/* With the checksum that is right: its complement is the CRC-32 of all before it. */
static const uint8_t *summed_image(uint8_t bytes[sizeof summed])
{
    uint32_t sum = ~xrom_crc32(NULL, 0, summed, 14);

    memcpy(bytes, summed, sizeof summed);
    for (int i = 0; i < 4; i++) {
        bytes[14 + i] = (uint8_t)(sum >> 8 * i);
    }
    return bytes;
}

static void test_crc32_is_that_of_zip(void **state)
{
    (void)state;
    assert_int_equal(xrom_crc32(NULL, 0, "123456789", 9), 0xcbf43926);
    assert_int_equal(xrom_crc32(NULL, 0, NULL, 0), 0);
    assert_int_equal(xrom_crc32(NULL, xrom_crc32(NULL, 0, "1234", 4), "56789", 5), 0xcbf43926);
}

static void test_verify_image_as_it_was_built_passes(void **state)
{
    uint8_t bytes[sizeof summed];
    struct xrom_image image;

    (void)state;
    open_sound_image(&image, summed_image(bytes), sizeof bytes);
    assert_int_equal(xrom_verify(&image), XROM_OK);
}

static void test_verify_any_other_byte_is_noticed(void **state)
{
    uint8_t bytes[sizeof summed];
    struct xrom_image image;

    (void)state;
    open_image(&image, summed_image(bytes), sizeof bytes);
    for (size_t at = 0; at < sizeof bytes; at++) {
        bytes[at] ^= 0x10;
        assert_int_not_equal(xrom_verify(&image), XROM_OK);
        bytes[at] ^= 0x10;
    }
    bytes[10] ^= 1; /* of the data: all records are as they were */
    assert_int_equal(xrom_verify(&image), XROM_ERR_CHECKSUM);
}

static void test_verify_image_without_checksum_says_so(void **state)
{
    static const uint8_t plain[] = {0xd2, 0xcd, 0x31, 8, 5, 6, 1, 'f', 2, 2, 'h', 'i'};
    struct xrom_verify verify;
    struct xrom_image image;

    (void)state;
    open_image(&image, plain, sizeof plain);
    FILL(verify);
    assert_int_equal(xrom_verify_begin(&verify, &image, xrom_crc32, NULL), XROM_ERR_NOT_FOUND);
    assert_untouched(verify);
    assert_int_equal(xrom_verify(&image), XROM_ERR_NOT_FOUND);
}

static void test_verify_damage_before_the_checksum_is_damage(void **state)
{
    uint8_t bytes[sizeof summed];
    struct xrom_image image;

    (void)state;
    open_image(&image, summed_image(bytes), sizeof bytes);
    bytes[4] = 0;
    assert_int_equal(xrom_verify(&image), XROM_ERR_UNUSED);
}

/* Counts the bytes that it is given. */
static uint32_t count_bytes(void *context, uint32_t crc, const void *bytes, size_t size)
{
    *(size_t *)context += size;
    return xrom_crc32(NULL, crc, bytes, size);
}

static void test_verify_in_steps_reads_no_more_than_asked_for(void **state)
{
    uint8_t bytes[sizeof summed];
    struct xrom_verify verify;
    struct xrom_image image;
    size_t count = 0;

    (void)state;
    open_image(&image, summed_image(bytes), sizeof bytes);
    assert_int_equal(xrom_verify_begin(&verify, &image, count_bytes, &count), XROM_OK);
    assert_int_equal(xrom_verify_step(&verify, 0), XROM_ERR_UNFINISHED);
    assert_int_equal(count, 0);
    assert_int_equal(xrom_verify_step(&verify, 7), XROM_ERR_UNFINISHED);
    assert_int_equal(count, 7);
    assert_int_equal(xrom_verify_step(&verify, 10), XROM_ERR_UNFINISHED);
    assert_int_equal(count, 17);
    assert_int_equal(xrom_verify_step(&verify, UINT32_MAX), XROM_OK);
    assert_int_equal(count, 18);
    assert_int_equal(xrom_verify_step(&verify, 5), XROM_OK);
    assert_int_equal(count, 18);
}

static void test_verify_in_steps_notices_as_well(void **state)
{
    uint8_t bytes[sizeof summed];
    struct xrom_verify verify;
    struct xrom_image image;

    (void)state;
    open_image(&image, summed_image(bytes), sizeof bytes);
    bytes[11] ^= 1;
    assert_int_equal(xrom_verify_begin(&verify, &image, xrom_crc32, NULL), XROM_OK);
    assert_int_equal(xrom_verify_step(&verify, 17), XROM_ERR_UNFINISHED);
    assert_int_equal(xrom_verify_step(&verify, 1), XROM_ERR_CHECKSUM);
    assert_int_equal(xrom_verify_step(&verify, 0), XROM_ERR_CHECKSUM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc32_is_that_of_zip),
        cmocka_unit_test(test_verify_image_as_it_was_built_passes),
        cmocka_unit_test(test_verify_any_other_byte_is_noticed),
        cmocka_unit_test(test_verify_image_without_checksum_says_so),
        cmocka_unit_test(test_verify_damage_before_the_checksum_is_damage),
        cmocka_unit_test(test_verify_in_steps_reads_no_more_than_asked_for),
        cmocka_unit_test(test_verify_in_steps_notices_as_well),
    };

    return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
