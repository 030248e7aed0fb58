/* SPDX-License-Identifier: MIT */
/* The RAM device: exact counts of what is read, damage, and truncation. The library is compiled with XROM_TRACE here. */
#include <string.h>

#include <xrom/ram.h>

#include "support.h"

static const struct xrom_geometry read_only = {26, 0, 0};

/* Words are of 4 bytes, lines of 8. */
static const _Alignas(8) uint8_t two_files[] = {
    0xd2, 0xcd, 0x31, 22,                                                     /* 0: image */
    5,    13,   1,    'a', 2, 9, '1', '2', '3', '4', '5', '6', '7', '8', '9', /* 4: a */
    5,    5,    1,    'b', 2, 1, '1',                                         /* 19: b */
};

/* The device that counts: it is told of reads until another one is, so it must outlive each case. */
static struct xrom_ram ram;

/* Makes it hold the two files at an address that is a multiple of 8, plus `shift`, and count from 0. */
static void open_counting(struct xrom_image *image, size_t shift)
{
    static _Alignas(8) uint8_t flash[sizeof two_files + 8];
    static uint8_t words_read[XROM_RAM_MAP_SIZE(sizeof two_files)];
    const void *address;

    memcpy(flash + shift, two_files, sizeof two_files);
    assert_int_equal(xrom_ram_open(&ram, flash + shift, &read_only), XROM_OK);
    assert_int_equal(xrom_map(&ram.backend, 0, sizeof two_files, &address), XROM_OK);
    open_image(image, address, sizeof two_files);
    assert_int_equal(xrom_ram_count(&ram, words_read), XROM_OK);
}

/* The image's own, and that of its first record, which may say how it is to be aligned; with the name of an entry. */
static void test_ram_count_open_reads_two_headers(void **state)
{
    struct xrom_image image;

    (void)state;
    open_counting(&image, 0);
    open_image(&image, ram.bytes, sizeof two_files);
    assert_int_equal(ram.reads.words, 2);
    assert_int_equal(ram.reads.lines, 1);
}

static void test_ram_count_lookup_reads_headers_and_names(void **state)
{
    struct xrom_image image;

    (void)state;
    open_counting(&image, 0);
    node_at(&image, "a"); /* bytes 4 to 7: word 1 */
    assert_int_equal(ram.reads.words, 1);
    assert_int_equal(ram.reads.lines, 1);

    open_counting(&image, 0);
    node_at(&image, "b"); /* and 19 to 22: words 4 and 5, of one line */
    assert_int_equal(ram.reads.words, 3);
    assert_int_equal(ram.reads.lines, 2);
}

static void test_ram_count_name_is_read_where_its_size_fits(void **state)
{
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    open_counting(&image, 5); /* names are then at the addresses 12 and 27, the bytes before them in words 2 and 6 */
    assert_int_equal(xrom_lookup(&image, "xx", &node), XROM_ERR_NOT_FOUND);
    assert_int_equal(ram.reads.words, 2);
    assert_int_equal(ram.reads.lines, 2);
    assert_int_equal(xrom_lookup(&image, "x", &node), XROM_ERR_NOT_FOUND);
    assert_int_equal(ram.reads.words, 3);
    assert_int_equal(ram.reads.lines, 2);
}

static void test_ram_count_each_word_counts_once(void **state)
{
    struct xrom_image image;

    (void)state;
    open_counting(&image, 0);
    for (int i = 0; i < 10; i++) {
        node_at(&image, "b");
    }
    assert_int_equal(ram.reads.words, 3);
    assert_int_equal(ram.reads.lines, 2);
}

static void test_ram_count_data_costs_nothing_but_its_record(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    (void)state;
    open_counting(&image, 0);
    node = node_at(&image, "a");
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_OK); /* 8 and 9: word 2 */
    assert_int_equal(ram.reads.words, 2);
    assert_int_equal(ram.reads.lines, 2);
}

static void test_ram_count_read_counts_what_it_copies(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    char buffer[16];
    uint32_t copied;

    (void)state;
    open_counting(&image, 0);
    node = node_at(&image, "a");
    assert_int_equal(xrom_read(&image, &node, 1, buffer, 5, &copied), XROM_OK); /* 4 to 9, and 11 to 15 */
    assert_int_equal(ram.reads.words, 3);
    assert_int_equal(ram.reads.lines, 2);
    assert_int_equal(xrom_read(&image, &node, 0, buffer, 16, &copied), XROM_OK); /* and 16 to 18 */
    assert_int_equal(ram.reads.words, 4);
    assert_int_equal(ram.reads.lines, 3);
}

/* All bytes are read, and the device begins and ends in the middle of words and lines. */
static void test_ram_count_is_of_addresses(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 8; shift++) {
        struct xrom_image image;
        struct xrom_node whole = {XROM_FILE, 0, 0, 0};
        size_t last = shift + sizeof two_files - 1;
        uint32_t levels[1];
        struct xrom_fault fault;
        char buffer[16];
        uint32_t copied;

        open_counting(&image, shift);
        open_image(&image, ram.bytes, sizeof two_files);
        assert_int_equal(xrom_check(&image, levels, 1, &fault), XROM_OK);
        whole = node_at(&image, "a");
        assert_int_equal(xrom_read(&image, &whole, 0, buffer, 16, &copied), XROM_OK);
        whole = node_at(&image, "b");
        assert_int_equal(xrom_read(&image, &whole, 0, buffer, 16, &copied), XROM_OK);
        assert_int_equal(ram.reads.words, last / 4 - shift / 4 + 1);
        assert_int_equal(ram.reads.lines, last / 8 - shift / 8 + 1);
    }
}

