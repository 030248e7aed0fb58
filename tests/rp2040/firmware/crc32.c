/* SPDX-License-Identifier: MIT */
/* The checksum by hardware against that in software; then an image at 1 MiB, verified between two marks. */
#include <xrom/rp2040.h>
#include <xrom/verify.h>

#include "rig.h"
#include "support.h"

#define REGION UINT32_C(0x10100000)
#define REGION_SIZE UINT32_C(0x00100000)

static uint32_t channel;

static const uint8_t *flash_at(uint32_t alias, uint32_t offset)
{
    return (const uint8_t *)(alias + (REGION - XROM_RP2040_CACHED) + offset);
}

static void assert_same_crc32(const uint8_t *bytes, uint32_t size)
{
    uint32_t crc = 0x12345678;

    assert_int_equal(xrom_rp2040_crc32(&channel, 0, bytes, size), xrom_crc32(NULL, 0, bytes, size));
    assert_int_equal(xrom_rp2040_crc32(&channel, crc, bytes, size), xrom_crc32(NULL, crc, bytes, size));
}

static void test_crc32_of_any_begin_and_size_is_that_of_software(void **state)
{
    (void)state;
    for (uint32_t lead = 0; lead < 5; lead++) {
        for (uint32_t size = 0; size < 20; size++) {
            assert_same_crc32(flash_at(XROM_RP2040_CACHED, lead), size);
        }
    }
}

static void test_crc32_through_each_alias_and_channel_is_that_of_software(void **state)
{
    (void)state;
    for (uint32_t alias = XROM_RP2040_CACHED; alias <= XROM_RP2040_UNCACHED; alias += 0x01000000) {
        assert_same_crc32(flash_at(alias, 0), 256);
    }
    for (channel = 0; channel < 12; channel++) {
        assert_same_crc32(flash_at(XROM_RP2040_CACHED, 0), 64);
    }
    channel = 11;
}

static void test_crc32_of_memory_is_that_of_software(void **state)
{
    static uint8_t bytes[64];

    (void)state;
    for (uint32_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 37);
    }
    assert_same_crc32(bytes, sizeof bytes);
    assert_int_equal(xrom_rp2040_crc32(&channel, 0, "123456789", 9), 0xcbf43926);
}

/* A stream that somebody has left behind is thrown away. */
static void test_crc32_after_a_stream_that_was_left_is_right(void **state)
{
    volatile uint32_t *stream = (volatile uint32_t *)0x14000014;

    (void)state;
    stream[0] = REGION + 0x100;
    stream[1] = 100;
    for (volatile int i = 0; i < 100; i++) {
    }
    assert_same_crc32(flash_at(XROM_RP2040_CACHED, 0), 64);
}

static void test_verify_by_the_sniffer_finds_the_image_right(void **state)
{
    struct xrom_image image;
    struct xrom_verify verify;
    int error;

    (void)state;
    open_sound_image(&image, flash_at(XROM_RP2040_CACHED, 0), REGION_SIZE);
    assert_int_equal(xrom_verify_begin(&verify, &image, xrom_rp2040_crc32, &channel), XROM_OK);
    mark(image.size);
    error = xrom_verify_step(&verify, image.size);
    mark(0);
    assert_int_equal(error, XROM_OK);
}

static void test_verify_by_the_sniffer_in_odd_steps_finds_the_image_right(void **state)
{
    struct xrom_image image;
    struct xrom_verify verify;
    int error = XROM_ERR_UNFINISHED;

    (void)state;
    open_image(&image, flash_at(XROM_RP2040_CACHED, 0), REGION_SIZE);
    assert_int_equal(xrom_verify_begin(&verify, &image, xrom_rp2040_crc32, &channel), XROM_OK);
    while (error == XROM_ERR_UNFINISHED) {
        error = xrom_verify_step(&verify, 1021);
    }
    assert_int_equal(error, XROM_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crc32_of_any_begin_and_size_is_that_of_software),
        cmocka_unit_test(test_crc32_through_each_alias_and_channel_is_that_of_software),
        cmocka_unit_test(test_crc32_of_memory_is_that_of_software),
        cmocka_unit_test(test_crc32_after_a_stream_that_was_left_is_right),
        cmocka_unit_test(test_verify_by_the_sniffer_finds_the_image_right),
        cmocka_unit_test(test_verify_by_the_sniffer_in_odd_steps_finds_the_image_right),
    };

    channel = 11;
    return cmocka_run_group_tests_name("crc32", tests, NULL, NULL);
}
