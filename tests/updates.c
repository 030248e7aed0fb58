/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <xrom/verify.h>

#include "updates.h"

void device_make(struct device *device, uint32_t size, uint32_t erase_unit, uint32_t program_unit, uint32_t page_size)
{
    device->geometry = (struct xrom_geometry){size, erase_unit, program_unit};
    device->page_size = page_size;
    device->flash = aligned_alloc(size & (0 - size), size);
    device->before = malloc(size);
    device->page = malloc(page_size);
    assert_true(device->flash && device->before && device->page);
    memset(device->before, 0xff, size);
    device_restore(device);
}

void device_free(struct device *device)
{
    free(device->flash);
    free(device->before);
    free(device->page);
}

void device_keep(struct device *device)
{
    memcpy(device->before, device->flash, device->geometry.size);
}

void device_restore(struct device *device)
{
    memcpy(device->flash, device->before, device->geometry.size);
    assert_int_equal(xrom_ram_open(&device->ram, device->flash, &device->geometry), XROM_OK);
    device->backend = &device->ram.backend;
}

struct bytes make_image(uint32_t seed, size_t size, const char *name)
{
    const struct file_image_parts parts = {name, 4, true};

    return file_image(seed, size, &parts);
}

struct xrom_place whole_place(const struct device *device)
{
    return (struct xrom_place){
        device->backend, 0, device->geometry.size, device->page, device->page_size, NULL, NULL, NULL};
}

static size_t next_piece(struct bytes image, size_t at, size_t piece)
{
    return piece < image.size - at ? piece : image.size - at;
}

int install(const struct xrom_place *place, struct bytes image, size_t piece)
{
    struct xrom_install installed;
    int error = xrom_install_begin(&installed, place, (uint32_t)image.size);

    for (size_t at = 0; !error && at < image.size; at += piece) {
        error = xrom_install_write(&installed, image.data + at, next_piece(image, at, piece));
    }
    return error ? error : xrom_install_finish(&installed);
}

int update(struct xrom_slots *slots, struct bytes image, size_t piece, bool trial)
{
    int error = xrom_slots_begin(slots, (uint32_t)image.size);

    for (size_t at = 0; !error && at < image.size; at += piece) {
        error = xrom_slots_write(slots, image.data + at, next_piece(image, at, piece));
    }
    return error ? error : xrom_slots_finish(slots, trial);
}

int open_slots(struct xrom_slots *slots, struct device *device)
{
    struct xrom_place place = whole_place(device);

    return xrom_slots_open(slots, &place);
}

bool is_whole(const struct xrom_image *image, struct bytes bytes)
{
    uint32_t levels[4];
    struct xrom_fault fault;

    return image->size == bytes.size && memcmp(image->base, bytes.data, bytes.size) == 0 &&
           xrom_check(image, levels, 4, &fault) == XROM_OK;
}

void assert_starts(struct xrom_slots *slots, struct device *device, struct bytes image)
{
    struct xrom_image started;
    uint32_t slot;

    assert_int_equal(open_slots(slots, device), XROM_OK);
    assert_int_equal(xrom_slots_acquire(slots, &slot, &started), XROM_OK);
    assert_true(is_whole(&started, image));
    assert_int_equal(xrom_verify(&started), XROM_OK);
    xrom_slots_release(slots, slot);
}
