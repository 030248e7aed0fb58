/* SPDX-License-Identifier: MIT */
/* Bytes at addresses, families, raw binary, and which format a file has. */
#include <stdlib.h>
#include <string.h>

#include "support_flash.h"

#define NONE XROM_FAMILY_NONE

static void test_flash_neighbours_become_one_run_in_any_order(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0x1004, "ef", 2);
    add_bytes(flash, NONE, 0x2000, "z", 1);
    add_bytes(flash, NONE, 0x1000, "ab", 2);
    add_bytes(flash, NONE, 0x1002, "cd", 2);
    assert_run(flash, NONE, 0, 0x1000, "abcdef", 6);
    assert_run(flash, NONE, 1, 0x2000, "z", 1);
    assert_run_count(flash, NONE, 2);
    xrom_flash_free(flash);
}

static void test_flash_equal_bytes_may_be_given_twice(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0x1000, "abcdef", 6);
    add_bytes(flash, NONE, 0x1002, "cd", 2);
    add_bytes(flash, NONE, 0x1004, "efgh", 4);
    add_bytes(flash, NONE, 0x0fff, "_abc", 4);
    assert_run(flash, NONE, 0, 0x0fff, "_abcdefgh", 9);
    assert_run_count(flash, NONE, 1);
    xrom_flash_free(flash);
}

static void test_flash_no_bytes_are_nothing_to_write(void **state)
{
    const struct xrom_flash_options options = {NONE, 0};
    struct xrom_flash *flash = new_flash();
    uint32_t family;

    (void)state;
    add_bytes(flash, NONE, 0x1000, "", 0);
    assert_false(xrom_flash_family(flash, 0, &family));
    assert_int_equal(xrom_flash_write(flash, XROM_FLASH_BINARY, &options, NULL), XROM_ERR_NOT_FOUND);
    xrom_flash_free(flash);
}

static void test_flash_other_bytes_at_the_same_address_are_refused(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0x1000, "abcdef", 6);
    assert_int_equal(xrom_flash_add(flash, NONE, 0x1002, "cD", 2), XROM_ERR_FILE);
    assert_string_equal(xrom_flash_message(flash),
                        "the bytes at 0x00001002 are given twice, and differ; make the file anew");
    xrom_flash_free(flash);
}

static void test_flash_last_address_can_be_used_and_not_passed(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0xfffffffe, "yz", 2);
    add_bytes(flash, NONE, 0, "ab", 2);
    assert_run(flash, NONE, 0, 0, "ab", 2);
    assert_run(flash, NONE, 1, 0xfffffffe, "yz", 2);
    assert_int_equal(xrom_flash_add(flash, NONE, 0xfffffffe, "xyz", 3), XROM_ERR_RANGE);
    assert_string_equal(xrom_flash_message(flash), "3 bytes at 0xfffffffe reach past the last address");
    xrom_flash_free(flash);
}

static void test_flash_families_are_apart(void **state)
{
    struct xrom_flash *flash = new_flash();
    uint32_t family;

    (void)state;
    assert_false(xrom_flash_family(flash, 0, &family));
    add_bytes(flash, XROM_FAMILY_RP2350_ARM_S, 0x10000000, "new", 3);
    add_bytes(flash, XROM_FAMILY_RP2040, 0x10000000, "old", 3);
    assert_run(flash, XROM_FAMILY_RP2350_ARM_S, 0, 0x10000000, "new", 3);
    assert_run(flash, XROM_FAMILY_RP2040, 0, 0x10000000, "old", 3);
    assert_run_count(flash, NONE, 0);
    assert_true(xrom_flash_family(flash, 0, &family));
    assert_int_equal(family, XROM_FAMILY_RP2350_ARM_S);
    assert_true(xrom_flash_family(flash, 1, &family));
    assert_int_equal(family, XROM_FAMILY_RP2040);
    assert_false(xrom_flash_family(flash, 2, &family));
    xrom_flash_free(flash);
}

