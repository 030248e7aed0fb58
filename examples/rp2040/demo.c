/* SPDX-License-Identifier: MIT */
/*
 * The flash of this example, of 2 MiB:
 *
 *     0        the firmware
 *     1 MiB    the image that is flashed with it
 *     1.5 MiB  two slots for images that are brought in later
 *
 * It uses the image of the slots where there is one. Where there is none, it uses the one that was flashed and brings in an
 * update, which the next start tries.
 */
#include <string.h>

#include <xrom/slots.h>

#include "demo.h"

#define IMAGE_OFFSET UINT32_C(0x00100000)
#define IMAGE_SIZE UINT32_C(0x00080000)
#define SLOTS_OFFSET UINT32_C(0x00180000)
#define SLOTS_SIZE UINT32_C(0x00080000)

enum { PAGE_SIZE = 256, PART_SIZE = 100 };

static int open_flashed(struct xrom_image *image)
{
    struct xrom_rp2040_xip xip;
    const void *base;
    int error = xrom_rp2040_xip_open(&xip, XROM_RP2040_CACHED, IMAGE_OFFSET, IMAGE_SIZE);

    if (!error) {
        error = xrom_map(&xip.backend, 0, IMAGE_SIZE, &base);
    }
    return error ? error : xrom_open(image, base, IMAGE_SIZE);
}

static int open_slots(struct xrom_slots *slots, struct xrom_rp2040_flash *flash)
{
    static uint8_t page[PAGE_SIZE];
    static uint32_t dma_channel = 11; /* images are verified by the sniffer of the DMA */
    const struct xrom_place place = {
        .backend = &flash->xip.backend,
        .room = SLOTS_SIZE,
        .page = page,
        .page_size = sizeof page,
        .crc32 = xrom_rp2040_crc32,
        .context = &dma_channel,
    };

    return xrom_slots_open(slots, &place);
}

/*
 * Brings an image into the free slot in parts, as they would come over a wire; here they come from the image that was
 * flashed. No part may lie in flash, which answers to no read while it is written.
 */
static int update(struct xrom_slots *slots, const struct xrom_image *from)
{
    uint8_t part[PART_SIZE];
    int error = xrom_slots_begin(slots, from->size);

    for (uint32_t done = 0; !error && done < from->size; done += PART_SIZE) {
        uint32_t size = from->size - done < PART_SIZE ? from->size - done : PART_SIZE;

        memcpy(part, from->base + done, size);
        error = xrom_slots_write(slots, part, size);
    }
    return error ? error : xrom_slots_finish(slots, true);
}

/* Where the image is on trial it has proved itself when it could be shown; else the next start falls back. */
static int use_slots(struct xrom_slots *slots)
{
    struct xrom_image image;
    uint32_t slot;
    int error = xrom_slots_acquire(slots, &slot, &image);

    if (error) {
        return error;
    }
    print("slot ");
    print_number(slot);
    print(slots->slots[slot].state == XROM_SLOT_GOOD ? ", good:\n" : ", on trial:\n");
    error = show(&image);
    xrom_slots_release(slots, slot); /* no pointer into it is left */
    return error ? error : xrom_slots_confirm(slots);
}

static int use_flashed(struct xrom_slots *slots)
{
    struct xrom_image image;
    int error = open_flashed(&image);

    if (!error) {
        print("as flashed:\n");
        error = show(&image);
    }
    if (!error) {
        error = update(slots, &image);
    }
    if (!error) {
        print("there is an update, to be tried at the next start\n");
    }
    return error;
}

int demo(uint32_t firmware_size, xrom_rp2040_execute *execute)
{
    static struct xrom_rp2040_flash flash;
    static struct xrom_slots slots;
    int error = xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, SLOTS_OFFSET, SLOTS_SIZE, firmware_size);

    if (!error) {
        flash.execute = execute;
        error = open_slots(&slots, &flash);
    }
    if (!error) {
        error = use_slots(&slots);
        if (error == XROM_ERR_NOT_FOUND) {
            error = use_flashed(&slots);
        }
    }
    if (error) {
        print("error: ");
        print(xrom_error_text(error));
        print("\n");
    }
    return error;
}
