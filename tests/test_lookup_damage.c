/* SPDX-License-Identifier: MIT */
/* Lookup in damaged images: what lies before the wanted entry is an error, what lies behind it is not looked at. */
#include <string.h>

#include "support.h"

/* What a lookup answers in an image whose root holds `size` bytes of records. */
static int lookup_in(const uint8_t *records, size_t size, const char *path)
{
    uint8_t bytes[64] = {0xd2, 0xcd, 0x31};
    struct xrom_image image;
    struct xrom_node node;
    int error;

    assert_in_range(size, 1, sizeof bytes - 4);
    bytes[3] = (uint8_t)size;
    memcpy(bytes + 4, records, size);
    open_image(&image, bytes, size + 4);
    FILL(node);
    error = xrom_lookup(&image, path, &node);
    if (error) {
        assert_untouched(node);
    }
    return error;
}

#define LOOKUP_IN(records, path) lookup_in(records, sizeof(records), path)

static void test_lookup_damage_before_the_entry_is_reported(void **state)
{
    static const uint8_t unused[] = {0, 0, 5, 4, 1, 'f', 2, 0};
    static const uint8_t name_too_long[] = {5, 1, 1, 5, 4, 1, 'f', 2, 0};
    static const uint8_t name_missing[] = {4, 0, 5, 4, 1, 'f', 2, 0};
    static const uint8_t name_cut_off[] = {4, 1, 0x81, 5, 4, 1, 'f', 2, 0};
    static const uint8_t too_long[] = {1, 9, 5, 4, 1, 'f', 2, 0};
    static const uint8_t of_33_bits[] = {0x90, 0x80, 0x80, 0x80, 0x00, 0, 5, 4, 1, 'f', 2, 0};

    (void)state;
    assert_int_equal(LOOKUP_IN(unused, "f"), XROM_ERR_UNUSED);
    assert_int_equal(LOOKUP_IN(name_too_long, "f"), XROM_ERR_NAME);
    assert_int_equal(LOOKUP_IN(name_missing, "f"), XROM_ERR_NAME);
    assert_int_equal(LOOKUP_IN(name_cut_off, "f"), XROM_ERR_NAME);
    assert_int_equal(LOOKUP_IN(too_long, "f"), XROM_ERR_RECORD);
    assert_int_equal(LOOKUP_IN(of_33_bits, "f"), XROM_ERR_VARUINT);
}

static void test_lookup_damage_is_reported_and_not_absence(void **state)
{
    static const uint8_t cut_off_in_kind[] = {5, 4, 1, 'f', 2, 0, 0x85};
    static const uint8_t cut_off_in_length[] = {5, 4, 1, 'f', 2, 0, 5};
    static const uint8_t cut_off_in_entry[] = {5, 4, 1, 'f', 2, 0, 5, 4, 1, 'g', 2};
    static const uint8_t unused[] = {5, 4, 1, 'f', 2, 0, 0, 0};

    (void)state;
    assert_int_equal(LOOKUP_IN(cut_off_in_kind, "g"), XROM_ERR_VARUINT);
    assert_int_equal(LOOKUP_IN(cut_off_in_length, "g"), XROM_ERR_VARUINT);
    assert_int_equal(LOOKUP_IN(cut_off_in_entry, "g"), XROM_ERR_RECORD);
    assert_int_equal(LOOKUP_IN(unused, "g"), XROM_ERR_UNUSED);
}

static void test_lookup_damage_behind_the_entry_is_not_noticed(void **state)
{
    static const uint8_t unused[] = {5, 4, 1, 'f', 2, 0, 0, 0};
    static const uint8_t cut_off[] = {5, 4, 1, 'f', 2, 0, 5, 99};

    (void)state;
    assert_int_equal(LOOKUP_IN(unused, "f"), XROM_OK);
    assert_int_equal(LOOKUP_IN(cut_off, "f"), XROM_OK);
}

