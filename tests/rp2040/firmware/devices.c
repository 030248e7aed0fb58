/* SPDX-License-Identifier: MIT */
/* The devices that the contract of backends is tested on, on the chip: the flash, through each alias, and written. */
#include <string.h>

#include "devices.h"
#include "rig.h"
#include "rom.h"

#define FLASH_OFFSET UINT32_C(0x00100000)

const uint8_t device_content[DEVICE_CONTENT_SIZE] = {0xd2, 0xcd, 0x31, 9, 5, 7, 1, 'f', 2, 3, 'a', 'b', 'c'};

static uint8_t page[DEVICE_PROGRAM_UNIT];

/* Of the second stage, in RAM: what stands at the begin of the flash cannot be run while XIP is off. */
static uint32_t second_stage[64];

/* Erases the device and programs its first page: past the library, which is what is tested. */
static void IN_RAM fill(rom_simple *exit_xip, rom_erase *erase, rom_program *program, rom_simple *flush)
{
    exit_xip();
    erase(FLASH_OFFSET, DEVICE_SIZE, 0, 0);
    program(FLASH_OFFSET, page, DEVICE_PROGRAM_UNIT);
    flush();
    ((rom_simple *)((uintptr_t)second_stage + 1))();
}

static uint32_t firmware_size(void)
{
    return (uint32_t)firmware_end - XROM_RP2040_CACHED;
}

static void open_flash(struct device *device, enum xrom_rp2040_alias alias)
{
    memset(page, 0xff, sizeof page);
    memcpy(page, device_content, sizeof device_content);
    memcpy(second_stage, (const void *)XROM_RP2040_CACHED, sizeof second_stage);
    fill((rom_simple *)rom_function('E', 'X'), (rom_erase *)rom_function('R', 'E'),
         (rom_program *)rom_function('R', 'P'), (rom_simple *)rom_function('F', 'C'));
    assert_int_equal(xrom_rp2040_flash_open(&device->is.flash, alias, FLASH_OFFSET, DEVICE_SIZE, firmware_size()),
                     XROM_OK);
    device->backend = &device->is.flash.xip.backend;
}

static void open_cached(struct device *device)
{
    open_flash(device, XROM_RP2040_CACHED);
}

static void open_no_allocate(struct device *device)
{
    open_flash(device, XROM_RP2040_NO_ALLOCATE);
}

static void open_uncached_allocate(struct device *device)
{
    open_flash(device, XROM_RP2040_UNCACHED_ALLOCATE);
}

static void open_uncached(struct device *device)
{
    open_flash(device, XROM_RP2040_UNCACHED);
}

/* What firmware gives for a second core: it is called for each write. */
static int execute(void *context, void (*function)(void *argument), void *argument)
{
    (void)context;
    function(argument);
    return 0;
}

static void open_guarded(struct device *device)
{
    open_flash(device, XROM_RP2040_CACHED);
    device->is.flash.execute = execute;
}

static void open_read_only(struct device *device)
{
    open_flash(device, XROM_RP2040_CACHED);
    assert_int_equal(xrom_rp2040_xip_open(&device->is.xip, XROM_RP2040_CACHED, FLASH_OFFSET, DEVICE_SIZE), XROM_OK);
    device->backend = &device->is.xip.backend;
}

static void close_flash(struct device *device)
{
    (void)device;
}

const struct device_kind device_kinds[DEVICE_KIND_COUNT] = {
    {"rp2040_cached", true, open_cached, close_flash},
    {"rp2040_no_allocate", true, open_no_allocate, close_flash},
    {"rp2040_uncached_allocate", true, open_uncached_allocate, close_flash},
    {"rp2040_uncached", true, open_uncached, close_flash},
    {"rp2040_guarded", true, open_guarded, close_flash},
    {"rp2040_read_only", false, open_read_only, close_flash},
};
