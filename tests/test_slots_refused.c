/* SPDX-License-Identifier: MIT */
/* Slots: what an update refuses, and what it leaves then. */
#include <stdlib.h>
#include <string.h>

#include "two_slots.h"

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

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_slots, tear_down_slots)
    const struct CMUnitTest tests[] = {
        CASE(test_slots_wrong_image_leaves_both_as_they_were),
        CASE(test_slots_image_that_is_too_large_is_refused_at_once),
        CASE(test_slots_image_that_is_not_accepted_never_comes),
        CASE(test_slots_image_that_cannot_be_used_at_once_is_an_error),
        CASE(test_slots_damaged_image_never_comes),
        CASE(test_slots_writing_needs_an_update),
        CASE(test_slots_finish_before_the_end_lets_it_go_on),
        CASE(test_slots_update_may_begin_anew),
    };

    return cmocka_run_group_tests_name("slots_refused", tests, NULL, NULL);
}
