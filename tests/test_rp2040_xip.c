/* SPDX-License-Identifier: MIT */
/* The RP2040's window: which addresses a region has. No address of it is read here; test_backends.c does that. */
#include <string.h>

#include <xrom/rp2040.h>

#include "support.h"

static const enum xrom_rp2040_alias aliases[] = {
    XROM_RP2040_CACHED,
    XROM_RP2040_NO_ALLOCATE,
    XROM_RP2040_UNCACHED_ALLOCATE,
    XROM_RP2040_UNCACHED,
};

static void test_rp2040_xip_region_is_the_alias_plus_the_offset(void **state)
{
    struct xrom_rp2040_xip xip;
    const void *address;

    (void)state;
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(xrom_rp2040_xip_open(&xip, aliases[i], 0x100000, 0x80000), XROM_OK);
        assert_int_equal(xip.backend.geometry.size, 0x80000);
        assert_int_equal(xrom_map(&xip.backend, 0, 0x80000, &address), XROM_OK);
        assert_int_equal((uintptr_t)address, 0x10100000 + i * 0x1000000);
        assert_int_equal(xrom_map(&xip.backend, 0x7ffff, 1, &address), XROM_OK);
        assert_int_equal((uintptr_t)address, 0x1017ffff + i * 0x1000000);
    }
}

static void test_rp2040_xip_window_has_16_mib(void **state)
{
    struct xrom_rp2040_xip xip;
    const void *address;

    (void)state;
    assert_int_equal(xrom_rp2040_xip_open(&xip, XROM_RP2040_CACHED, 0, 0x1000000), XROM_OK);
    assert_int_equal(xrom_map(&xip.backend, 0xffffff, 1, &address), XROM_OK);
    assert_int_equal((uintptr_t)address, 0x10ffffff);
    assert_int_equal(xrom_rp2040_xip_open(&xip, XROM_RP2040_CACHED, 0xffffff, 1), XROM_OK);
    assert_int_equal(xrom_rp2040_xip_open(&xip, XROM_RP2040_CACHED, 0x1000000, 0), XROM_OK);
}

static void test_rp2040_xip_region_outside_the_window_is_refused(void **state)
{
    static const struct {
        uint32_t offset, size;
    } regions[] = {
        {0, 0x1000001},  {1, 0x1000000},  {0x1000000, 1},  {0x1000001, 0},
        {1, UINT32_MAX}, {UINT32_MAX, 1}, {UINT32_MAX, 2},
    };
    struct xrom_rp2040_xip xip;

    (void)state;
    FILL(xip);
    for (size_t i = 0; i < sizeof regions / sizeof regions[0]; i++) {
        assert_int_equal(xrom_rp2040_xip_open(&xip, XROM_RP2040_UNCACHED, regions[i].offset, regions[i].size),
                         XROM_ERR_RANGE);
    }
    assert_untouched(xip);
}

static void test_rp2040_xip_other_address_is_no_alias(void **state)
{
    static const uint32_t others[] = {0, 1, 0x10000001, 0x10100000, 0x14000000, 0x15000000, 0x20000000};
    struct xrom_rp2040_xip xip;

    (void)state;
    FILL(xip);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(xrom_rp2040_xip_open(&xip, (enum xrom_rp2040_alias)others[i], 0, 16), XROM_ERR_ARGUMENT);
    }
    assert_untouched(xip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rp2040_xip_region_is_the_alias_plus_the_offset),
        cmocka_unit_test(test_rp2040_xip_window_has_16_mib),
        cmocka_unit_test(test_rp2040_xip_region_outside_the_window_is_refused),
        cmocka_unit_test(test_rp2040_xip_other_address_is_no_alias),
    };

    return cmocka_run_group_tests_name("rp2040_xip", tests, NULL, NULL);
}
