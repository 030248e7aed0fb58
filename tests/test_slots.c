/* SPDX-License-Identifier: MIT */
/* Slots: which image is chosen, what an update refuses, pins, trials, and damage. */
#include <stdlib.h>
#include <string.h>

#include "updates.h"

#define SIZE 2048
#define SECTOR 128
#define PAGE 64
#define SLOT 1024
#define ROOM (SLOT - SECTOR)

static struct device device;
static struct xrom_slots slots;
static struct bytes a, b, c;

static int set_up(void **state)
{
    (void)state;
    device_make(&device, SIZE, SECTOR, 16, PAGE);
    a = make_image(1, 300, "fonts");
    b = make_image(2, 500, "fonts");
    c = make_image(3, 100, "fonts");
    assert_int_equal(open_slots(&slots, &device), XROM_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(a.data);
    free(b.data);
    free(c.data);
    device_free(&device);
    return 0;
}

static void update_must(struct bytes image, bool trial)
{
    assert_int_equal(update(&slots, image, 100, trial), XROM_OK);
}

/* Acquires the current image, which must be this one, and gives its slot. */
static uint32_t acquire(struct bytes image)
{
    struct xrom_image opened;
    uint32_t slot;

    assert_int_equal(xrom_slots_acquire(&slots, &slot, &opened), XROM_OK);
    assert_true(is_whole(&opened, image));
    assert_ptr_equal(opened.base, device.flash + slot * SLOT);
    return slot;
}

static void start_again(struct bytes image)
{
    assert_starts(&slots, &device, image);
}

/* ---- Which image ---- */

static void test_slots_empty_region_has_no_image(void **state)
{
    struct xrom_image image;
    uint32_t slot;

    (void)state;
    for (int value = 0; value < 256; value++) {
        memset(device.flash, value, SIZE);
        assert_int_equal(open_slots(&slots, &device), XROM_OK);
        FILL(image);
        FILL(slot);
        assert_int_equal(xrom_slots_acquire(&slots, &slot, &image), XROM_ERR_NOT_FOUND);
        assert_untouched(image);
        assert_untouched(slot);
        assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
        assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_NOT_FOUND);
    }
    assert_int_equal(device.ram.steps, 0);
}

static void test_slots_updates_take_turns(void **state)
{
    (void)state;
    update_must(a, false);
    assert_memory_equal(device.flash, a.data, a.size); /* the first one at the start of the region */
    start_again(a);
    update_must(b, false);
    assert_memory_equal(device.flash, a.data, a.size);
    assert_memory_equal(device.flash + SLOT, b.data, b.size);
    start_again(b);
    update_must(c, false);
    assert_memory_equal(device.flash, c.data, c.size);
    start_again(c);
    assert_int_equal(acquire(c), 0);
}

static void test_slots_update_can_be_used_without_a_start(void **state)
{
    uint32_t old, new;

    (void)state;
    update_must(a, false);
    old = acquire(a);
    update_must(b, false);
    new = acquire(b);
    assert_int_not_equal(old, new);
    xrom_slots_release(&slots, old);
    xrom_slots_release(&slots, new);
}

static void test_slots_update_erases_each_sector_it_needs_once(void **state)
{
    uint32_t wear[SIZE / SECTOR];

    (void)state;
    update_must(a, false);
    assert_int_equal(xrom_ram_count_wear(&device.ram, wear), XROM_OK);
    update_must(b, false);
    for (size_t i = 0; i < SIZE / SECTOR; i++) {
        size_t of_slot = i % (SLOT / SECTOR);
        bool needed =
            i / (SLOT / SECTOR) == 1 && (of_slot == SLOT / SECTOR - 1 || of_slot < (b.size + SECTOR - 1) / SECTOR);
        assert_int_equal(wear[i], needed);
    }
}

/* Changes a number of a record, and makes its checksum right again. */
static void write_number(uint32_t slot, uint32_t offset, uint32_t number)
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

static void test_slots_sequence_numbers_wrap(void **state)
{
    static const struct {
        uint32_t first, second;
        bool second_is_newer;
    } cases[] = {
        {1, 2, true},          {2, 1, false},          {UINT32_MAX, 0, true},          {0, UINT32_MAX, false},
        {UINT32_MAX, 5, true}, {5, UINT32_MAX, false}, {0x7fffffff, 0x80000000, true}, {0x80000000, 0x7fffffff, false},
        {0, 0x7fffffff, true}, {0x7fffffff, 0, false},
    };

    (void)state;
    update_must(a, false);
    update_must(b, false);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_number(0, 4, cases[i].first);
        write_number(1, 4, cases[i].second);
        start_again(cases[i].second_is_newer ? b : a);
    }
    write_number(0, 4, UINT32_MAX - 3);
    write_number(1, 4, UINT32_MAX - 2);
    for (int i = 0; i < 8; i++) {
        start_again(i % 2 ? c : b);
        update_must(i % 2 ? b : c, false);
    }
    start_again(b);
}

