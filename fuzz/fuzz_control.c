/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a region with two slots. The last byte of the input says which records get a right checksum, so that
 * hostile values come through.
 *
 * 1. Nothing outside of the region is read, and slots open whatever it holds; nothing is written. 2. What is said to be
 * an image opens, lies in its slot, and is as large as its record says. 3. Records are read as by xrom_slot_inspect().
 * 4. An update by a good image succeeds, and a start finds it.
 *
 * Invariants: 1, 2, 3, 13.
 */
#include "flash.h"

#include <xrom/verify.h>

static struct flash flash;

/* Makes the checksum of a record right. */
static void mend(uint8_t *record)
{
    uint32_t crc;

    memcpy(record, "xsl1", 4);
    crc = xrom_crc32(NULL, 0, record, 20);
    for (int i = 0; i < 4; i++) {
        record[20 + i] = (uint8_t)(crc >> 8 * i);
    }
}

static void test_slot(uint32_t number)
{
    const struct xrom_slot *slot = &flash.slots.slots[number];
    const struct xrom_image *image = &flash.slots.images[number];
    const uint8_t *base = flash.bytes + number * FLASH_SLOT;
    struct xrom_slot inspected;
    int error = xrom_slot_inspect(base + FLASH_ROOM, FLASH_SECTOR, &inspected);

    PROPERTY(3, error == XROM_OK || error == XROM_ERR_NOT_FOUND || error == XROM_ERR_CHECKSUM, "an error of its own");
    if (slot->state != XROM_SLOT_EMPTY) {
        PROPERTY(3, !error && inspected.state == slot->state && inspected.sequence == slot->sequence, "as inspected");
        PROPERTY(2, image->base == base && image->size == slot->size && image->size <= FLASH_ROOM, "in its slot");
        (void)xrom_verify(image);
    }
}

static void test_update(void)
{
    uint8_t bytes[FLASH_ROOM];
    uint32_t size = flash_image(bytes, 2);
    struct xrom_image image;
    uint32_t slot;

    PROPERTY(4, xrom_slots_begin(&flash.slots, size) == XROM_OK, "an update begins");
    PROPERTY(4, xrom_slots_write(&flash.slots, bytes, size) == XROM_OK, "an update is written");
    PROPERTY(4, xrom_slots_finish(&flash.slots, false) == XROM_OK, "an update is finished");
    PROPERTY(4, flash_open(&flash) == XROM_OK, "slots open after an update");
    PROPERTY(4, xrom_slots_acquire(&flash.slots, &slot, &image) == XROM_OK, "a start finds an image");
    PROPERTY(4, flash_which(&image) == 2, "a start finds the image of the update");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint8_t choice = size > 0 ? bytes[size - 1] : 0;

    flash_make(&flash, bytes, size);
    for (uint32_t number = 0; number < XROM_SLOT_COUNT; number++) {
        if (choice >> number & 1) {
            mend(flash.bytes + number * FLASH_SLOT + FLASH_ROOM);
        }
    }
    PROPERTY(1, flash_open(&flash) == XROM_OK, "slots open");
    PROPERTY(1, flash.ram.steps == 0, "opening writes nothing");
    test_slot(0);
    test_slot(1);
    test_update();
    flash_free(&flash);
    return 0;
}