static void test_flash_what_has_no_family_can_get_one(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    assert_int_equal(xrom_flash_set_family(flash, 7), XROM_OK);
    add_bytes(flash, NONE, 0x1000, "ab", 2);
    add_bytes(flash, NONE, 0x2000, "z", 1);
    assert_int_equal(xrom_flash_set_family(flash, NONE), XROM_OK);
    assert_int_equal(xrom_flash_set_family(flash, 7), XROM_OK);
    assert_run_count(flash, NONE, 0);
    assert_run_count(flash, 7, 2);
    add_bytes(flash, NONE, 0x1002, "cd", 2);
    assert_int_equal(xrom_flash_set_family(flash, 7), XROM_OK);
    assert_run(flash, 7, 0, 0x1000, "abcd", 4);
    add_bytes(flash, NONE, 0x1003, "D", 1);
    assert_int_equal(xrom_flash_set_family(flash, 7), XROM_ERR_FILE);
    xrom_flash_free(flash);
}

static void test_flash_more_than_16_families_are_refused(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    for (uint32_t family = 1; family <= 16; family++) {
        add_bytes(flash, family, 0, "a", 1);
    }
    add_bytes(flash, 16, 1, "b", 1);
    assert_int_equal(xrom_flash_add(flash, 17, 0, "a", 1), XROM_ERR_FILE);
    assert_string_equal(xrom_flash_message(flash), "it is for more than 16 families of chips; split it");
    xrom_flash_free(flash);
}

static void test_flash_binary_holes_become_ff(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0x10000004, "b", 1);
    add_bytes(flash, NONE, 0x10000000, "a", 1);
    assert_writes_text(flash, XROM_FLASH_BINARY,
                       "a\xff\xff\xff"
                       "b");
}

static void test_flash_binary_larger_than_256_mib_is_refused(void **state)
{
    struct xrom_flash_options options = {NONE, 0};
    struct xrom_flash *flash = new_flash();
    struct memory_sink memory;
    struct bytes bytes;

    (void)state;
    add_bytes(flash, NONE, 0, "a", 1);
    add_bytes(flash, NONE, XROM_FLASH_SPAN_MAX, "b", 1);
    memory_sink_begin(&memory);
    assert_int_equal(xrom_flash_write(flash, XROM_FLASH_BINARY, &options, &memory.sink), XROM_ERR_RANGE);
    assert_string_equal(xrom_flash_message(flash),
                        "its bytes lie too far apart for raw binary; write UF2, HEX or S-records");
    assert_int_equal(memory.bytes.size, 0);
    bytes = write_flash(flash, XROM_FLASH_UF2, NONE, 0);
    assert_int_equal(bytes.size, 2 * 16 * 512);
    free(bytes.data);
    xrom_flash_free(flash);
}

static void test_flash_nothing_is_written_for_a_family_that_is_not_there(void **state)
{
    static const enum xrom_flash_format formats[] = {XROM_FLASH_BINARY, XROM_FLASH_HEX, XROM_FLASH_S19};
    struct xrom_flash_options options = {XROM_FAMILY_RP2040, 0};
    struct xrom_flash *flash = new_flash();
    struct memory_sink memory;

    (void)state;
    memory_sink_begin(&memory);
    assert_int_equal(xrom_flash_write(flash, XROM_FLASH_UF2, &options, &memory.sink), XROM_ERR_NOT_FOUND);
    add_bytes(flash, NONE, 0, "a", 1);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(xrom_flash_write(flash, formats[i], &options, &memory.sink), XROM_ERR_NOT_FOUND);
    }
    assert_int_equal(memory.bytes.size, 0);
    xrom_flash_free(flash);
}

static int refuse(void *context, const void *bytes, size_t size)
{
    (void)context;
    (void)bytes;
    (void)size;
    return 5;
}

