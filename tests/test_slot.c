/* SPDX-License-Identifier: MIT */
/* Control records of slots, byte by byte. */
#include <stdlib.h>
#include <string.h>

#include <xrom/slots.h>
#include <xrom/verify.h>

#include "support.h"

#define CONTROL_SIZE 36

/* A good image of 300 bytes in room of 4096. */
static const uint8_t sound[] = {
    'x',  's',  'l',  '1',  /* magic */
    7,    0,    0,    0,    /* sequence */
    0,    0x10, 0,    0,    /* capacity */
    0x2c, 1,    0,    0,    /* size */
    0,    0,    0,    0,    /* no trial */
    0x15, 0xa0, 0x93, 0x98, /* CRC-32 of these 20 bytes; the marks follow */
};

static uint8_t control[CONTROL_SIZE];

static void write_record(void)
{
    memset(control, 0xff, sizeof control);
    memcpy(control, sound, sizeof sound);
}

/* Makes it a record of an image on trial. */
static void write_trial(void)
{
    uint32_t crc;

    write_record();
    control[16] = 1;
    crc = xrom_crc32(NULL, 0, control, 20);
    for (size_t i = 0; i < 4; i++) {
        control[20 + i] = (uint8_t)(crc >> 8 * i);
    }
}

enum { TRIED = 24, CONFIRMED = 28, REJECTED = 32 };

/* Makes a mark of `zeros` bits that are 0. */
static void set_mark(size_t offset, unsigned zeros)
{
    uint32_t mark = zeros == 32 ? 0 : UINT32_MAX << zeros;

    for (size_t i = 0; i < 4; i++) {
        control[offset + i] = (uint8_t)(mark >> 8 * i);
    }
}

static int inspect(struct xrom_slot *slot)
{
    int error;

    FILL(*slot);
    error = xrom_slot_inspect(control, sizeof control, slot);
    if (error) {
        assert_untouched(*slot);
    }
    return error;
}

static enum xrom_slot_state state_of(void)
{
    struct xrom_slot slot;

    assert_int_equal(inspect(&slot), XROM_OK);
    return slot.state;
}

static void test_slot_record_is_read(void **state)
{
    struct xrom_slot slot;

    (void)state;
    write_record();
    assert_int_equal(inspect(&slot), XROM_OK);
    assert_int_equal(slot.state, XROM_SLOT_GOOD);
    assert_int_equal(slot.sequence, 7);
    assert_int_equal(slot.capacity, 4096);
    assert_int_equal(slot.size, 300);
}

static void test_slot_marks_tell_its_state(void **state)
{
    (void)state;
    write_record();
    set_mark(REJECTED, 32);
    assert_int_equal(state_of(), XROM_SLOT_REJECTED);

    write_trial();
    assert_int_equal(state_of(), XROM_SLOT_TRIAL);
    set_mark(TRIED, 32);
    assert_int_equal(state_of(), XROM_SLOT_EXPIRED);
    set_mark(CONFIRMED, 32);
    assert_int_equal(state_of(), XROM_SLOT_GOOD);
    set_mark(REJECTED, 32);
    assert_int_equal(state_of(), XROM_SLOT_REJECTED);
}

static void test_slot_mark_is_set_by_half_of_its_bits(void **state)
{
    (void)state;
    for (unsigned zeros = 0; zeros <= 32; zeros++) {
        write_trial();
        set_mark(TRIED, zeros);
        assert_int_equal(state_of(), zeros < 16 ? XROM_SLOT_TRIAL : XROM_SLOT_EXPIRED);
        set_mark(TRIED, 32);
        set_mark(CONFIRMED, zeros);
        assert_int_equal(state_of(), zeros < 16 ? XROM_SLOT_EXPIRED : XROM_SLOT_GOOD);
        set_mark(CONFIRMED, 32);
        set_mark(REJECTED, zeros);
        assert_int_equal(state_of(), zeros < 16 ? XROM_SLOT_GOOD : XROM_SLOT_REJECTED);
    }
}

static void test_slot_each_flipped_bit_is_noticed(void **state)
{
    struct xrom_slot slot;

    (void)state;
    write_record();
    for (size_t bit = 0; bit < 8 * sizeof sound; bit++) {
        control[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(inspect(&slot), bit < 32 ? XROM_ERR_NOT_FOUND : XROM_ERR_CHECKSUM);
        control[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    assert_int_equal(inspect(&slot), XROM_OK);
}

static void test_slot_record_that_is_cut_off_is_none(void **state)
{
    struct xrom_slot slot;

    (void)state;
    write_record();
    for (size_t size = 0; size < sizeof control; size++) {
        uint8_t *cut = malloc(size + 1);

        assert_non_null(cut);
        memcpy(cut + 1, control, size); /* up to the end of what may be read */
        FILL(slot);
        assert_int_equal(xrom_slot_inspect(cut + 1, size, &slot), XROM_ERR_NOT_FOUND);
        assert_untouched(slot);
        free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slot_record_is_read),
        cmocka_unit_test(test_slot_marks_tell_its_state),
        cmocka_unit_test(test_slot_mark_is_set_by_half_of_its_bits),
        cmocka_unit_test(test_slot_each_flipped_bit_is_noticed),
        cmocka_unit_test(test_slot_record_that_is_cut_off_is_none),
    };

    return cmocka_run_group_tests_name("slot", tests, NULL, NULL);
}
