/* SPDX-License-Identifier: MIT */
/* The RAM device in bad days: power cuts, torn bytes, and what else can be ordered. */
#include <string.h>

#include <xrom/ram.h>

#include "support.h"

#define SIZE 256
#define SECTOR 64 /* 16 steps of 4 bytes */
#define PAGE 16

static const struct xrom_geometry geometry = {SIZE, SECTOR, PAGE};
static const uint8_t zeros[SIZE];
static uint8_t flash[SIZE];
static struct xrom_ram ram;

static void open_filled(uint8_t value)
{
    memset(flash, value, SIZE);
    assert_int_equal(xrom_ram_open(&ram, flash, &geometry), XROM_OK);
}

static int erase(uint32_t offset, uint32_t size)
{
    return xrom_erase(&ram.backend, offset, size);
}

static int program(uint32_t offset, uint32_t size)
{
    return xrom_program(&ram.backend, offset, zeros, size);
}

static void assert_off(void)
{
    const void *address = NULL;

    assert_true(ram.faults.is_off);
    assert_int_equal(xrom_map(&ram.backend, 0, 1, &address), XROM_ERR_IO);
    assert_null(address);
    assert_int_equal(erase(0, SECTOR), XROM_ERR_IO);
    assert_int_equal(program(0, PAGE), XROM_ERR_IO);
    assert_int_equal(xrom_sync(&ram.backend), XROM_ERR_IO);
}

static void test_ram_steps_are_bytes_and_sixteenths(void **state)
{
    (void)state;
    open_filled(0xff);
    assert_int_equal(program(0, 2 * PAGE), XROM_OK);
    assert_int_equal(ram.steps, 32);
    assert_int_equal(erase(0, 2 * SECTOR), XROM_OK);
    assert_int_equal(ram.steps, 64);
    assert_int_equal(xrom_sync(&ram.backend), XROM_OK);
    assert_int_equal(ram.steps, 64);
}

static void test_ram_cut_before_each_byte_leaves_those_before(void **state)
{
    (void)state;
    for (uint32_t step = 0; step < 2 * PAGE; step++) {
        open_filled(0xff);
        xrom_ram_cut(&ram, step, XROM_RAM_TEAR_NONE, 1);
        assert_int_equal(program(SECTOR, 2 * PAGE), XROM_ERR_IO);
        assert_int_equal(ram.steps, step);
        assert_off();
        assert_bytes_are(flash, 0xff, SECTOR);
        assert_bytes_are(flash + SECTOR, 0, step);
        assert_bytes_are(flash + SECTOR + step, 0xff, SIZE - SECTOR - step);
    }
}

static void test_ram_cut_before_each_sixteenth_leaves_those_before(void **state)
{
    (void)state;
    for (uint32_t step = 0; step < 32; step++) {
        open_filled(0);
        xrom_ram_cut(&ram, step, XROM_RAM_TEAR_NONE, 0);
        assert_int_equal(erase(SECTOR, 2 * SECTOR), XROM_ERR_IO);
        assert_off();
        assert_bytes_are(flash, 0, SECTOR);
        assert_bytes_are(flash + SECTOR, 0xff, 4 * step);
        assert_bytes_are(flash + SECTOR + 4 * step, 0, SIZE - SECTOR - 4 * step);
    }
}

static void test_ram_cut_erase_begins_with_the_part_of_the_seed(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 32; seed++) {
        open_filled(0);
        xrom_ram_cut(&ram, 1, XROM_RAM_TEAR_NONE, seed);
        assert_int_equal(erase(0, SECTOR), XROM_ERR_IO);
        assert_bytes_are(flash, 0, 4 * (seed % 16));
        assert_bytes_are(flash + 4 * (seed % 16), 0xff, 4);
        assert_bytes_are(flash + 4 * (seed % 16) + 4, 0, SIZE - 4 * (seed % 16) - 4);
    }
    open_filled(0);
    xrom_ram_cut(&ram, 16, XROM_RAM_TEAR_NONE, 5);
    assert_int_equal(erase(0, SECTOR), XROM_OK);
    assert_bytes_are(flash, 0xff, SECTOR);
}

static void test_ram_cut_behind_the_last_step_comes_with_the_next(void **state)
{
    (void)state;
    open_filled(0xff);
    xrom_ram_cut(&ram, PAGE, XROM_RAM_TEAR_UNIT, 1);
    assert_int_equal(program(0, PAGE), XROM_OK);
    assert_int_equal(program(PAGE, PAGE), XROM_ERR_IO);
    assert_bytes_are(flash, 0, PAGE);
    assert_bytes_are(flash + PAGE, 0xff, SIZE - PAGE);
}