static void test_flash_error_of_the_sink_ends_the_writing(void **state)
{
    static const enum xrom_flash_format formats[] = {XROM_FLASH_BINARY, XROM_FLASH_UF2, XROM_FLASH_HEX, XROM_FLASH_S19};
    const struct xrom_sink sink = {refuse, NULL};
    struct xrom_flash_options options = {NONE, 0};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct xrom_flash *flash = new_flash();
        add_bytes(flash, NONE, 0, "a", 1);
        assert_int_equal(xrom_flash_write(flash, formats[i], &options, &sink), XROM_ERR_SINK);
        assert_string_equal(xrom_flash_message(flash), "the file could not be written");
        xrom_flash_free(flash);
    }
}

static void test_flash_format_is_seen_by_the_content(void **state)
{
    static const struct {
        const char *text;
        enum xrom_flash_format format;
    } files[] = {
        {"UF2\n\x57\x51\x5d\x9e", XROM_FLASH_UF2},
        {"UF2\n\x57\x51\x5d", XROM_FLASH_BINARY},
        {":00000001FF", XROM_FLASH_HEX},
        {":00000001fe", XROM_FLASH_HEX},
        {":00000001F", XROM_FLASH_BINARY},
        {":0000000xFF", XROM_FLASH_BINARY},
        {"S9030000FC", XROM_FLASH_S19},
        {"S0030000FC", XROM_FLASH_S19},
        {"SA030000FC", XROM_FLASH_BINARY},
        {"S9030000F", XROM_FLASH_BINARY},
        {"\xd2\xcd\x31", XROM_FLASH_BINARY},
        {"", XROM_FLASH_BINARY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_int_equal(xrom_flash_format(files[i].text, strlen(files[i].text)), files[i].format);
    }
    assert_text_refused("\xd2\xcd\x31\x00", "is no UF2, Intel HEX or S-record file");
}

static void test_flash_families_have_names_in_order(void **state)
{
    const struct xrom_family *last = NULL;
    size_t count = 0;

    (void)state;
    for (const struct xrom_family *family = NULL; (family = xrom_family_next(family)) != NULL; last = family) {
        assert_true(!last || strcmp(last->name, family->name) < 0);
        assert_ptr_equal(xrom_family_by_name(family->name), family);
        assert_ptr_equal(xrom_family_by_id(family->id), family);
        assert_int_not_equal(family->id, NONE);
        count++;
    }
    assert_true(count > 40);
    assert_int_equal(xrom_family_by_name("rp2040")->id, 0xe48bff56);
    assert_int_equal(xrom_family_by_name("rp2350-arm-s")->id, 0xe48bff59);
    assert_int_equal(xrom_family_by_name("ESP32S3")->id, 0xc47e5767);
    assert_int_equal(xrom_family_by_id(0xe48bff56)->window_first, 0x10000000);
    assert_int_equal(xrom_family_by_id(0xe48bff56)->window_size, 16 * 1024 * 1024);
    assert_null(xrom_family_by_name("rp204"));
    assert_null(xrom_family_by_name("rp20400"));
    assert_null(xrom_family_by_name(""));
    assert_null(xrom_family_by_id(NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flash_neighbours_become_one_run_in_any_order),
        cmocka_unit_test(test_flash_equal_bytes_may_be_given_twice),
        cmocka_unit_test(test_flash_no_bytes_are_nothing_to_write),
        cmocka_unit_test(test_flash_other_bytes_at_the_same_address_are_refused),
        cmocka_unit_test(test_flash_last_address_can_be_used_and_not_passed),
        cmocka_unit_test(test_flash_families_are_apart),
        cmocka_unit_test(test_flash_what_has_no_family_can_get_one),
        cmocka_unit_test(test_flash_more_than_16_families_are_refused),
        cmocka_unit_test(test_flash_binary_holes_become_ff),
        cmocka_unit_test(test_flash_binary_larger_than_256_mib_is_refused),
        cmocka_unit_test(test_flash_nothing_is_written_for_a_family_that_is_not_there),
        cmocka_unit_test(test_flash_error_of_the_sink_ends_the_writing),
        cmocka_unit_test(test_flash_format_is_seen_by_the_content),
        cmocka_unit_test(test_flash_families_have_names_in_order),
    };

    return cmocka_run_group_tests_name("convert_flash", tests, NULL, NULL);
}
