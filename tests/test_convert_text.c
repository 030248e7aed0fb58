/* SPDX-License-Identifier: MIT */
/* Intel HEX and Motorola S-records. */
#include <stdlib.h>
#include <string.h>

#include "support_flash.h"

#define NONE XROM_FAMILY_NONE
#define END ":00000001FF\n"
#define S_END "S9030000FC\n"

/* ---- Intel HEX, read ---- */

static void test_hex_data_is_read(void **state)
{
    struct xrom_flash *flash = read_text(":0300300002337A1E\n" END);

    (void)state;
    assert_run(flash, NONE, 0, 0x30, "\x02\x33\x7a", 3);
    assert_run_count(flash, NONE, 1);
    xrom_flash_free(flash);
}

static void test_hex_upper_half_of_the_address_counts_until_the_next(void **state)
{
    struct xrom_flash *flash = read_text(":020000041000EA\n:0100000041BE\n:02000004FFFFFC\n:01FFFF0042BF\n" END);

    (void)state;
    assert_run(flash, NONE, 0, 0x10000000, "A", 1);
    assert_run(flash, NONE, 1, 0xffffffff, "B", 1);
    xrom_flash_free(flash);
}

static void test_hex_segments_are_in_units_of_16(void **state)
{
    struct xrom_flash *flash = read_text(":020000021234B6\n:0100010041BD\n" END);

    (void)state;
    assert_run(flash, NONE, 0, 0x12341, "A", 1);
    xrom_flash_free(flash);
}

static void test_hex_line_ends_case_empty_lines_and_starts_do_not_matter(void **state)
{
    struct xrom_flash *flash = read_text(":0300300002337a1e\r\n\r\n:0400000510000101E5  \n:0400000300003800C1\n"
                                         ":00000001ff");

    (void)state;
    assert_run(flash, NONE, 0, 0x30, "\x02\x33\x7a", 3);
    assert_run_count(flash, NONE, 1);
    xrom_flash_free(flash);
}

static void test_hex_data_may_pass_64_kib_where_addresses_are_linear(void **state)
{
    struct xrom_flash *flash = read_text(":020000040001F9\n:02FFFF0041427D\n"
                                         ":00000001FF\n");

    (void)state;
    assert_run(flash, NONE, 0, 0x1ffff, "AB", 2);
    xrom_flash_free(flash);
}

static void test_hex_two_bytes_far_apart_take_no_more_memory(void **state)
{
    struct xrom_flash *flash = read_text(":0100000041BE\n:02000004FFFFFC\n:01FFFF0042BF\n" END);

    (void)state;
    assert_run(flash, NONE, 0, 0, "A", 1);
    assert_run(flash, NONE, 1, 0xffffffff, "B", 1);
    assert_run_count(flash, NONE, 2);
    xrom_flash_free(flash);
}

static void test_text_without_data_holds_nothing(void **state)
{
    static const char *const files[] = {END, ":00100000F0\n" END, S_END, "S1031000EC\n" S_END};

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct xrom_flash *flash = read_text(files[i]);
        uint32_t family;
        assert_false(xrom_flash_family(flash, 0, &family));
        xrom_flash_free(flash);
    }
}

static void test_text_line_that_is_too_long_is_refused(void **state)
{
    char text[4096];

    (void)state;
    memset(text, '0', sizeof text);
    text[0] = ':';
    assert_file_refused(text, sizeof text - 1,
                        "line 1: the length of the record does not fit the line; make the file anew");
    memcpy(text, "S1", 2);
    assert_file_refused(text, sizeof text,
                        "line 1: the length of the record does not fit the line; make the file anew");
}

static void test_text_is_no_seventeenth_family(void **state)
{
    static const char *const files[] = {":0100000041BE\n" END, "S104000041BA\n" S_END};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct xrom_flash *flash = new_flash();
        for (uint32_t family = 1; family <= 16; family++) {
            add_bytes(flash, family, 0, "a", 1);
        }
        assert_int_equal(xrom_flash_read(flash, files[i], strlen(files[i])), XROM_ERR_FILE);
        assert_string_equal(xrom_flash_message(flash), "it is for more than 16 families of chips; split it");
        xrom_flash_free(flash);
    }
}

