/* SPDX-License-Identifier: MIT */
/* Installing one image: what is done to the flash. */
#include <stdlib.h>
#include <string.h>

#include "small_place.h"

static void test_install_pieces_of_any_size_give_the_image(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t piece = 1; piece <= image.size; piece += piece < 70 ? 1 : 63) {
        memset(device.flash, 0x33, SIZE);
        assert_int_equal(install(&place, image, piece), XROM_OK);
        assert_holds(image);
    }
}

static void test_install_images_of_any_size_fill_sectors_and_no_more(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t size = 0; size < 600; size += 7) {
        struct bytes other = make_image(2, size, size % 2 ? "fonts" : NULL);
        size_t sectors = (other.size + SECTOR - 1) / SECTOR * SECTOR;

        memset(device.flash, 0x33, SIZE);
        assert_int_equal(install(&place, other, 50), XROM_OK);
        assert_holds(other);
        assert_bytes_are(device.flash + other.size, 0xff, sectors - other.size);
        assert_bytes_are(device.flash + sectors, 0x33, SIZE - sectors);
        free(other.data);
    }
}

static void test_install_image_as_large_as_its_place_fits(void **state)
{
    struct xrom_place place = whole_place(&device);
    struct bytes large = make_image(3, SIZE - 28, NULL);

    (void)state;
    assert_int_equal(large.size, SIZE);
    assert_int_equal(install(&place, large, 1000), XROM_OK);
    assert_holds(large);
    free(large.data);
    assert_int_equal(begin(SIZE), XROM_OK);
    assert_int_equal(begin(SIZE + 1), XROM_ERR_NO_SPACE);
    assert_int_equal(begin(UINT32_MAX), XROM_ERR_NO_SPACE);
}

static void test_install_erases_each_sector_it_needs_once(void **state)
{
    struct xrom_place place = whole_place(&device);
    uint32_t wear[SIZE / SECTOR];

    (void)state;
    assert_int_equal(xrom_ram_count_wear(&device.ram, wear), XROM_OK);
    assert_int_equal(install(&place, image, 17), XROM_OK);
    for (size_t i = 0; i < SIZE / SECTOR; i++) {
        assert_int_equal(wear[i], i < (image.size + SECTOR - 1) / SECTOR);
    }
}

static void test_install_place_behind_others_leaves_these_alone(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    place.offset = 2 * SECTOR;
    place.room = 4 * SECTOR;
    memset(device.flash, 0x33, SIZE);
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_bytes_are(device.flash, 0x33, 2 * SECTOR);
    assert_memory_equal(device.flash + 2 * SECTOR, image.data, image.size);
    assert_bytes_are(device.flash + 6 * SECTOR, 0x33, SIZE - 6 * SECTOR);
}

static void test_install_touches_nothing_before_the_head_is_there(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, XROM_INSTALL_HEAD - 1), XROM_OK);
    assert_int_equal(device.ram.steps, 0);
    assert_int_equal(xrom_install_write(&installed, image.data + XROM_INSTALL_HEAD - 1, 1), XROM_OK);
    assert_int_not_equal(device.ram.steps, 0);
}

static void test_install_finish_before_the_end_lets_it_go_on(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_UNFINISHED);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size - 1), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, 0), XROM_OK);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_UNFINISHED);
    assert_no_magic();
    assert_int_equal(xrom_install_write(&installed, image.data + image.size - 1, 1), XROM_OK);
    assert_no_magic();
    assert_int_equal(xrom_install_finish(&installed), XROM_OK);
    assert_holds(image);
}

static uint32_t count_crc32(void *context, uint32_t crc, const void *bytes, size_t size)
{
    *(size_t *)context += size;
    return xrom_crc32(NULL, crc, bytes, size);
}

static void test_install_verifies_by_the_function_that_is_given(void **state)
{
    struct xrom_place place = whole_place(&device);
    size_t summed = 0;

    (void)state;
    place.crc32 = count_crc32;
    place.context = &summed;
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_int_equal(summed, image.size - 3); /* without the magic, which is known */
}

/* What was done last, and whether syncs are to fail. */
struct watch {
    enum xrom_ram_operation last;
    uint32_t programs;
    bool makes_sync_fail;
};

static void note(void *context, enum xrom_ram_operation operation, uint32_t offset, uint32_t size, int error)
{
    struct watch *watch = context;

    (void)offset;
    (void)size;
    (void)error;
    if (watch->programs > 0 && watch->last == XROM_RAM_PROGRAM) {
        assert_int_equal(operation, XROM_RAM_SYNC);
    }
    watch->last = operation;
    watch->programs += operation == XROM_RAM_PROGRAM;
    if (watch->makes_sync_fail && operation == XROM_RAM_PROGRAM) {
        xrom_ram_stay_busy(&device.ram, 1);
    }
}

static void test_install_waits_for_each_program(void **state)
{
    struct xrom_place place = whole_place(&device);
    struct watch watch = {XROM_RAM_MAP, 0, false};

    (void)state;
    xrom_ram_trace(&device.ram, note, &watch);
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_int_equal(watch.programs, 2 + (image.size + PAGE - 1) / PAGE + 1);
    assert_int_equal(watch.last, XROM_RAM_SYNC);
    watch.makes_sync_fail = true;
    assert_int_equal(install(&place, image, 100), XROM_ERR_IO);
    assert_no_magic();
}

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_place, tear_down_place)
    const struct CMUnitTest tests[] = {
        CASE(test_install_pieces_of_any_size_give_the_image),
        CASE(test_install_images_of_any_size_fill_sectors_and_no_more),
        CASE(test_install_image_as_large_as_its_place_fits),
        CASE(test_install_erases_each_sector_it_needs_once),
        CASE(test_install_place_behind_others_leaves_these_alone),
        CASE(test_install_touches_nothing_before_the_head_is_there),
        CASE(test_install_finish_before_the_end_lets_it_go_on),
        CASE(test_install_verifies_by_the_function_that_is_given),
        CASE(test_install_waits_for_each_program),
    };

    return cmocka_run_group_tests_name("install", tests, NULL, NULL);
}