static void test_slots_region_may_begin_anywhere_and_hold_more(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    place.offset = 2 * SECTOR;
    place.room = SIZE - 3 * SECTOR; /* 13 sectors: 6 for each slot */
    memset(device.flash, 0x33, SIZE);
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_OK);
    update_must(a, false);
    update_must(b, false);
    assert_memory_equal(device.flash + 2 * SECTOR, a.data, a.size);
    assert_memory_equal(device.flash + 8 * SECTOR, b.data, b.size);
    assert_bytes_are(device.flash, 0x33, 2 * SECTOR);
    assert_bytes_are(device.flash + 14 * SECTOR, 0x33, SIZE - 14 * SECTOR);
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_OK);
    assert_true(is_whole(&slots.images[slots.current], b));
}

static void test_slots_region_that_is_too_small_is_refused(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    place.room = 4 * SECTOR;
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_OK);
    place.room = 3 * SECTOR;
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_ERR_NO_SPACE);
    place.room = SECTOR;
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_ERR_NO_SPACE);
    place.room = SIZE + SECTOR;
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_ERR_RANGE);
    place.room = SIZE;
    place.page_size = 32;
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_ERR_ARGUMENT);
}

static void test_slots_record_is_what_tools_find(void **state)
{
    struct xrom_slot found;

    (void)state;
    update_must(a, false);
    assert_int_equal(xrom_slot_inspect(device.flash + ROOM, SECTOR, &found), XROM_OK);
    assert_int_equal(found.state, XROM_SLOT_GOOD);
    assert_int_equal(found.sequence, 1);
    assert_int_equal(found.capacity, ROOM);
    assert_int_equal(found.size, a.size);
}

/* ---- Refused ---- */

static void test_slots_wrong_image_leaves_both_as_they_were(void **state)
{
    struct bytes wrong = make_image(4, 200, "fonts");

    (void)state;
    update_must(a, false);
    update_must(b, false);
    device_keep(&device);
    wrong.data[1] ^= 1;
    assert_int_equal(update(&slots, wrong, 1, false), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_ERR_NOT_ROMFS);
    assert_memory_equal(device.flash, device.before, SIZE);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK); /* the other image is there still */
    acquire(a);
    free(wrong.data);
}

static void test_slots_image_that_is_too_large_is_refused_at_once(void **state)
{
    (void)state;
    assert_int_equal(xrom_slots_begin(&slots, ROOM), XROM_OK);
    assert_int_equal(xrom_slots_begin(&slots, ROOM + 1), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_slots_begin(&slots, UINT32_MAX), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_slots_begin(&slots, 3), XROM_ERR_NOT_ROMFS);
    assert_int_equal(device.ram.steps, 0);
}

static int refuse(void *context, const struct xrom_image *image)
{
    (void)context;
    (void)image;
    return XROM_ERR_OTHER_IMAGE;
}

static void test_slots_image_that_is_not_accepted_never_comes(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    update_must(b, false);
    update_must(a, false);
    place.accept = refuse;
    assert_int_equal(xrom_slots_open(&slots, &place), XROM_OK);
    device_keep(&device);
    assert_int_equal(update(&slots, b, 100, false), XROM_ERR_OTHER_IMAGE);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_ERR_OTHER_IMAGE);
    assert_memory_equal(device.flash, device.before, device.geometry.size);
    acquire(a);
    start_again(a);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
    acquire(b);
}

/* Rejects an image in the moment in which its record is programmed. */
static void reject(void *context, enum xrom_ram_operation operation, uint32_t offset, uint32_t size, int error)
{
    (void)context;
    (void)size;
    if (operation == XROM_RAM_PROGRAM && !error && offset % SLOT == ROOM) {
        memset(device.flash + offset + 32, 0, 4);
    }
}

static void test_slots_image_that_cannot_be_used_at_once_is_an_error(void **state)
{
    (void)state;
    update_must(a, false);
    xrom_ram_trace(&device.ram, reject, NULL);
    assert_int_equal(update(&slots, b, 100, false), XROM_ERR_IO);
    xrom_ram_trace(&device.ram, NULL, NULL);
    acquire(a);
}

