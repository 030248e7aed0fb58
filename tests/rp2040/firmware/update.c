/* SPDX-License-Identifier: MIT */
/*
 * A start of a device whose image is replaced at each start. Two images stand at 1.5 MiB and 64 KiB behind it. It looks
 * which one the slots at 1 MiB hold, brings in the other one, and looks again, as at the next start. Prints "found A" or B,
 * "found none", or "found something else".
 */
#include <stdio.h>
#include <string.h>

#include <xrom/rp2040.h>
#include <xrom/slots.h>

#include "rig.h"

#define SLOTS_OFFSET UINT32_C(0x00100000)
#define SLOTS_SIZE UINT32_C(0x00008000)
#define SOURCE ((const uint8_t *)0x10180000)
#define SOURCE_SIZE UINT32_C(0x00010000)

enum { SOURCE_COUNT = 2, NONE = -1, PAGE_SIZE = 256, PART_SIZE = 100 };

static struct xrom_rp2040_flash flash;
static uint8_t page[PAGE_SIZE];
static uint32_t dma_channel = 11;

static int open_source(int number, struct xrom_image *image)
{
    return xrom_open(image, SOURCE + (uint32_t)number * SOURCE_SIZE, SOURCE_SIZE);
}

static int open_slots(struct xrom_slots *slots)
{
    const struct xrom_place place = {
        .backend = &flash.xip.backend,
        .room = SLOTS_SIZE,
        .page = page,
        .page_size = sizeof page,
        .crc32 = xrom_rp2040_crc32,
        .context = &dma_channel,
    };

    return xrom_slots_open(slots, &place);
}

/* Which source an image is a copy of. */
static int source_of(const struct xrom_image *image)
{
    struct xrom_image source;

    for (int i = 0; i < SOURCE_COUNT; i++) {
        if (open_source(i, &source) == XROM_OK && source.size == image->size &&
            memcmp(source.base, image->base, image->size) == 0) {
            return i;
        }
    }
    return NONE;
}

/* Tells which image is in use, and that it works. */
static int look(struct xrom_slots *slots, int *found)
{
    struct xrom_image image;
    uint32_t slot;
    int error = xrom_slots_acquire(slots, &slot, &image);

    *found = NONE;
    if (error == XROM_ERR_NOT_FOUND) {
        printf("found none\n");
        return XROM_OK;
    }
    if (error) {
        return error;
    }
    *found = source_of(&image);
    printf("found %s\n", *found == NONE ? "something else" : *found == 0 ? "A" : "B");
    xrom_slots_release(slots, slot);
    return xrom_slots_confirm(slots);
}

#ifdef WRONG_ORDER

/* Writes over the image that is in use: what no update may do. That the tests of power cuts find it is their test. */
static int update(struct xrom_slots *slots, const struct xrom_image *from)
{
    const uint32_t offset = slots->current * slots->slot_size;
    int error = xrom_erase(&flash.xip.backend, offset, 4096);

    for (uint32_t done = 0; !error && done < from->size; done += PAGE_SIZE) {
        memcpy(page, from->base + done, PAGE_SIZE);
        error = xrom_program(&flash.xip.backend, offset + done, page, PAGE_SIZE);
    }
    return error;
}

#else

static int update(struct xrom_slots *slots, const struct xrom_image *from)
{
    uint8_t part[PART_SIZE]; /* of the image, as it would come over a wire */
    int error = xrom_slots_begin(slots, from->size);

    for (uint32_t done = 0; !error && done < from->size; done += PART_SIZE) {
        uint32_t size = from->size - done < PART_SIZE ? from->size - done : PART_SIZE;

        memcpy(part, from->base + done, size);
        error = xrom_slots_write(slots, part, size);
    }
    return error ? error : xrom_slots_finish(slots, true);
}

#endif

int main(void)
{
    struct xrom_slots slots;
    struct xrom_image source;
    int found;
    int error = xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, SLOTS_OFFSET, SLOTS_SIZE,
                                       (uint32_t)firmware_end - XROM_RP2040_CACHED);

    if (!error) {
        error = open_slots(&slots);
    }
    if (!error) {
        error = look(&slots, &found);
    }
    if (!error) {
        error = open_source(found == 0 ? 1 : 0, &source);
    }
    if (!error) {
        error = update(&slots, &source);
    }
    if (!error) {
        error = open_slots(&slots);
    }
    if (!error) {
        error = look(&slots, &found);
    }
    return -error;
}
