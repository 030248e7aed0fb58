/* SPDX-License-Identifier: MIT */
/* Installing one image: what is refused before anything in the flash is touched. */
#include <stdlib.h>
#include <string.h>

#include "small_place.h"

static void assert_untouched_by(struct bytes refused, int error)
{
    struct xrom_place place = whole_place(&device);

    assert_untouched_at(&place, refused, error);
}

static void test_install_no_image_is_refused_untouched(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        image.data[i] ^= 0x10;
        assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
        image.data[i] ^= 0x10;
    }
    memset(image.data + 3, 0xff, XROM_INSTALL_HEAD);
    assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
    image.size = 11; /* an empty image with a checksum has 12 bytes */
    assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
    image.size = 0;
    assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
}

static void test_install_image_of_another_size_is_refused_untouched(void **state)
{
    (void)state;
    image.size--;
    assert_untouched_by(image, XROM_ERR_OTHER_IMAGE);
    image.size -= 20;
    assert_untouched_by(image, XROM_ERR_OTHER_IMAGE);
}

static void test_install_image_that_states_no_alignment_is_refused_untouched(void **state)
{
    const struct file_image_parts stock_parts = {0};
    struct bytes stock = file_image(2, 29, &stock_parts);
    struct xrom_image opened;

    (void)state;
    assert_untouched_by(stock, XROM_ERR_NOT_FOUND);
    free(stock.data);
    open_image(&opened, image.data, image.size);
    assert_int_equal(image.data[opened.root], 0x42);
    image.data[opened.root] = 0x60; /* a record of another kind */
    assert_untouched_by(image, XROM_ERR_NOT_FOUND);
}

static void test_install_image_that_needs_more_alignment_is_refused_untouched(void **state)
{
    const struct file_image_parts parts = {NULL, 512, true};
    struct xrom_place place = whole_place(&device);
    struct bytes aligned = file_image(2, 400, &parts);

    (void)state;
    place.offset = SECTOR;
    place.room = 4 * SECTOR;
    assert_int_equal(install(&place, aligned, 100), XROM_ERR_UNALIGNED);
    assert_int_equal(device.ram.steps, 0);
    place.offset = 2 * SECTOR;
    assert_int_equal(install(&place, aligned, 100), XROM_OK);
    free(aligned.data);
}

static void test_install_begin_holds_page_and_place_against_the_device(void **state)
{
    static const struct {
        uint32_t offset, room, page_size;
        int error;
    } cases[] = {
        {0, SIZE, PAGE, XROM_OK},
        {0, SIZE, SECTOR, XROM_OK},
        {SECTOR, SIZE - SECTOR, PAGE, XROM_OK},
        {0, SIZE, 32, XROM_ERR_ARGUMENT},
        {0, SIZE, 0, XROM_ERR_ARGUMENT},
        {0, SIZE, 96, XROM_ERR_ARGUMENT},
        {0, SIZE, 2 * SECTOR, XROM_ERR_ARGUMENT},
        {0, SIZE, UINT32_C(1) << 31, XROM_ERR_ARGUMENT},
        {0, SIZE - PAGE, PAGE, XROM_ERR_ARGUMENT},
        {PAGE, SECTOR, PAGE, XROM_ERR_ARGUMENT},
        {0, SIZE + SECTOR, PAGE, XROM_ERR_RANGE},
        {SECTOR, SIZE, PAGE, XROM_ERR_RANGE},
        {0 - (uint32_t)SECTOR, SECTOR, PAGE, XROM_ERR_RANGE},
    };
    struct xrom_geometry read_only = {SIZE, 0, 0};
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        place.offset = cases[i].offset;
        place.room = cases[i].room;
        place.page_size = cases[i].page_size;
        assert_int_equal(xrom_install_begin(&installed, &place, 100), cases[i].error);
    }
    place = whole_place(&device);
    assert_int_equal(xrom_ram_open(&device.ram, device.flash, &read_only), XROM_OK);
    assert_int_equal(xrom_install_begin(&installed, &place, 100), XROM_ERR_ARGUMENT);
}

static void test_install_page_smaller_than_the_device_programs_is_refused_untouched(void **state)
{
    struct xrom_geometry large_pages = {SIZE, SECTOR, 128};
    struct xrom_place place = whole_place(&device);

    (void)state;
    assert_int_equal(xrom_ram_open(&device.ram, device.flash, &large_pages), XROM_OK);
    assert_int_equal(install(&place, image, 100), XROM_ERR_RANGE);
    assert_int_equal(device.ram.steps, 0);
}

static void test_install_more_bytes_than_announced_at_once_leave_the_flash_untouched(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size - 1), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_NO_SPACE);
    assert_int_equal(device.ram.steps, 0);
}

static void test_install_error_stays_whatever_is_written(void **state)
{
    static const uint8_t zeros[100];

    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, zeros, sizeof zeros), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_install_write(&installed, image.data, 1), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_NOT_ROMFS);
    assert_int_equal(device.ram.steps, 0);
}

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_place, tear_down_place)
    const struct CMUnitTest tests[] = {
        CASE(test_install_no_image_is_refused_untouched),
        CASE(test_install_image_of_another_size_is_refused_untouched),
        CASE(test_install_image_that_states_no_alignment_is_refused_untouched),
        CASE(test_install_image_that_needs_more_alignment_is_refused_untouched),
        CASE(test_install_begin_holds_page_and_place_against_the_device),
        CASE(test_install_page_smaller_than_the_device_programs_is_refused_untouched),
        CASE(test_install_more_bytes_than_announced_at_once_leave_the_flash_untouched),
        CASE(test_install_error_stays_whatever_is_written),
    };

    return cmocka_run_group_tests_name("install_refused", tests, NULL, NULL);
}
