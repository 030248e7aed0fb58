/* SPDX-License-Identifier: MIT */
/* What of the RP2040's flash is refused before a chip is looked at, and the checksum where there is none. */
#include <string.h>

#include <xrom/rp2040.h>
#include <xrom/verify.h>

#include "support.h"

static void assert_open_fails(uint32_t alias, uint32_t offset, uint32_t size, uint32_t firmware_size, int expected)
{
    struct xrom_rp2040_flash flash;

    FILL(flash);
    assert_int_equal(xrom_rp2040_flash_open(&flash, (enum xrom_rp2040_alias)alias, offset, size, firmware_size),
                     expected);
    assert_untouched(flash);
}

static void test_rp2040_flash_region_outside_the_window_is_refused(void **state)
{
    (void)state;
    assert_open_fails(XROM_RP2040_CACHED, 0x1000, 0x1000000, 0, XROM_ERR_RANGE);
    assert_open_fails(XROM_RP2040_CACHED, 0x1001000, 0, 0, XROM_ERR_RANGE);
    assert_open_fails(XROM_RP2040_CACHED, 0xfffff000, 0x2000, 0, XROM_ERR_RANGE);
    assert_open_fails(XROM_RP2040_CACHED + 0x100000, 0, 0x1000, 0, XROM_ERR_ARGUMENT);
}

static void test_rp2040_flash_region_that_is_not_made_of_sectors_is_refused(void **state)
{
    (void)state;
    assert_open_fails(XROM_RP2040_CACHED, 0x100100, 0x1000, 0, XROM_ERR_RANGE);
    assert_open_fails(XROM_RP2040_CACHED, 0x100000, 0x1100, 0, XROM_ERR_RANGE);
}

static void test_rp2040_flash_region_that_begins_in_the_firmware_is_refused(void **state)
{
    (void)state;
    assert_open_fails(XROM_RP2040_CACHED, 0, 0x1000, 1, XROM_ERR_RANGE);
    assert_open_fails(XROM_RP2040_CACHED, 0x100000, 0x1000, 0x100001, XROM_ERR_RANGE);
    assert_open_fails(XROM_RP2040_CACHED, 0x100000, 0x1000, UINT32_MAX, XROM_ERR_RANGE);
}

static void test_rp2040_flash_host_is_no_rp2040(void **state)
{
    (void)state;
    assert_open_fails(XROM_RP2040_CACHED, 0x100000, 0x1000, 0x100000, XROM_ERR_IO);
}

static void test_rp2040_crc32_without_a_chip_is_that_of_software(void **state)
{
    static const uint8_t bytes[] = "?123456789";
    uint32_t channel = 0;

    (void)state;
    assert_int_equal(xrom_rp2040_crc32(&channel, 0, bytes + 1, 9), 0xcbf43926);
    for (size_t size = 0; size < sizeof bytes; size++) {
        assert_int_equal(xrom_rp2040_crc32(&channel, 42, bytes, size), xrom_crc32(NULL, 42, bytes, size));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rp2040_flash_region_outside_the_window_is_refused),
        cmocka_unit_test(test_rp2040_flash_region_that_is_not_made_of_sectors_is_refused),
        cmocka_unit_test(test_rp2040_flash_region_that_begins_in_the_firmware_is_refused),
        cmocka_unit_test(test_rp2040_flash_host_is_no_rp2040),
        cmocka_unit_test(test_rp2040_crc32_without_a_chip_is_that_of_software),
    };

    return cmocka_run_group_tests_name("rp2040_flash", tests, NULL, NULL);
}
