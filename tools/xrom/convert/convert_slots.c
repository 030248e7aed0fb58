/* SPDX-License-Identifier: MIT */
/*
 * Two slots, of which the first has an image: what a firmware would write, and written by the same code, xrom/slots.h, to a
 * flash in memory.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/ram.h>
#include <xrom/slots.h>

#include "convert/convert.h"
#include "host/memory.h"
#include "image/about.h"

/* Bytes that are programmed at once; no sector is smaller. */
enum { PAGE_SIZE = 256 };

/* The flash in memory. */
struct device {
    struct xrom_ram ram;
    struct xrom_slots slots;
    uint8_t page[PAGE_SIZE];
    uint8_t *memory; /* to be freed */
    uint8_t *bytes;  /* of both slots, in it */
};

/* Makes an erased one, at an address as the image needs it. Returns 0 or an error. */
static int open_device(struct device *device, const struct convert_options *options, uint64_t align)
{
    const struct xrom_geometry geometry = {(uint32_t)options->slots, options->sector_size, PAGE_SIZE};
    struct xrom_place place;
    int error;

    device->memory = memory_grow(NULL, (size_t)(options->slots + align), 1);
    device->bytes = device->memory + (align - (uintptr_t)device->memory % align) % align;
    memset(device->bytes, 0xff, geometry.size);
    error = xrom_ram_open(&device->ram, device->bytes, &geometry);
    if (error) {
        return error;
    }
    memset(&place, 0, sizeof place);
    place.backend = &device->ram.backend;
    place.room = geometry.size;
    place.page = device->page;
    place.page_size = sizeof device->page;
    return xrom_slots_open(&device->slots, &place);
}

/* Finds out whether an image can be in both of them, now and after an update. False after a message. */
static bool fits(const struct conversion *conversion, const struct device *device, uint64_t align)
{
    uint32_t slot_size = device->slots.slot_size, room = device->slots.install.place.room;
    uint32_t size = conversion->input->image.size;

    if (size > room) {
        message(conversion->image,
                "does not fit: it is of %" PRIu32 " bytes, and a slot of %" PRIu32 " has room for %" PRIu32
                ", before the sector of its record; leave files out, or give more --slots",
                size, slot_size, room);
        return false;
    }
    if (slot_size % align != 0) {
        message(conversion->image,
                "needs an address that is a multiple of %" PRIu64 ", and that of the second slot, 0x%08" PRIx32
                ", is none; give other --slots, or build it with less --align",
                align, conversion->base + slot_size);
        return false;
    }
    return true;
}

/* Writes the image to the first of them. Returns 0 or an error. */
static int install(struct xrom_slots *slots, const struct xrom_image *image)
{
    int error = xrom_slots_begin(slots, image->size);

    if (!error) {
        error = xrom_slots_write(slots, image->base, image->size);
    }
    return error ? error : xrom_slots_finish(slots, false);
}

/* Adds the image and, whole, the sectors of both records: what was there before is to count no more. */
static int add(const struct conversion *conversion, const struct device *device, struct xrom_flash *flash,
               uint32_t family)
{
    uint32_t slot_size = device->slots.slot_size;
    uint32_t record = device->slots.install.place.room;
    int error = xrom_flash_add(flash, family, conversion->base, device->bytes, (size_t)conversion->input->image.size);

    for (uint32_t slot = 0; slot < XROM_SLOT_COUNT && !error; slot++) {
        uint32_t at = slot * slot_size + record;
        error = xrom_flash_add(flash, family, conversion->base + at, device->bytes + at, slot_size - record);
    }
    return error;
}

bool convert_add_slots(const struct conversion *conversion, struct xrom_flash *flash, uint32_t family)
{
    const struct xrom_image *image = &conversion->input->image;
    uint64_t align = about_align(image->base, image->size);
    struct device device;
    int error = open_device(&device, conversion->options, align);
    bool good = error == XROM_OK && fits(conversion, &device, align);

    if (good) {
        error = install(&device.slots, image);
        good = error == XROM_OK && add(conversion, &device, flash, family) == XROM_OK;
        if (!good && !error) {
            message(conversion->image, "%s", xrom_flash_message(flash));
        }
    }
    if (error) {
        message(conversion->image, "cannot be put into a slot: %s", xrom_error_text(error));
    }
    free(device.memory);
    return good;
}
