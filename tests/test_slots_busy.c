/* SPDX-License-Identifier: MIT */
/* Slots: pins, and what cannot be done while an update is written. */
#include "two_slots.h"

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

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_slots, tear_down_slots)
    const struct CMUnitTest tests[] = {
        CASE(test_slots_pinned_slot_is_busy_and_stays),
        CASE(test_slots_image_that_is_overwritten_cannot_be_acquired),
        CASE(test_slots_nothing_is_rolled_back_while_an_update_has_the_page),
        CASE(test_slots_trial_does_not_begin_while_an_update_has_the_page),
    };

    return cmocka_run_group_tests_name("slots_busy", tests, NULL, NULL);
}