static void test_slots_damaged_image_never_comes(void **state)
{
    (void)state;
    update_must(a, false);
    b.data[400] ^= 0x40;
    assert_int_equal(update(&slots, b, 100, false), XROM_ERR_CHECKSUM);
    start_again(a);
    b.data[400] ^= 0x40;
    update_must(b, false);
    start_again(b);
}

static void test_slots_writing_needs_an_update(void **state)
{
    (void)state;
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_slots_write(&slots, a.data, 1), XROM_ERR_NO_SPACE);
    update_must(a, false);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_slots_write(&slots, a.data, 1), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_ERR_ARGUMENT);
    start_again(a);
}

static void test_slots_finish_before_the_end_lets_it_go_on(void **state)
{
    (void)state;
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)a.size), XROM_OK);
    assert_int_equal(xrom_slots_write(&slots, a.data, 100), XROM_OK);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_ERR_UNFINISHED);
    assert_int_equal(xrom_slots_write(&slots, a.data + 100, a.size - 100), XROM_OK);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_OK);
    start_again(a);
}

static void test_slots_update_may_begin_anew(void **state)
{
    (void)state;
    update_must(a, false);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)b.size), XROM_OK);
    assert_int_equal(xrom_slots_write(&slots, b.data, 333), XROM_OK);
    update_must(c, false);
    start_again(c);
}

/* ---- Pins ---- */

static void test_slots_pinned_slot_is_busy_and_stays(void **state)
{
    uint32_t first, again;

    (void)state;
    update_must(a, false);
    first = acquire(a);
    again = acquire(a);
    assert_int_equal(first, again);
    update_must(b, false); /* goes to the other slot */
    device_keep(&device);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)c.size), XROM_ERR_BUSY);
    xrom_slots_release(&slots, first);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)c.size), XROM_ERR_BUSY);
    assert_int_not_equal(xrom_slots_write(&slots, c.data, c.size), XROM_OK);
    assert_memory_equal(device.flash, device.before, SIZE);
    xrom_slots_release(&slots, again);
    update_must(c, false);
    start_again(c);
}

static void test_slots_image_that_is_overwritten_cannot_be_acquired(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, true);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)c.size), XROM_OK); /* over b, which nobody has tried */
    acquire(a);
    assert_int_equal(xrom_slots_write(&slots, c.data, c.size), XROM_OK);
    acquire(a);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_OK);
    acquire(c);
}

static void test_slots_nothing_is_rolled_back_while_an_update_has_the_page(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, false);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)c.size), XROM_OK);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_NOT_FOUND); /* a is what is overwritten */
    assert_int_equal(xrom_slots_write(&slots, c.data, c.size), XROM_OK);
    assert_int_equal(xrom_slots_finish(&slots, true), XROM_OK);
    acquire(c);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
    acquire(b);
}

static void test_slots_trial_does_not_begin_while_an_update_has_the_page(void **state)
{
    struct xrom_image image;
    uint32_t slot;

    (void)state;
    update_must(a, true); /* the only image, on trial */
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)b.size), XROM_OK);
    assert_int_equal(xrom_slots_acquire(&slots, &slot, &image), XROM_ERR_BUSY);
    assert_int_equal(xrom_slots_write(&slots, b.data, b.size), XROM_OK);
    assert_int_equal(xrom_slots_finish(&slots, false), XROM_OK);
    start_again(b);
}

/* ---- Trials ---- */

static void test_slots_trial_that_is_confirmed_stays(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, true);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK); /* nothing: it has not begun */
    start_again(b);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    for (int i = 0; i < 3; i++) {
        start_again(b);
        assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    }
    assert_int_equal(slots.slots[slots.current].state, XROM_SLOT_GOOD);
}

static void test_slots_trial_that_is_not_confirmed_falls_back(void **state)
{
    uint32_t steps;

    (void)state;
    update_must(a, false);
    update_must(b, true);
    start_again(b);
    xrom_slots_release(&slots, acquire(b)); /* also a second time in the same session */
    xrom_slots_release(&slots, acquire(b));
    steps = device.ram.steps;
    start_again(a);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    start_again(a);
    assert_int_equal(device.ram.steps, steps); /* nothing was written any more */
    update_must(c, false);
    start_again(c);
}

