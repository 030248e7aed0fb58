/* SPDX-License-Identifier: MIT */
/* Control records of slots, byte by byte. */
#include <string.h>

#include <xrom/slots.h>
#include <xrom/verify.h>

#include "support.h"

#define UNIT 32
#define CONTROL_SIZE (3 * UNIT + 4)

/* A good image of 300 bytes in room of 4096, and marks that are not set. */
static const uint8_t sound[] = {
    'x',  's',  'l',  't',  1, 0, 5, 0, /* magic, version, no trial, units of 32 bytes */
    7,    0,    0,    0,                /* sequence */
    0,    0x10, 0,    0,                /* capacity */
    0x2c, 1,    0,    0,                /* size */
    0x78, 0x56, 0x34, 0x12,             /* CRC-32 of the image */
    0xb3, 0x1f, 0x07, 0x6f              /* CRC-32 of these 24 bytes */
};

static uint8_t control[CONTROL_SIZE];

static void write_record(void)
{
    memset(control, 0xff, sizeof control);
    memcpy(control, sound, sizeof sound);
}

/* Changes a byte of the record and makes its checksum right again. */
static void change(size_t offset, uint8_t value)
{
    uint32_t crc;

    control[offset] = value;
    crc = xrom_crc32(NULL, 0, control, 24);
    for (size_t i = 0; i < 4; i++) {
        control[24 + i] = (uint8_t)(crc >> 8 * i);
    }
}

/* Makes a mark of `zeros` bits that are 0. */
static void set_mark(size_t unit, unsigned zeros)
{
    uint32_t mark = zeros == 32 ? 0 : UINT32_MAX << zeros;

    for (size_t i = 0; i < 4; i++) {
        control[unit * UNIT + i] = (uint8_t)(mark >> 8 * i);
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
    assert_int_equal(slot.crc, 0x12345678);
}

static void test_slot_marks_tell_its_state(void **state)
{
    (void)state;
    write_record();
    set_mark(1, 32);
    assert_int_equal(state_of(), XROM_SLOT_GOOD);
    set_mark(3, 32);
    assert_int_equal(state_of(), XROM_SLOT_REJECTED);

    write_record();
    change(5, 1);
    assert_int_equal(state_of(), XROM_SLOT_TRIAL);
    set_mark(1, 32);
    assert_int_equal(state_of(), XROM_SLOT_EXPIRED);
    set_mark(2, 32);
    assert_int_equal(state_of(), XROM_SLOT_GOOD);
    set_mark(3, 32);
    assert_int_equal(state_of(), XROM_SLOT_REJECTED);
}

static void test_slot_mark_is_set_by_half_of_its_bits(void **state)
{
    (void)state;
    for (unsigned zeros = 0; zeros <= 32; zeros++) {
        write_record();
        set_mark(3, zeros);
        assert_int_equal(state_of(), zeros < 16 ? XROM_SLOT_GOOD : XROM_SLOT_REJECTED);
        change(5, 1);
        set_mark(3, 0);
        set_mark(1, zeros);
        assert_int_equal(state_of(), zeros < 16 ? XROM_SLOT_TRIAL : XROM_SLOT_EXPIRED);
        set_mark(1, 32);
        set_mark(2, zeros);
        assert_int_equal(state_of(), zeros < 16 ? XROM_SLOT_EXPIRED : XROM_SLOT_GOOD);
    }
}

static void test_slot_each_flipped_bit_is_noticed(void **state)
{
    struct xrom_slot slot;

    (void)state;
    write_record();
    for (size_t bit = 0; bit < 8 * sizeof sound; bit++) {
        control[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(inspect(&slot), bit < 40 ? XROM_ERR_NOT_FOUND : XROM_ERR_CHECKSUM);
        control[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    assert_int_equal(inspect(&slot), XROM_OK);
}

static void test_slot_wrong_values_are_damage_even_with_a_checksum(void **state)
{
    static const struct {
        uint8_t offset, value;
        int error;
    } cases[] = {
        {4, 0, XROM_ERR_NOT_FOUND},  {4, 2, XROM_ERR_NOT_FOUND}, {5, 2, XROM_ERR_CHECKSUM},
        {5, 255, XROM_ERR_CHECKSUM}, {6, 4, XROM_ERR_CHECKSUM},  {6, 25, XROM_ERR_CHECKSUM},
        {6, 255, XROM_ERR_CHECKSUM}, {7, 1, XROM_ERR_CHECKSUM},  {18, 1, XROM_ERR_CHECKSUM}, /* size */
        {13, 1, XROM_ERR_CHECKSUM},                                                          /* capacity */
    };
    struct xrom_slot slot;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        write_record();
        change(cases[i].offset, cases[i].value);
        assert_int_equal(inspect(&slot), cases[i].error);
    }
    write_record();
    change(17, 0);
    for (uint8_t size = 0; size < 6; size++) {
        change(16, size);
        assert_int_equal(inspect(&slot), size < 4 ? XROM_ERR_CHECKSUM : XROM_OK);
    }
}

static void test_slot_record_or_marks_that_are_cut_off_are_noticed(void **state)
{
    struct xrom_slot slot;

    (void)state;
    write_record();
    for (size_t size = 0; size < sizeof control; size++) {
        FILL(slot);
        assert_int_equal(xrom_slot_inspect(control + sizeof control - size, 0, &slot), XROM_ERR_NOT_FOUND);
        assert_int_equal(xrom_slot_inspect(control, size, &slot), size < 5 ? XROM_ERR_NOT_FOUND : XROM_ERR_TRUNCATED);
        assert_untouched(slot);
    }
    change(6, 24);
    assert_int_equal(inspect(&slot), XROM_ERR_TRUNCATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slot_record_is_read),
        cmocka_unit_test(test_slot_marks_tell_its_state),
        cmocka_unit_test(test_slot_mark_is_set_by_half_of_its_bits),
        cmocka_unit_test(test_slot_each_flipped_bit_is_noticed),
        cmocka_unit_test(test_slot_wrong_values_are_damage_even_with_a_checksum),
        cmocka_unit_test(test_slot_record_or_marks_that_are_cut_off_are_noticed),
    };

    return cmocka_run_group_tests_name("slot", tests, NULL, NULL);
}
