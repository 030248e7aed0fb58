/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* memfd_create() */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "devices.h"

const uint8_t device_content[DEVICE_CONTENT_SIZE] = {0xd2, 0xcd, 0x31, 9, 5, 7, 1, 'f', 2, 3, 'a', 'b', 'c'};

/* The bytes of a device at `lead`, with others around it. */
static void fill(uint8_t *bytes, size_t lead, size_t size)
{
    memset(bytes, 0x55, size);
    memset(bytes + lead, 0xff, DEVICE_SIZE);
    memcpy(bytes + lead, device_content, DEVICE_CONTENT_SIZE);
}

static void open_file(struct device *device, size_t lead, size_t tail, uint64_t region)
{
    uint8_t bytes[5000];
    char *path;

    assert_in_range(lead + DEVICE_SIZE + tail, DEVICE_SIZE, sizeof bytes);
    fill(bytes, lead, sizeof bytes);
    path = write_temporary_file(bytes, lead + DEVICE_SIZE + tail);
    assert_int_equal(xrom_mmap_open(&device->is.map, path, lead, region), XROM_OK);
    unlink(path);
    free(path);
    device->backend = &device->is.map.backend;
}

static void open_whole_file(struct device *device)
{
    open_file(device, 0, 0, 0);
}

static void open_region_of_file(struct device *device)
{
    open_file(device, 4321, 123, DEVICE_SIZE);
}

static void close_file(struct device *device)
{
    xrom_mmap_close(&device->is.map);
}

static void open_ram_with(struct device *device, uint32_t erase_unit, uint32_t program_unit)
{
    const struct xrom_geometry geometry = {DEVICE_SIZE, erase_unit, program_unit};
    uint8_t *bytes = malloc(DEVICE_SIZE);

    assert_non_null(bytes);
    fill(bytes, 0, DEVICE_SIZE);
    assert_int_equal(xrom_ram_open(&device->is.ram, bytes, &geometry), XROM_OK);
    device->backend = &device->is.ram.backend;
}

static void open_ram(struct device *device)
{
    open_ram_with(device, DEVICE_ERASE_UNIT, DEVICE_PROGRAM_UNIT);
}

static void open_read_only_ram(struct device *device)
{
    open_ram_with(device, 0, 0);
}

static void close_ram(struct device *device)
{
    free(device->is.ram.bytes);
}

/* ---- RP2040: memory of the host at the addresses of the chip, the same under all four ---- */

#define WINDOW_BASE 0x10000000
#define WINDOW_SIZE 0x01000000
#define WINDOW_COUNT 4
#define FLASH_OFFSET 0x00100000 /* of the device, in the window */

/* Lays `count` windows over one piece of memory. Returns how many of them could be had. */
static int map_windows(void)
{
    int memory = memfd_create("flash", MFD_CLOEXEC);
    int count = 0;

    assert_true(memory >= 0);
    assert_int_equal(ftruncate(memory, WINDOW_SIZE), 0);
    while (count < WINDOW_COUNT) {
        uintptr_t address = WINDOW_BASE + (uintptr_t)count * WINDOW_SIZE;
        void *window =
            mmap((void *)address, WINDOW_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE, memory, 0);

        /* Linux before 4.17 does not know MAP_FIXED_NOREPLACE and gives another address. */
        if (window != (void *)address) {
            if (window != MAP_FAILED) {
                munmap(window, WINDOW_SIZE);
                errno = EEXIST;
            }
            break;
        }
        count++;
    }
    close(memory);
    return count;
}

static void unmap_windows(int count)
{
    for (int i = 0; i < count; i++) {
        munmap((void *)(WINDOW_BASE + (uintptr_t)i * WINDOW_SIZE), WINDOW_SIZE);
    }
}

static void open_rp2040(struct device *device, enum xrom_rp2040_alias alias)
{
    int count = map_windows();

    device->backend = NULL;
    if (count < WINDOW_COUNT) {
        print_message("# the addresses from %#x on cannot be had: %s\n", WINDOW_BASE + count * WINDOW_SIZE,
                      strerror(errno));
        unmap_windows(count);
        return;
    }
    /* What is written through one window is seen through all. */
    fill((uint8_t *)WINDOW_BASE + FLASH_OFFSET - 16, 16, DEVICE_SIZE + 32);
    assert_int_equal(xrom_rp2040_xip_open(&device->is.xip, alias, FLASH_OFFSET, DEVICE_SIZE), XROM_OK);
    device->backend = &device->is.xip.backend;
}

static void open_rp2040_cached(struct device *device)
{
    open_rp2040(device, XROM_RP2040_CACHED);
}

static void open_rp2040_no_allocate(struct device *device)
{
    open_rp2040(device, XROM_RP2040_NO_ALLOCATE);
}

static void open_rp2040_uncached_allocate(struct device *device)
{
    open_rp2040(device, XROM_RP2040_UNCACHED_ALLOCATE);
}

static void open_rp2040_uncached(struct device *device)
{
    open_rp2040(device, XROM_RP2040_UNCACHED);
}

static void close_rp2040(struct device *device)
{
    (void)device;
    unmap_windows(WINDOW_COUNT);
}

/* ---- The example: an array stands for the window of any other chip ---- */

static void open_memory_mapped(struct device *device)
{
    static uint8_t window[DEVICE_SIZE];

    fill(window, 0, DEVICE_SIZE);
    assert_int_equal(memory_mapped_open(&device->is.mapped, (uintptr_t)window, DEVICE_SIZE), XROM_OK);
    device->backend = &device->is.mapped.backend;
}

static void close_memory_mapped(struct device *device)
{
    (void)device;
}

const struct device_kind device_kinds[DEVICE_KIND_COUNT] = {
    {"mmap_whole_file", false, open_whole_file, close_file},
    {"mmap_region_of_file", false, open_region_of_file, close_file},
    {"ram", true, open_ram, close_ram},
    {"ram_read_only", false, open_read_only_ram, close_ram},
    {"rp2040_cached", false, open_rp2040_cached, close_rp2040},
    {"rp2040_no_allocate", false, open_rp2040_no_allocate, close_rp2040},
    {"rp2040_uncached_allocate", false, open_rp2040_uncached_allocate, close_rp2040},
    {"rp2040_uncached", false, open_rp2040_uncached, close_rp2040},
    {"memory_mapped", false, open_memory_mapped, close_memory_mapped},
};