static void test_slots_trial_that_is_in_use_is_not_overwritten(void **state)
{
    uint32_t slot;

    (void)state;
    update_must(a, false);
    update_must(b, true);
    slot = acquire(b);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)c.size), XROM_ERR_BUSY);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    update_must(c, false); /* over a */
    xrom_slots_release(&slots, slot);
    start_again(c);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
    acquire(b);
}

static void test_slots_trial_that_is_not_in_use_gives_way_to_an_update(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, true);
    xrom_slots_release(&slots, acquire(b));
    update_must(c, true);
    start_again(c);
    start_again(a);
}

static void test_slots_trial_of_the_only_image_is_better_than_nothing(void **state)
{
    (void)state;
    update_must(a, true);
    start_again(a);
    start_again(a);
    start_again(a);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    start_again(a);
    assert_int_equal(slots.slots[slots.current].state, XROM_SLOT_GOOD);
}

static void test_slots_trial_is_replaced_rather_than_the_good_image(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, true);
    update_must(c, true);
    start_again(c);
    start_again(a);
}

/* ---- Rollback ---- */

static void test_slots_rollback_is_for_ever(void **state)
{
    (void)state;
    update_must(a, false);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_NOT_FOUND);
    update_must(b, false);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
    acquire(a);
    start_again(a);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_NOT_FOUND);
    start_again(a);
    update_must(c, false);
    start_again(c);
}

static void test_slots_rollback_of_a_trial_ends_it(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, true);
    start_again(b);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
    start_again(a);
}

/* ---- Damage and faults ---- */

/* Whatever bit of a record flips, the slot's image comes, or the other one. */
static void test_slots_flipped_bits_of_a_record_lead_to_a_whole_image(void **state)
{
    uint32_t of_a = 0, of_b = 0;

    (void)state;
    update_must(a, false);
    update_must(b, true);
    start_again(b);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    device_keep(&device);
    for (uint32_t bit = 0; bit < 8 * SECTOR; bit++) {
        device_restore(&device);
        assert_int_equal(xrom_ram_flip(&device.ram, SLOT + ROOM + bit / 8, (uint8_t)(1u << bit % 8)), XROM_OK);
        assert_int_equal(open_slots(&slots, &device), XROM_OK);
        acquire(slots.current == 0 ? a : b);
        of_a += slots.current == 0;
        of_b += slots.current == 1;
    }
    assert_int_equal(of_a, 8 * 24); /* the record; marks bear a flipped bit, and the rest is not read */
    assert_int_equal(of_b, 8 * SECTOR - 8 * 24);
}

static void test_slots_record_of_another_image_or_place_is_none(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, false);
    start_again(b);
    write_number(1, 8, ROOM - SECTOR); /* capacity */
    start_again(a);
    write_number(1, 8, ROOM);
    start_again(b);
    write_number(1, 12, (uint32_t)b.size + 1); /* size */
    start_again(a);
}

static void test_slots_damaged_head_of_an_image_leads_to_the_other(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, false);
    device_keep(&device);
    for (uint32_t at = 0; at < 5; at++) {
        device_restore(&device);
        assert_int_equal(xrom_ram_flip(&device.ram, SLOT + at, 0x11), XROM_OK);
        start_again(a);
    }
}

static void test_slots_each_fault_of_the_device_is_told_and_mended_by_another_try(void **state)
{
    (void)state;
    for (int fault = 0; fault < 6; fault++) {
        device_restore(&device);
        assert_int_equal(open_slots(&slots, &device), XROM_OK);
        update_must(a, false);
        switch (fault) {
        case 0: assert_int_equal(xrom_ram_fail_erase(&device.ram, SLOT + ROOM), XROM_OK); break;
        case 1: assert_int_equal(xrom_ram_fail_erase(&device.ram, SLOT + SECTOR), XROM_OK); break;
        case 2: assert_int_equal(xrom_ram_fail_program(&device.ram, SLOT + ROOM), XROM_OK); break;
        case 3: assert_int_equal(xrom_ram_stick(&device.ram, SLOT + ROOM + 5, 0xff), XROM_OK); break;
        case 4: assert_int_equal(xrom_ram_stick(&device.ram, SLOT + 200, 0xff), XROM_OK); break;
        default: xrom_ram_stay_busy(&device.ram, XROM_RAM_NONE); break;
        }
        assert_int_equal(update(&slots, b, 100, false), XROM_ERR_IO);
        (void)xrom_slots_finish(&slots, false); /* where writing failed, this ends the update */
        acquire(a);
        xrom_ram_mend(&device.ram);
        start_again(a);
        update_must(b, false);
        start_again(b);
    }
}