static void test_hex_broken_lines_are_refused(void **state)
{
    static const struct {
        const char *text, *message;
    } files[] = {
        {":0300300002337A1F\n" END, "line 1: the checksum is 1f, that of its bytes 1e; copy the file again"},
        {END ":0300300002337A1E\n", "line 2: something follows the record of the end; make the file anew"},
        {":0300300002337A1E\n", "it is cut off: no record of its end follows line 1; copy it again"},
        {":0300300002337A1E\n:0300300002\n",
         "line 2: the length of the record does not fit the line; make the file anew"},
        {":0300300002337A1E\n:03003000023\n",
         "line 2: the length of the record does not fit the line; make the file anew"},
        {":0300300002337A1E\n:\n", "line 2: the length of the record does not fit the line; make the file anew"},
        {":0300300002337A1E\nhello\n", "line 2: not a record of Intel HEX; make the file anew"},
        {":03003000023g7A1E\n" END, "line 1: not only hexadecimal digits; make the file anew"},
        {":00000006FA\n" END, "line 1: the type of the record is unknown; make the file anew"},
        {":0100000410EB\n" END, "line 1: an address record has two bytes; make the file anew"},
        {":0100000210ED\n" END, "line 1: an address record has two bytes; make the file anew"},
        {":020000021000EC\n:02FFFF0041427D\n" END, "line 2: data runs past the end of its segment; make the file anew"},
        {":02000004FFFFFC\n:02FFFF0041427D\n" END, "line 2: data runs past the last address; make the file anew"},
        {":0100000041BE\n:0100000042BD\n" END,
         "the bytes at 0x00000000 are given twice, and differ; make the file anew"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_text_refused(files[i].text, files[i].message);
    }
}

static void test_hex_each_changed_digit_is_noticed(void **state)
{
    char text[] = ":020000041000EA\n:0410000041424344E2\n:00000001FF\n";
    const size_t size = sizeof text - 1;

    (void)state;
    xrom_flash_free(read_flash(text, size));
    for (size_t i = 0; i < size; i++) {
        char good = text[i];
        struct xrom_flash *flash = new_flash();
        if (good == ':' || good == '\n') {
            xrom_flash_free(flash);
            continue;
        }
        text[i] = good == '0' ? '8' : '0';
        assert_int_equal(xrom_flash_read(flash, text, size), XROM_ERR_FILE);
        text[i] = good;
        xrom_flash_free(flash);
    }
}

/* ---- Intel HEX, written ---- */

static void test_hex_lines_of_16_bytes_are_written(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0x1000000e, "0123456789abcdefghi", 19);
    assert_writes_text(flash, XROM_FLASH_HEX,
                       ":020000041000EA\n"
                       ":02000E0030318F\n"
                       ":100010003233343536373839616263646566676810\n"
                       ":010020006976\n" END);
}

static void test_hex_the_upper_half_is_written_where_it_changes(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0xffff, "AB", 2);
    add_bytes(flash, NONE, 0xffffffff, "C", 1);
    assert_writes_text(flash, XROM_FLASH_HEX,
                       ":01FFFF0041C0\n"
                       ":020000040001F9\n"
                       ":0100000042BD\n"
                       ":02000004FFFFFC\n"
                       ":01FFFF0043BE\n" END);
}

/* ---- S-records ---- */

static void test_s19_addresses_of_all_widths_are_read(void **state)
{
    struct xrom_flash *flash =
        read_text("S00600004844521B\nS104000041BA\nS205ABCDEF4251\nS306FFFFFFFF43BA\nS5030003F9\n"
                  "S70500000000FA\n");

    (void)state;
    assert_run(flash, NONE, 0, 0, "A", 1);
    assert_run(flash, NONE, 1, 0xabcdef, "B", 1);
    assert_run(flash, NONE, 2, 0xffffffff, "C", 1);
    xrom_flash_free(flash);
}

static void test_s19_a_count_may_be_the_end(void **state)
{
    struct xrom_flash *flash = read_text("S104000041BA\nS5030001FB\n");

    (void)state;
    assert_run(flash, NONE, 0, 0, "A", 1);
    xrom_flash_free(flash);
    assert_text_refused("S104000041BA\nS5030001FB\nS104000142B8\n",
                        "it is cut off: no record of its end follows line 3; copy it again");
}

