/* SPDX-License-Identifier: MIT */
/* The power goes before each step of an update of small slots, or of one small place. */
#include <inttypes.h>

#include "cuts.h"

static uint32_t total;

static void test_slots_cut_at_each_step_leaves_the_old_or_the_new_image(void **state)
{
    (void)state;
    make_small();
    for (size_t i = 0; i < SLOTS_FLOW_COUNT; i++) {
        total += assert_survives(&slots_flows[i], 1, 2);
    }
    unmake();
}

static void test_install_cut_at_each_step_leaves_an_image_whole_or_no_magic(void **state)
{
    (void)state;
    make_small();
    total += assert_survives(&one_place, 1, 2);
    unmake();
}

static void test_slots_cuts_were_ten_thousand_at_least(void **state)
{
    (void)state;
    print_message("# %" PRIu32 " cuts\n", total);
    assert_true(total >= 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots_cut_at_each_step_leaves_the_old_or_the_new_image),
        cmocka_unit_test(test_install_cut_at_each_step_leaves_an_image_whole_or_no_magic),
        cmocka_unit_test(test_slots_cuts_were_ten_thousand_at_least),
    };

    return cmocka_run_group_tests_name("slots_cuts", tests, NULL, NULL);
}