/* Clears the mark of rejection whenever the record of the second slot is programmed. */
static void clear_too_much(void *context, enum xrom_ram_operation operation, uint32_t offset, uint32_t size, int error)
{
    (void)context;
    (void)size;
    (void)error;
    if (operation == XROM_RAM_PROGRAM && offset == SLOT + ROOM) {
        memset(device.flash + SLOT + ROOM + 32, 0, 4);
    }
}

static void test_slots_update_that_does_not_count_is_told(void **state)
{
    (void)state;
    update_must(a, false);
    xrom_ram_trace(&device.ram, clear_too_much, NULL);
    assert_int_equal(update(&slots, b, 100, false), XROM_ERR_IO);
    xrom_ram_trace(&device.ram, NULL, NULL);
    start_again(a);
    update_must(b, false);
    start_again(b);
}

static void test_slots_mark_that_fails_changes_nothing(void **state)
{
    struct xrom_image image;
    uint32_t slot;

    (void)state;
    update_must(a, false);
    update_must(b, true);
    xrom_ram_stay_busy(&device.ram, 1);
    assert_int_equal(xrom_slots_acquire(&slots, &slot, &image), XROM_ERR_IO);
    acquire(b);
    xrom_ram_stay_busy(&device.ram, 2);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_ERR_IO);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_IO);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_OK);
    start_again(b);
}

static void test_slots_device_without_power_is_told(void **state)
{
    (void)state;
    xrom_ram_cut(&device.ram, 0, XROM_RAM_TEAR_NONE, 0);
    assert_int_equal(xrom_erase(device.backend, 0, SECTOR), XROM_ERR_IO);
    assert_int_equal(open_slots(&slots, &device), XROM_ERR_IO);
    xrom_ram_power_on(&device.ram);
    assert_int_equal(open_slots(&slots, &device), XROM_OK);
}

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(test_slots_empty_region_has_no_image),
        CASE(test_slots_updates_take_turns),
        CASE(test_slots_update_can_be_used_without_a_start),
        CASE(test_slots_update_erases_each_sector_it_needs_once),
        CASE(test_slots_sequence_numbers_wrap),
        CASE(test_slots_region_may_begin_anywhere_and_hold_more),
        CASE(test_slots_region_that_is_too_small_is_refused),
        CASE(test_slots_record_is_what_tools_find),
        CASE(test_slots_wrong_image_leaves_both_as_they_were),
        CASE(test_slots_image_that_is_too_large_is_refused_at_once),
        CASE(test_slots_image_that_is_not_accepted_never_comes),
        CASE(test_slots_image_that_cannot_be_used_at_once_is_an_error),
        CASE(test_slots_damaged_image_never_comes),
        CASE(test_slots_writing_needs_an_update),
        CASE(test_slots_finish_before_the_end_lets_it_go_on),
        CASE(test_slots_update_may_begin_anew),
        CASE(test_slots_pinned_slot_is_busy_and_stays),
        CASE(test_slots_image_that_is_overwritten_cannot_be_acquired),
        CASE(test_slots_nothing_is_rolled_back_while_an_update_has_the_page),
        CASE(test_slots_trial_does_not_begin_while_an_update_has_the_page),
        CASE(test_slots_trial_that_is_confirmed_stays),
        CASE(test_slots_trial_that_is_not_confirmed_falls_back),
        CASE(test_slots_trial_that_is_in_use_is_not_overwritten),
        CASE(test_slots_trial_that_is_not_in_use_gives_way_to_an_update),
        CASE(test_slots_trial_of_the_only_image_is_better_than_nothing),
        CASE(test_slots_trial_is_replaced_rather_than_the_good_image),
        CASE(test_slots_rollback_is_for_ever),
        CASE(test_slots_rollback_of_a_trial_ends_it),
        CASE(test_slots_flipped_bits_of_a_record_lead_to_a_whole_image),
        CASE(test_slots_record_of_another_image_or_place_is_none),
        CASE(test_slots_damaged_head_of_an_image_leads_to_the_other),
        CASE(test_slots_each_fault_of_the_device_is_told_and_mended_by_another_try),
        CASE(test_slots_update_that_does_not_count_is_told),
        CASE(test_slots_mark_that_fails_changes_nothing),
        CASE(test_slots_device_without_power_is_told),
    };

    return cmocka_run_group_tests_name("slots", tests, NULL, NULL);
}