static void test_s19_broken_lines_are_refused(void **state)
{
    static const struct {
        const char *text, *message;
    } files[] = {
        {"S104000041BB\n" S_END, "line 1: the checksum is bb, that of its bytes ba; copy the file again"},
        {S_END "S104000041BA\n", "line 2: something follows the record of the end; make the file anew"},
        {"S104000041BA\n", "it is cut off: no record of its end follows line 1; copy it again"},
        {"S104000041BA\nS103000041BB\n", "line 2: the length of the record does not fit the line; make the file anew"},
        {"S104000041BA\nS3020000FD\n", "line 2: the length of the record does not fit the line; make the file anew"},
        {"S104000041BA\nS\n", "line 2: not an S-record; make the file anew"},
        {"S104000041BA\nS1\n", "line 2: the length of the record does not fit the line; make the file anew"},
        {"S4030000FC\n" S_END, "line 1: not an S-record; make the file anew"},
        {"S104000041BA\nS5030002FA\n" S_END,
         "line 2: this is not how many records of data there are; make the file anew"},
        {"S307FFFFFFFF414279\n" S_END, "line 1: data runs past the last address; make the file anew"},
        {"S104000041BA\nS1040000z1BA\n" S_END, "line 2: not only hexadecimal digits; make the file anew"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_text_refused(files[i].text, files[i].message);
    }
}

static void test_s19_the_narrowest_records_are_written(void **state)
{
    struct xrom_flash *flash = new_flash();

    (void)state;
    add_bytes(flash, NONE, 0xffff, "A", 1);
    assert_writes_text(flash, XROM_FLASH_S19, "S007000078726F6D32\nS104FFFF41BC\nS5030001FB\nS9030000FC\n");
    flash = new_flash();
    add_bytes(flash, NONE, 0xffff, "AB", 2);
    assert_writes_text(flash, XROM_FLASH_S19, "S007000078726F6D32\nS20600FFFF414278\nS5030001FB\nS804000000FB\n");
    flash = new_flash();
    add_bytes(flash, NONE, 0xffffff, "AB", 2);
    assert_writes_text(flash, XROM_FLASH_S19, "S007000078726F6D32\nS30700FFFFFF414278\nS5030001FB\nS70500000000FA\n");
}

/* ---- Both ways ---- */

static void test_text_what_is_written_is_read_again(void **state)
{
    static const enum xrom_flash_format formats[] = {XROM_FLASH_HEX, XROM_FLASH_S19};
    uint8_t *bytes = malloc(200000);

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < 200000; i++) {
        bytes[i] = (uint8_t)(i * 7 ^ i >> 8);
    }
    for (size_t i = 0; i < 2; i++) {
        struct xrom_flash *flash = new_flash(), *again;
        struct bytes file;
        add_bytes(flash, NONE, 0x10000003, bytes, 200000);
        add_bytes(flash, NONE, 0xfffffff5, bytes, 11);
        add_bytes(flash, NONE, 0, bytes, 70000);
        file = write_flash(flash, formats[i], NONE, 0);
        again = read_flash(file.data, file.size);
        assert_same_runs(flash, again, NONE);
        free(file.data);
        xrom_flash_free(flash);
        xrom_flash_free(again);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hex_data_is_read),
        cmocka_unit_test(test_hex_upper_half_of_the_address_counts_until_the_next),
        cmocka_unit_test(test_hex_segments_are_in_units_of_16),
        cmocka_unit_test(test_hex_line_ends_case_empty_lines_and_starts_do_not_matter),
        cmocka_unit_test(test_hex_data_may_pass_64_kib_where_addresses_are_linear),
        cmocka_unit_test(test_hex_two_bytes_far_apart_take_no_more_memory),
        cmocka_unit_test(test_text_without_data_holds_nothing),
        cmocka_unit_test(test_text_line_that_is_too_long_is_refused),
        cmocka_unit_test(test_text_is_no_seventeenth_family),
        cmocka_unit_test(test_hex_broken_lines_are_refused),
        cmocka_unit_test(test_hex_each_changed_digit_is_noticed),
        cmocka_unit_test(test_hex_lines_of_16_bytes_are_written),
        cmocka_unit_test(test_hex_the_upper_half_is_written_where_it_changes),
        cmocka_unit_test(test_s19_addresses_of_all_widths_are_read),
        cmocka_unit_test(test_s19_a_count_may_be_the_end),
        cmocka_unit_test(test_s19_broken_lines_are_refused),
        cmocka_unit_test(test_s19_the_narrowest_records_are_written),
        cmocka_unit_test(test_text_what_is_written_is_read_again),
    };

    return cmocka_run_group_tests_name("convert_text", tests, NULL, NULL);
}
