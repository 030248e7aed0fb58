/* SPDX-License-Identifier: MIT */
/* Slots: damaged records and images, and a device that fails. */
#include <string.h>

#include "two_slots.h"

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

static void test_slots_rollback_that_fails_when_it_is_written_is_one(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, false);
    /* The device fails behind the mark, in the same page. */
    assert_int_equal(xrom_ram_fail_program(&device.ram, SLOT + ROOM + 48), XROM_OK);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_IO);
    acquire(a);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_ERR_NOT_FOUND);
    /* The next update is not to go where the only image is that can be used. */
    xrom_ram_mend(&device.ram);
    assert_int_equal(xrom_slots_begin(&slots, (uint32_t)b.size), XROM_OK);
    assert_int_equal(slots.target, 1);
    assert_int_equal(xrom_slots_write(&slots, b.data, 100), XROM_OK);
    start_again(a);
}

static void test_slots_confirmation_that_fails_is_none_until_it_succeeds(void **state)
{
    (void)state;
    update_must(a, false);
    update_must(b, true);
    acquire(b);
    /* Something is written, but who knows how well. */
    assert_int_equal(xrom_ram_fail_program(&device.ram, SLOT + ROOM + 48), XROM_OK);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_ERR_IO);
    xrom_ram_mend(&device.ram);
    xrom_ram_stay_busy(&device.ram, 1);
    assert_int_equal(xrom_slots_confirm(&slots), XROM_ERR_IO);
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
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_slots, tear_down_slots)
    const struct CMUnitTest tests[] = {
        CASE(test_slots_flipped_bits_of_a_record_lead_to_a_whole_image),
        CASE(test_slots_record_of_another_image_or_place_is_none),
        CASE(test_slots_damaged_head_of_an_image_leads_to_the_other),
        CASE(test_slots_each_fault_of_the_device_is_told_and_mended_by_another_try),
        CASE(test_slots_update_that_does_not_count_is_told),
        CASE(test_slots_mark_that_fails_changes_nothing),
        CASE(test_slots_rollback_that_fails_when_it_is_written_is_one),
        CASE(test_slots_confirmation_that_fails_is_none_until_it_succeeds),
        CASE(test_slots_device_without_power_is_told),
    };

    return cmocka_run_group_tests_name("slots_damage", tests, NULL, NULL);
}
