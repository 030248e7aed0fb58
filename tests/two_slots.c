/* SPDX-License-Identifier: MIT */
#include "two_slots.h"

#include <stdlib.h>

#include <xrom/verify.h>

struct device device;
struct xrom_slots slots;
struct bytes a, b, c;

int set_up_slots(void **state)
{
    (void)state;
    device_make(&device, SIZE, SECTOR, 16, PAGE);
    a = make_image(1, 300, "fonts");
    b = make_image(2, 500, "fonts");
    c = make_image(3, 100, "fonts");
    assert_int_equal(open_slots(&slots, &device), XROM_OK);
    return 0;
}

int tear_down_slots(void **state)
{
    (void)state;
    free(a.data);
    free(b.data);
    free(c.data);
    device_free(&device);
    return 0;
}

void update_must(struct bytes image, bool trial)
{
    assert_int_equal(update(&slots, image, 100, trial), XROM_OK);
}

uint32_t acquire(struct bytes image)
{
    struct xrom_image opened;
    uint32_t slot;

    assert_int_equal(xrom_slots_acquire(&slots, &slot, &opened), XROM_OK);
    assert_true(is_whole(&opened, image));
    assert_ptr_equal(opened.base, device.flash + slot * SLOT);
    return slot;
}

void start_again(struct bytes image)
{
    assert_starts(&slots, &device, image);
}

void write_number(uint32_t slot, uint32_t offset, uint32_t number)
{
    uint8_t *record = device.flash + slot * SLOT + ROOM;
    uint32_t crc;

    for (uint32_t i = 0; i < 4; i++) {
        record[offset + i] = (uint8_t)(number >> 8 * i);
    }
    crc = xrom_crc32(NULL, 0, record, 20);
    for (int i = 0; i < 4; i++) {
        record[20 + i] = (uint8_t)(crc >> 8 * i);
    }
}