static void test_ram_power_on_ends_a_cut_and_takes_back_one_to_come(void **state)
{
    const void *address;

    (void)state;
    open_filled(0xff);
    xrom_ram_cut(&ram, 0, XROM_RAM_TEAR_NONE, 1);
    assert_int_equal(program(0, PAGE), XROM_ERR_IO);
    assert_off();
    xrom_ram_power_on(&ram);
    assert_int_equal(xrom_map(&ram.backend, 0, 1, &address), XROM_OK);
    assert_int_equal(program(0, PAGE), XROM_OK);
    xrom_ram_cut(&ram, 0, XROM_RAM_TEAR_NONE, 1);
    xrom_ram_power_on(&ram);
    assert_int_equal(program(0, PAGE), XROM_OK);
    assert_int_equal(xrom_sync(&ram.backend), XROM_OK);
}

/* Of the byte under way, some bits are cleared and some are not, and which depends on the seed. */
static void test_ram_tear_of_a_byte_clears_some_of_its_bits(void **state)
{
    uint32_t ones = 0, values = 0;
    uint8_t seen[256] = {0};

    (void)state;
    for (uint32_t seed = 0; seed < 256; seed++) {
        open_filled(0xf3);
        xrom_ram_cut(&ram, 5, XROM_RAM_TEAR_BYTE, seed);
        assert_int_equal(program(0, PAGE), XROM_ERR_IO);
        assert_bytes_are(flash, 0, 5);
        assert_int_equal(flash[5] & ~0xf3, 0);
        assert_bytes_are(flash + 6, 0xf3, SIZE - 6);
        ones += flash[5] >> 7;
        values += !seen[flash[5]];
        seen[flash[5]] = 1;
    }
    assert_in_range(ones, 64, 192);
    assert_true(values > 32); /* of 64 */
}

static void test_ram_tear_of_a_page_clears_any_of_its_bits(void **state)
{
    (void)state;
    for (uint32_t step = 1; step < PAGE; step++) {
        uint32_t cleared = 0;

        for (uint32_t seed = 0; seed < 64; seed++) {
            open_filled(0xff);
            xrom_ram_cut(&ram, PAGE + step, XROM_RAM_TEAR_UNIT, seed);
            assert_int_equal(program(0, 3 * PAGE), XROM_ERR_IO);
            assert_off();
            assert_int_equal(ram.steps, PAGE + step);
            assert_bytes_are(flash, 0, PAGE);
            assert_bytes_are(flash + 2 * PAGE, 0xff, SIZE - 2 * PAGE);
            for (uint32_t bit = 0; bit < 8 * PAGE; bit++) {
                cleared += (flash[PAGE + bit / 8] >> bit % 8 & 1) == 0;
            }
        }
        /* As many of all 8192 as the part of the page that was done; the bound is eight standard deviations. */
        assert_in_range(cleared, 64 * 8 * step - 400, 64 * 8 * step + 400);
    }
}

static void test_ram_tear_of_an_erase_leaves_the_rest_of_the_device(void **state)
{
    static const uint8_t value = 0x55;

    (void)state;
    for (uint32_t step = 0; step < 16; step++) {
        open_filled(value);
        xrom_ram_cut(&ram, step, XROM_RAM_TEAR_BYTE, 16 * step);
        assert_int_equal(erase(SECTOR, SECTOR), XROM_ERR_IO);
        assert_bytes_are(flash + SECTOR, 0xff, 4 * step);
        for (uint32_t i = 4 * step; i < 4 * step + 4; i++) {
            assert_int_equal(flash[SECTOR + i] & value, value); /* bits are only set */
        }
        assert_bytes_are(flash + SECTOR + 4 * step + 4, value, SECTOR - 4 * step - 4);

        open_filled(value);
        xrom_ram_cut(&ram, step, XROM_RAM_TEAR_UNIT, step);
        assert_int_equal(erase(SECTOR, SECTOR), XROM_ERR_IO);
        assert_bytes_are(flash, value, SECTOR);
        assert_int_equal(memcmp(flash + SECTOR, flash, SECTOR) == 0, step == 0);
        assert_bytes_are(flash + 2 * SECTOR, value, SIZE - 2 * SECTOR);
    }
}

static void test_ram_tear_is_the_same_for_the_same_seed(void **state)
{
    uint8_t first[SIZE];

    (void)state;
    for (int tear = XROM_RAM_TEAR_BYTE; tear <= XROM_RAM_TEAR_UNIT; tear++) {
        for (int i = 0; i < 2; i++) {
            open_filled(0x55);
            xrom_ram_cut(&ram, 3, (enum xrom_ram_tear)tear, 7);
            assert_int_equal(erase(0, SECTOR), XROM_ERR_IO);
            if (i == 0) {
                memcpy(first, flash, SIZE);
            }
        }
        assert_memory_equal(flash, first, SIZE);
    }
}

