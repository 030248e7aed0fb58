/* SPDX-License-Identifier: MIT */
/* The power goes during an update of slots, or of one place, with sectors and pages as an RP2040 has them. */
#include "cuts.h"

/* Steps from one cut to the next: no divisor of pages or sectors, so that all parts of them are met. */
#ifndef XROM_CUT_STRIDE
#define XROM_CUT_STRIDE 61
#endif

static void test_slots_cut_of_large_sectors_leaves_the_old_or_the_new_image(void **state)
{
    (void)state;
    make_large();
    for (size_t i = 0; i < SLOTS_FLOW_COUNT; i++) {
        assert_survives(&slots_flows[i], XROM_CUT_STRIDE, 1);
    }
    unmake();
}

static void test_install_cut_of_large_sectors_leaves_an_image_whole_or_no_magic(void **state)
{
    (void)state;
    make_large();
    assert_survives(&one_place, XROM_CUT_STRIDE, 1);
    unmake();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots_cut_of_large_sectors_leaves_the_old_or_the_new_image),
        cmocka_unit_test(test_install_cut_of_large_sectors_leaves_an_image_whole_or_no_magic),
    };

    return cmocka_run_group_tests_name("slots_cuts_large", tests, NULL, NULL);
}
