/* SPDX-License-Identifier: MIT */
/* Slots: which image is chosen, and where it stands. */
#include <string.h>

#include "two_slots.h"

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

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_slots, tear_down_slots)
    const struct CMUnitTest tests[] = {
        CASE(test_slots_empty_region_has_no_image),
        CASE(test_slots_updates_take_turns),
        CASE(test_slots_update_can_be_used_without_a_start),
        CASE(test_slots_update_erases_each_sector_it_needs_once),
        CASE(test_slots_sequence_numbers_wrap),
        CASE(test_slots_region_may_begin_anywhere_and_hold_more),
        CASE(test_slots_region_that_is_too_small_is_refused),
        CASE(test_slots_record_is_what_tools_find),
    };

    return cmocka_run_group_tests_name("slots_choice", tests, NULL, NULL);
}