static void test_ram_sector_that_fails_is_half_erased(void **state)
{
    (void)state;
    open_filled(0);
    assert_int_equal(xrom_ram_fail_erase(&ram, SECTOR + 5), XROM_OK);
    assert_int_equal(erase(0, 3 * SECTOR), XROM_ERR_IO);
    assert_bytes_are(flash, 0xff, SECTOR + SECTOR / 2);
    assert_bytes_are(flash + SECTOR + SECTOR / 2, 0, SIZE - SECTOR - SECTOR / 2);
    assert_int_equal(erase(SECTOR, SECTOR), XROM_ERR_IO);
    assert_int_equal(erase(2 * SECTOR, 2 * SECTOR), XROM_OK);
    xrom_ram_mend(&ram);
    assert_int_equal(erase(SECTOR, SECTOR), XROM_OK);
    assert_bytes_are(flash, 0xff, SIZE);
}

static void test_ram_page_that_fails_is_half_programmed(void **state)
{
    (void)state;
    open_filled(0xff);
    assert_int_equal(xrom_ram_fail_program(&ram, 2 * PAGE - 1), XROM_OK);
    assert_int_equal(program(0, 3 * PAGE), XROM_ERR_IO);
    assert_bytes_are(flash, 0, PAGE + PAGE / 2);
    assert_bytes_are(flash + PAGE + PAGE / 2, 0xff, SIZE - PAGE - PAGE / 2);
    assert_int_equal(program(2 * PAGE, PAGE), XROM_OK);
    xrom_ram_mend(&ram);
    assert_int_equal(program(PAGE, PAGE), XROM_OK);
    assert_bytes_are(flash, 0, 3 * PAGE);
}

static void test_ram_bits_that_stick_keep_their_value_silently(void **state)
{
    (void)state;
    open_filled(0xff);
    assert_int_equal(xrom_ram_stick(&ram, 3, 0x81), XROM_OK);
    assert_int_equal(program(0, PAGE), XROM_OK);
    assert_bytes_are(flash, 0, 3);
    assert_int_equal(flash[3], 0x81);
    assert_bytes_are(flash + 4, 0, PAGE - 4);
    flash[3] = 0;
    assert_int_equal(erase(0, SECTOR), XROM_OK);
    assert_int_equal(flash[3], 0x7e);
}

static void test_ram_chip_that_stays_busy_changes_nothing(void **state)
{
    const void *address;

    (void)state;
    open_filled(0x33);
    xrom_ram_stay_busy(&ram, 3);
    assert_int_equal(erase(0, SECTOR), XROM_ERR_IO);
    assert_int_equal(program(0, PAGE), XROM_ERR_IO);
    assert_int_equal(xrom_map(&ram.backend, 0, 1, &address), XROM_OK);
    assert_int_equal(xrom_sync(&ram.backend), XROM_ERR_IO);
    assert_bytes_are(flash, 0x33, SIZE);
    assert_int_equal(xrom_sync(&ram.backend), XROM_OK);

    xrom_ram_stay_busy(&ram, XROM_RAM_NONE);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(erase(0, SECTOR), XROM_ERR_IO);
    }
    assert_bytes_are(flash, 0x33, SIZE);
    xrom_ram_mend(&ram);
    assert_int_equal(erase(0, SECTOR), XROM_OK);
}

static void test_ram_faults_outside_the_device_are_refused(void **state)
{
    (void)state;
    open_filled(0xff);
    assert_int_equal(xrom_ram_fail_erase(&ram, SIZE), XROM_ERR_RANGE);
    assert_int_equal(xrom_ram_fail_program(&ram, SIZE), XROM_ERR_RANGE);
    assert_int_equal(xrom_ram_stick(&ram, XROM_RAM_NONE, 1), XROM_ERR_RANGE);
    assert_int_equal(program(0, SIZE), XROM_OK);
    assert_int_equal(erase(0, SIZE), XROM_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ram_steps_are_bytes_and_sixteenths),
        cmocka_unit_test(test_ram_cut_before_each_byte_leaves_those_before),
        cmocka_unit_test(test_ram_cut_before_each_sixteenth_leaves_those_before),
        cmocka_unit_test(test_ram_cut_erase_begins_with_the_part_of_the_seed),
        cmocka_unit_test(test_ram_cut_behind_the_last_step_comes_with_the_next),
        cmocka_unit_test(test_ram_power_on_ends_a_cut_and_takes_back_one_to_come),
        cmocka_unit_test(test_ram_tear_of_a_byte_clears_some_of_its_bits),
        cmocka_unit_test(test_ram_tear_of_a_page_clears_any_of_its_bits),
        cmocka_unit_test(test_ram_tear_of_an_erase_leaves_the_rest_of_the_device),
        cmocka_unit_test(test_ram_tear_is_the_same_for_the_same_seed),
        cmocka_unit_test(test_ram_sector_that_fails_is_half_erased),
        cmocka_unit_test(test_ram_page_that_fails_is_half_programmed),
        cmocka_unit_test(test_ram_bits_that_stick_keep_their_value_silently),
        cmocka_unit_test(test_ram_chip_that_stays_busy_changes_nothing),
        cmocka_unit_test(test_ram_faults_outside_the_device_are_refused),
    };

    return cmocka_run_group_tests_name("ram_fault", tests, NULL, NULL);
}
