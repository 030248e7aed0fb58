/* SPDX-License-Identifier: MIT */
/*
 * What is the RP2040's own in writing: interrupts, cache, second stage and pads are afterwards as they were, and what must
 * not be written is refused. The contract of all backends is test_backends.c.
 */
#include <string.h>

#include <xrom/rp2040.h>

#include "rig.h"
#include "rom.h"
#include "support.h"

#define OFFSET UINT32_C(0x00100000)
#define SIZE UINT32_C(0x00040000)
#define PADS_QSPI_SD1 REGISTER(0x4002000c)
#define SYSTICK_CTRL REGISTER(0xe000e010)
#define SYSTICK_LOAD REGISTER(0xe000e014)
#define SYSTICK_COUNT REGISTER(0xe000e018)
#define VTOR REGISTER(0xe000ed08)

static uint8_t page[256];
static const uint8_t page_in_flash[256] = {1, 2, 3};

static uint32_t firmware_size(void)
{
    return (uint32_t)firmware_end - XROM_RP2040_CACHED;
}

static void open_flash(struct xrom_rp2040_flash *flash)
{
    assert_int_equal(xrom_rp2040_flash_open(flash, XROM_RP2040_CACHED, OFFSET, SIZE, firmware_size()), XROM_OK);
}

static const uint8_t *bytes_of(struct xrom_rp2040_flash *flash)
{
    const void *address = NULL;

    assert_int_equal(xrom_map(&flash->xip.backend, 0, SIZE, &address), XROM_OK);
    return address;
}

/* Writes in both ways. */
static void write(struct xrom_rp2040_flash *flash)
{
    assert_int_equal(xrom_erase(&flash->xip.backend, 0, 4096), XROM_OK);
    assert_int_equal(xrom_program(&flash->xip.backend, 0, page, 256), XROM_OK);
}

/* ---- Interrupts: their handlers stand in flash, so one that came during a write would be trapped ---- */

static volatile uint32_t ticks;

static void tick(void)
{
    ticks++;
}

static const void *vectors[48] __attribute__((aligned(256))); /* in RAM */

static void start_ticking(void)
{
    memcpy(vectors, (const void *)VTOR, sizeof vectors);
    vectors[15] = (const void *)tick;
    VTOR = (uint32_t)vectors;
    ticks = 0;
    SYSTICK_LOAD = 199;
    SYSTICK_COUNT = 0;
    SYSTICK_CTRL = 7;
}

static void test_flash_write_is_not_interrupted(void **state)
{
    struct xrom_rp2040_flash flash;
    uint32_t before, masked;

    (void)state;
    open_flash(&flash);
    start_ticking();
    while (ticks < 2) {
    }
    before = ticks;
    write(&flash);
    while (ticks < before + 3) {
    }
    SYSTICK_CTRL = 0;
    __asm__ volatile("mrs %0, primask" : "=r"(masked));
    assert_int_equal(masked, 0);
}

static void test_flash_write_leaves_interrupts_off_that_were_off(void **state)
{
    struct xrom_rp2040_flash flash;
    uint32_t masked;

    (void)state;
    open_flash(&flash);
    __asm__ volatile("cpsid i");
    write(&flash);
    __asm__ volatile("mrs %0, primask\n cpsie i" : "=r"(masked));
    assert_int_equal(masked, 1);
}

/* ---- What is left as it was ---- */

static void test_flash_write_leaves_pads_as_they_were(void **state)
{
    struct xrom_rp2040_flash flash;
    uint32_t before = PADS_QSPI_SD1;

    (void)state;
    open_flash(&flash);
    PADS_QSPI_SD1 = before ^ 0x30;
    write(&flash);
    assert_int_equal(PADS_QSPI_SD1, before ^ 0x30);
    PADS_QSPI_SD1 = before;
}

static void test_flash_write_is_seen_where_the_cache_had_other_bytes(void **state)
{
    struct xrom_rp2040_flash flash;
    const uint8_t *bytes;

    (void)state;
    open_flash(&flash);
    bytes = bytes_of(&flash);
    memset(page, 0x42, sizeof page);
    assert_int_equal(xrom_erase(&flash.xip.backend, 0, 4096), XROM_OK);
    assert_bytes_are(bytes, 0xff, 256);
    assert_int_equal(xrom_program(&flash.xip.backend, 0, page, 256), XROM_OK);
    assert_bytes_are(bytes, 0x42, 256);
    assert_int_equal(xrom_erase(&flash.xip.backend, 0, 4096), XROM_OK);
    assert_bytes_are(bytes, 0xff, 256);
}

