/* SPDX-License-Identifier: MIT */
/* Installing one image: what is refused later, or fails, leaves nothing that looks like an image. */
#include <stdlib.h>

#include "small_place.h"

static void test_install_damaged_image_leaves_no_magic(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t at = 20; at < image.size; at += 13) {
        image.data[at] ^= 1;
        assert_int_not_equal(install(&place, image, 100), XROM_OK);
        assert_no_magic();
        image.data[at] ^= 1;
    }
    image.data[300] ^= 1;
    assert_int_equal(install(&place, image, 100), XROM_ERR_CHECKSUM);
    image.data[300] ^= 1;
    assert_int_equal(install(&place, image, 100), XROM_OK);
}

static void test_install_image_without_a_checksum_leaves_no_magic(void **state)
{
    const struct file_image_parts parts = {"fonts", 4, false};
    struct xrom_place place = whole_place(&device);
    struct bytes unsure = file_image(2, 4, &parts);

    (void)state;
    assert_int_equal(install(&place, unsure, 100), XROM_ERR_CHECKSUM);
    assert_no_magic();
    free(unsure.data);
}

static void test_install_more_bytes_than_announced_end_it(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, 1), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_install_write(&installed, image.data, 0), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_NO_SPACE);
    assert_no_magic();
}

static void test_install_each_fault_of_the_device_is_told_and_mended_by_another_try(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (int fault = 0; fault < 5; fault++) {
        assert_int_equal(install(&place, image, 100), XROM_OK);
        switch (fault) {
        case 0: assert_int_equal(xrom_ram_fail_erase(&device.ram, SECTOR + 1), XROM_OK); break;
        case 1: assert_int_equal(xrom_ram_fail_program(&device.ram, 300), XROM_OK); break;
        case 2: assert_int_equal(xrom_ram_stick(&device.ram, 301, 0xff), XROM_OK); break;
        case 3: xrom_ram_stay_busy(&device.ram, XROM_RAM_NONE); break;
        default: assert_int_equal(xrom_ram_stick(&device.ram, 0, 0x2d), XROM_OK); break;
        }
        device.flash[301] ^= 1; /* what sticks is wrong */
        assert_int_equal(install(&place, image, 100), XROM_ERR_IO);
        if (fault != 3) {
            assert_no_magic();
        }
        xrom_ram_mend(&device.ram);
        assert_int_equal(install(&place, image, 100), XROM_OK);
        assert_holds(image);
    }
}

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_place, tear_down_place)
    const struct CMUnitTest tests[] = {
        CASE(test_install_damaged_image_leaves_no_magic),
        CASE(test_install_image_without_a_checksum_leaves_no_magic),
        CASE(test_install_more_bytes_than_announced_end_it),
        CASE(test_install_each_fault_of_the_device_is_told_and_mended_by_another_try),
    };

    return cmocka_run_group_tests_name("install_undone", tests, NULL, NULL);
}
