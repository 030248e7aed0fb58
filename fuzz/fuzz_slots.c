/* SPDX-License-Identifier: MIT */
/*
 * Bytes as calls of the slots and as faults of the simulated device, in any order: two bytes a call.
 *
 * 1. An image that is acquired is one that was written, byte for byte. 2. Once there was an image that could be used,
 * every start finds one. 3. What is pinned never changes. 4. An update that is refused before it is written touches
 * nothing. 5. Errors are those that are documented. 6. In the end an update succeeds, and a start finds it.
 *
 * Invariants: 1, 2, 3, 13.
 */
#include "flash.h"

enum { PINS = 8 };

static struct flash flash;
static uint8_t image[FLASH_ROOM]; /* that an update brings */
static uint32_t image_size, written;
static struct {
    uint32_t slot, which;
    struct xrom_image image;
} pins[PINS];
static uint32_t pin_count;
static bool had_image;

static bool is_expected(int error, int other)
{
    return error == XROM_OK || error == XROM_ERR_IO || error == other;
}

static void test_pins(void)
{
    for (uint32_t i = 0; i < pin_count; i++) {
        PROPERTY(3, flash_which(&pins[i].image) == pins[i].which, "what is pinned stays");
    }
}

static void start(void)
{
    xrom_ram_power_on(&flash.ram);
    PROPERTY(2, flash_open(&flash) == XROM_OK, "slots open when the power is on");
    pin_count = 0;
    PROPERTY(2, !had_image || flash.slots.slots[flash.slots.current].state >= XROM_SLOT_EXPIRED,
             "there is an image for ever after");
}

static void acquire(void)
{
    struct xrom_image found;
    uint32_t slot;
    int error = xrom_slots_acquire(&flash.slots, &slot, &found);

    PROPERTY(5, is_expected(error, XROM_ERR_NOT_FOUND) || error == XROM_ERR_BUSY, "acquire");
    if (error) {
        return;
    }
    had_image = true;
    PROPERTY(1, flash_which(&found) < FLASH_IMAGES, "an image that was written");
    if (pin_count < PINS) {
        pins[pin_count].slot = slot;
        pins[pin_count].which = flash_which(&found);
        pins[pin_count++].image = found;
    } else {
        xrom_slots_release(&flash.slots, slot);
    }
}

static void release(uint8_t which)
{
    if (pin_count > 0) {
        which %= (uint8_t)pin_count;
        xrom_slots_release(&flash.slots, pins[which].slot);
        pins[which] = pins[--pin_count];
    }
}

static void begin(uint8_t number)
{
    uint32_t steps = flash.ram.steps;
    uint8_t bytes[FLASH_ROOM];
    uint32_t size = flash_image(bytes, number % FLASH_IMAGES);
    int error;

    if (number >= 0xf0) {
        bytes[number % 3] ^= 1; /* no image */
    } else if (number >= 0xe0) {
        size += 1000; /* too large */
    } else if (number >= 0xd0) {
        bytes[size - 9] ^= 1; /* damaged */
    }
    error = xrom_slots_begin(&flash.slots, size);
    PROPERTY(5, error == XROM_OK || error == XROM_ERR_BUSY || error == XROM_ERR_NO_SPACE, "begin");
    PROPERTY(4, flash.ram.steps == steps, "begin writes nothing");
    if (!error) {
        memcpy(image, bytes, sizeof image);
        image_size = size;
        written = 0;
    }
}

static void write_some(uint8_t count)
{
    uint32_t steps = flash.ram.steps;
    bool updates = flash.slots.target != XROM_SLOT_NONE;
    uint32_t size = count < 200 ? count : FLASH_ROOM;
    int error;

    if (!updates || size > image_size - written) {
        size = updates ? image_size - written : 1;
    }
    error = xrom_slots_write(&flash.slots, image + (updates ? written : 0), size);
    PROPERTY(5, is_expected(error, XROM_ERR_NOT_ROMFS) || error == XROM_ERR_NO_SPACE, "write");
    PROPERTY(4, (error != XROM_ERR_NOT_ROMFS && error != XROM_ERR_NO_SPACE) || flash.ram.steps == steps,
             "what is refused is not written");
    if (updates && !error) {
        written += size;
    }
}

static void finish(uint8_t trial)
{
    int error = xrom_slots_finish(&flash.slots, trial & 1);

    PROPERTY(5,
             is_expected(error, XROM_ERR_UNFINISHED) || error == XROM_ERR_CHECKSUM || error == XROM_ERR_ARGUMENT ||
                 error == XROM_ERR_NOT_ROMFS,
             "finish");
    if (!error) {
        PROPERTY(1, flash_which(&flash.slots.images[flash.slots.current]) < FLASH_IMAGES,
                 "a finished image is current");
        had_image = true;
    }
}

static void disturb(uint8_t how)
{
    uint32_t at = how / 8 * (FLASH_SIZE / 32);

    switch (how % 8) {
    case 0: (void)xrom_ram_fail_erase(&flash.ram, at); break;
    case 1: (void)xrom_ram_fail_program(&flash.ram, at); break;
    case 2: xrom_ram_stay_busy(&flash.ram, how / 8u); break;
    default: xrom_ram_mend(&flash.ram); break;
    }
}

static void call(uint8_t what, uint8_t how)
{
    switch (what % 10) {
    case 0: start(); break;
    case 1: acquire(); break;
    case 2: release(how); break;
    case 3: begin(how); break;
    case 4:
    case 5: write_some(how); break;
    case 6: finish(how); break;
    case 7: {
        int error = how & 1 ? xrom_slots_rollback(&flash.slots) : xrom_slots_confirm(&flash.slots);
        PROPERTY(5, is_expected(error, XROM_ERR_NOT_FOUND) || error == XROM_ERR_BUSY, "confirm and rollback");
        break;
    }
    case 8: xrom_ram_cut(&flash.ram, (uint32_t)how * (what / 10u) / 8, (enum xrom_ram_tear)(how % 3), what); break;
    default: disturb(how); break;
    }
    test_pins();
}

/* All is well again: an update must succeed. */
static void end(void)
{
    xrom_ram_mend(&flash.ram);
    start();
    begin(1);
    write_some(255);
    PROPERTY(6, xrom_slots_finish(&flash.slots, false) == XROM_OK, "an update succeeds in the end");
    start();
    acquire();
    PROPERTY(6, pin_count == 1 && pins[0].which == 1, "a start finds the last update");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    flash_make(&flash, NULL, 0);
    had_image = false;
    start();
    for (size_t i = 0; i + 1 < size && i < 400; i += 2) {
        call(bytes[i], bytes[i + 1]);
    }
    end();
    flash_free(&flash);
    return 0;
}