/* The sectors around are not touched; the rig counts what the chip did. */
static void test_flash_erase_takes_blocks_where_it_can(void **state)
{
    struct xrom_rp2040_flash flash;
    const uint8_t *bytes;

    (void)state;
    open_flash(&flash);
    bytes = bytes_of(&flash);
    memset(page, 0, sizeof page);
    for (uint32_t offset = 0; offset < SIZE; offset += 0x8000) {
        assert_int_equal(xrom_program(&flash.xip.backend, offset + 0x7f00, page, 256), XROM_OK);
    }
    mark(1);
    assert_int_equal(xrom_erase(&flash.xip.backend, 0xf000, 0x12000), XROM_OK);
    mark(2);
    assert_bytes_are(bytes + 0x7f00, 0, 256);
    assert_bytes_are(bytes + 0xff00, 0xff, 256);
    assert_bytes_are(bytes + 0x17f00, 0xff, 256);
    assert_bytes_are(bytes + 0x1ff00, 0xff, 256);
    assert_bytes_are(bytes + 0x27f00, 0, 256);
}

/* ---- What is refused ---- */

static void test_flash_program_refuses_bytes_in_flash(void **state)
{
    struct xrom_rp2040_flash flash;

    (void)state;
    open_flash(&flash);
    assert_int_equal(xrom_erase(&flash.xip.backend, 0, 4096), XROM_OK);
    assert_int_equal(xrom_program(&flash.xip.backend, 0, page_in_flash, 256), XROM_ERR_ARGUMENT);
    assert_int_equal(
        xrom_program(&flash.xip.backend, 0, (const void *)hidden((uintptr_t)page_in_flash + 0x03000000), 256),
        XROM_ERR_ARGUMENT);
    assert_bytes_are(bytes_of(&flash), 0xff, 256);
}

static void test_flash_region_in_the_firmware_is_refused(void **state)
{
    struct xrom_rp2040_flash flash;

    (void)state;
    FILL(flash);
    assert_int_equal(xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, 0, SIZE, firmware_size()), XROM_ERR_RANGE);
    assert_int_equal(xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, OFFSET, SIZE, OFFSET + 1), XROM_ERR_RANGE);
    assert_untouched(flash);
    assert_int_equal(xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, OFFSET, SIZE, OFFSET), XROM_OK);
}

static int refuse(void *context, void (*function)(void *argument), void *argument)
{
    (void)function;
    (void)argument;
    ++*(int *)context;
    return -1;
}

static void test_flash_write_that_the_guard_refuses_is_not_done(void **state)
{
    struct xrom_rp2040_flash flash;
    int calls = 0;

    (void)state;
    open_flash(&flash);
    assert_int_equal(xrom_erase(&flash.xip.backend, 0, 4096), XROM_OK);
    memset(page, 0, sizeof page);
    flash.execute = refuse;
    flash.context = &calls;
    assert_int_equal(xrom_program(&flash.xip.backend, 0, page, 256), XROM_ERR_IO);
    assert_int_equal(xrom_erase(&flash.xip.backend, 0, 8192), XROM_ERR_IO);
    assert_int_equal(calls, 2);
    assert_bytes_are(bytes_of(&flash), 0xff, 256);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flash_write_is_not_interrupted),
        cmocka_unit_test(test_flash_write_leaves_interrupts_off_that_were_off),
        cmocka_unit_test(test_flash_write_leaves_pads_as_they_were),
        cmocka_unit_test(test_flash_write_is_seen_where_the_cache_had_other_bytes),
        cmocka_unit_test(test_flash_erase_takes_blocks_where_it_can),
        cmocka_unit_test(test_flash_program_refuses_bytes_in_flash),
        cmocka_unit_test(test_flash_region_in_the_firmware_is_refused),
        cmocka_unit_test(test_flash_write_that_the_guard_refuses_is_not_done),
    };

    return cmocka_run_group_tests_name("flash", tests, NULL, NULL);
}
