/* SPDX-License-Identifier: MIT */
/* Slots: trials, and going back. */
#include "two_slots.h"

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

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_slots, tear_down_slots)
    const struct CMUnitTest tests[] = {
        CASE(test_slots_trial_that_is_confirmed_stays),
        CASE(test_slots_trial_that_is_not_confirmed_falls_back),
        CASE(test_slots_trial_that_is_in_use_is_not_overwritten),
        CASE(test_slots_trial_that_is_not_in_use_gives_way_to_an_update),
        CASE(test_slots_trial_of_the_only_image_is_better_than_nothing),
        CASE(test_slots_trial_is_replaced_rather_than_the_good_image),
        CASE(test_slots_rollback_is_for_ever),
        CASE(test_slots_rollback_of_a_trial_ends_it),
    };

    return cmocka_run_group_tests_name("slots_trial", tests, NULL, NULL);
}