static void test_lookup_damage_in_a_directory_beside_the_way_is_not_noticed(void **state)
{
    static const uint8_t records[] = {
        4, 4, 1, 'd', 0, 0,    /* d, with an unused record */
        5, 4, 1, 'f', 2, 0,    /* f */
        4, 5, 1, 'e', 5, 9, 1, /* e, with a file that is longer than e */
    };

    (void)state;
    assert_int_equal(LOOKUP_IN(records, "f"), XROM_OK);
    assert_int_equal(LOOKUP_IN(records, "d"), XROM_OK);
    assert_int_equal(LOOKUP_IN(records, "d/x"), XROM_ERR_UNUSED);
    assert_int_equal(LOOKUP_IN(records, "e/x"), XROM_ERR_RECORD);
    assert_int_equal(LOOKUP_IN(records, "x"), XROM_ERR_NOT_FOUND);
}

/* The inner file would fit into the root, but runs past its directory. */
static void test_lookup_record_longer_than_its_directory_is_damage(void **state)
{
    static const uint8_t records[] = {
        4, 6, 1, 'd',       /* d, of 4 bytes, with */
        5, 4, 1, 'f', 2, 0, /* f, of 6 */
    };

    (void)state;
    assert_int_equal(LOOKUP_IN(records, "d/f"), XROM_ERR_RECORD);
}

/* MicroPython follows such a length back to the record itself and never ends. */
static void test_lookup_length_that_wraps_to_the_record_itself_is_damage(void **state)
{
    static const uint8_t records[] = {
        1, 0x8f, 0xff, 0xff, 0xff, 0x7a, /* 2^32 - 6: back to the begin of this record */
        5, 4,    1,    'f',  2,    0,
    };
    static const uint8_t in_64_bits[] = {
        1, 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x75, /* 2^64 - 11 */
        5, 4,    1,    'f',  2,    0,
    };

    (void)state;
    assert_int_equal(LOOKUP_IN(records, "f"), XROM_ERR_RECORD);
    assert_int_equal(LOOKUP_IN(in_64_bits, "f"), XROM_ERR_VARUINT);
}

static void test_lookup_name_of_nearly_all_bits_does_not_wrap(void **state)
{
    static const uint8_t records[] = {
        4, 7, 0x8f, 0xff, 0xff, 0xff, 0x7f, 'd', 0, /* a name of 2^32 - 1 bytes */
        5, 4, 1,    'f',  2,    0,
    };

    (void)state;
    assert_int_equal(LOOKUP_IN(records, "f"), XROM_ERR_NAME);
    assert_int_equal(LOOKUP_IN(records, "d"), XROM_ERR_NAME);
}

/* What is in a file is not a lookup's to judge: xrom_stat() and xrom_data() do. */
static void test_lookup_file_without_data_is_found(void **state)
{
    static const uint8_t records[] = {5, 2, 1, 'f', 5, 4, 1, 'g', 0, 0};

    (void)state;
    assert_int_equal(LOOKUP_IN(records, "f"), XROM_OK);
    assert_int_equal(LOOKUP_IN(records, "g"), XROM_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lookup_damage_before_the_entry_is_reported),
        cmocka_unit_test(test_lookup_damage_is_reported_and_not_absence),
        cmocka_unit_test(test_lookup_damage_behind_the_entry_is_not_noticed),
        cmocka_unit_test(test_lookup_damage_in_a_directory_beside_the_way_is_not_noticed),
        cmocka_unit_test(test_lookup_record_longer_than_its_directory_is_damage),
        cmocka_unit_test(test_lookup_length_that_wraps_to_the_record_itself_is_damage),
        cmocka_unit_test(test_lookup_name_of_nearly_all_bits_does_not_wrap),
        cmocka_unit_test(test_lookup_file_without_data_is_found),
    };

    return cmocka_run_group_tests_name("lookup_damage", tests, NULL, NULL);
}