static void test_ram_count_ends_with_null(void **state)
{
    struct xrom_image image;

    (void)state;
    open_counting(&image, 0);
    node_at(&image, "a");
    assert_int_equal(xrom_ram_count(&ram, NULL), XROM_OK);
    node_at(&image, "b");
    assert_int_equal(ram.reads.words, 1);
}

static void test_ram_count_reads_elsewhere_do_not_count(void **state)
{
    struct xrom_image image, elsewhere;

    (void)state;
    open_counting(&image, 0);
    open_image(&elsewhere, two_files, sizeof two_files);
    node_at(&elsewhere, "b");
    assert_int_equal(ram.reads.words, 0);
    assert_int_equal(ram.reads.lines, 0);
}

static void test_ram_truncate_cuts_the_image_off(void **state)
{
    uint8_t flash[sizeof two_files];
    struct xrom_ram device;
    struct xrom_image image;
    const void *address;

    (void)state;
    memcpy(flash, two_files, sizeof flash);
    assert_int_equal(xrom_ram_open(&device, flash, &read_only), XROM_OK);
    assert_int_equal(xrom_ram_truncate(&device, 27), XROM_ERR_RANGE);
    assert_int_equal(xrom_ram_truncate(&device, 25), XROM_OK);
    assert_int_equal(device.backend.geometry.size, 25);
    assert_int_equal(xrom_map(&device.backend, 0, 26, &address), XROM_ERR_RANGE);
    assert_int_equal(xrom_map(&device.backend, 0, 25, &address), XROM_OK);
    assert_int_equal(xrom_open(&image, address, device.backend.geometry.size), XROM_ERR_TRUNCATED);
    assert_int_equal(xrom_ram_truncate(&device, 26), XROM_ERR_RANGE);
    assert_int_equal(xrom_ram_truncate(&device, 0), XROM_OK);
    assert_int_equal(xrom_open(&image, address, device.backend.geometry.size), XROM_ERR_NOT_ROMFS);
}

static void test_ram_flip_damages_single_bits(void **state)
{
    uint8_t flash[sizeof two_files];
    struct xrom_ram device;
    struct xrom_image image;
    struct xrom_node node;

    (void)state;
    memcpy(flash, two_files, sizeof flash);
    assert_int_equal(xrom_ram_open(&device, flash, &read_only), XROM_OK);
    open_image(&image, flash, sizeof flash);
    assert_int_equal(xrom_ram_flip(&device, 4, 5), XROM_OK); /* kind 5 becomes 0 */
    assert_int_equal(xrom_lookup(&image, "a", &node), XROM_ERR_UNUSED);
    assert_int_equal(xrom_ram_flip(&device, 4, 5), XROM_OK);
    assert_int_equal(xrom_lookup(&image, "a", &node), XROM_OK);
    assert_int_equal(xrom_ram_flip(&device, 26, 1), XROM_ERR_RANGE);
    assert_int_equal(xrom_ram_flip(&device, UINT32_MAX, 1), XROM_ERR_RANGE);
}

static void test_ram_open_units_are_powers_of_two_or_both_none(void **state)
{
    static const struct {
        struct xrom_geometry geometry;
        int error;
    } cases[] = {
        {{64, 0, 0}, XROM_OK},
        {{64, 16, 4}, XROM_OK},
        {{64, 1, 1}, XROM_OK},
        {{64, UINT32_C(1) << 31, 256}, XROM_OK},
        {{64, 16, 0}, XROM_ERR_ARGUMENT},
        {{64, 0, 4}, XROM_ERR_ARGUMENT},
        {{64, 24, 4}, XROM_ERR_ARGUMENT},
        {{64, 16, 3}, XROM_ERR_ARGUMENT},
        {{64, UINT32_MAX, 1}, XROM_ERR_ARGUMENT},
    };
    uint8_t flash[64];
    struct xrom_ram device;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        FILL(device);
        assert_int_equal(xrom_ram_open(&device, flash, &cases[i].geometry), cases[i].error);
        if (cases[i].error) {
            assert_untouched(device);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ram_count_open_reads_two_headers),
        cmocka_unit_test(test_ram_count_lookup_reads_headers_and_names),
        cmocka_unit_test(test_ram_count_name_is_read_where_its_size_fits),
        cmocka_unit_test(test_ram_count_each_word_counts_once),
        cmocka_unit_test(test_ram_count_data_costs_nothing_but_its_record),
        cmocka_unit_test(test_ram_count_read_counts_what_it_copies),
        cmocka_unit_test(test_ram_count_is_of_addresses),
        cmocka_unit_test(test_ram_count_ends_with_null),
        cmocka_unit_test(test_ram_count_reads_elsewhere_do_not_count),
        cmocka_unit_test(test_ram_truncate_cuts_the_image_off),
        cmocka_unit_test(test_ram_flip_damages_single_bits),
        cmocka_unit_test(test_ram_open_units_are_powers_of_two_or_both_none),
    };

    return cmocka_run_group_tests_name("ram", tests, NULL, NULL);
}
