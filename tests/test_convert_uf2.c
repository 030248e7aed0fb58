/* SPDX-License-Identifier: MIT */
/* UF2: blocks of families, their numbers, and what is no content of flash. */
#include <stdlib.h>
#include <string.h>

#include "support_flash.h"

#define NONE XROM_FAMILY_NONE
#define RP2040 XROM_FAMILY_RP2040
#define RP2350 XROM_FAMILY_RP2350_ARM_S
#define FIRST 0x10000000

/* Reads blocks as a file. */
#define READ(blocks) read_flash((blocks), sizeof(blocks))
#define REFUSE(blocks, message) assert_file_refused((blocks), sizeof(blocks), (message))

static void assert_page(const struct xrom_flash *flash, uint32_t family, size_t index, uint32_t address, uint8_t byte)
{
    uint8_t page[256];

    memset(page, byte, sizeof page);
    assert_run(flash, family, index, address, page, sizeof page);
}

/* ---- Read ---- */

static void test_uf2_blocks_are_read_in_any_order(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST + 512, 1, 2, 'b'), uf2_block(RP2040, FIRST, 0, 2, 'a')};
    struct xrom_flash *flash = READ(blocks);

    (void)state;
    assert_page(flash, RP2040, 0, FIRST, 'a');
    assert_page(flash, RP2040, 1, FIRST + 512, 'b');
    assert_run_count(flash, RP2040, 2);
    xrom_flash_free(flash);
}

static void test_uf2_payload_of_other_sizes_is_read(void **state)
{
    struct uf2_block blocks[] = {uf2_block(NONE, 3, 0, 2, 'a'), uf2_block(NONE, 479, 1, 2, 'b')};
    struct xrom_flash *flash;
    struct xrom_run run;

    (void)state;
    uf2_set(&blocks[0], PAYLOAD, 476);
    uf2_set(&blocks[1], PAYLOAD, 1);
    flash = READ(blocks);
    assert_true(xrom_flash_run(flash, NONE, 0, &run));
    assert_int_equal(run.address, 3);
    assert_int_equal(run.size, 477);
    assert_int_equal(run.bytes[476], 'b');
    xrom_flash_free(flash);
}

static void test_uf2_families_have_numbers_of_their_own(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 1, 'a'), uf2_block(RP2350, FIRST, 0, 2, 'b'),
                                 uf2_block(RP2350, FIRST + 256, 1, 2, 'b')};
    struct xrom_flash *flash = READ(blocks);
    uint32_t address;

    (void)state;
    assert_page(flash, RP2040, 0, FIRST, 'a');
    assert_run_count(flash, RP2350, 1);
    assert_false(xrom_flash_workaround(flash, &address));
    xrom_flash_free(flash);
}

static void test_uf2_numbers_of_the_whole_file_are_taken_too(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2350, FIRST, 1, 2, 'b')};
    struct xrom_flash *flash = READ(blocks);

    (void)state;
    assert_page(flash, RP2040, 0, FIRST, 'a');
    assert_page(flash, RP2350, 0, FIRST, 'b');
    xrom_flash_free(flash);
}

static void test_uf2_block_that_is_there_twice_counts_once(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2040, FIRST, 0, 2, 'a'),
                                 uf2_block(RP2040, FIRST + 256, 1, 2, 'a')};
    struct xrom_flash *flash = READ(blocks);

    (void)state;
    assert_run_count(flash, RP2040, 1);
    xrom_flash_free(flash);
}

static void test_uf2_comments_are_skipped_and_counted(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2040, FIRST, 1, 2, 'b')};
    struct xrom_flash *flash;

    (void)state;
    uf2_set(&blocks[1], FLAGS, 0x2001);
    flash = READ(blocks);
    assert_page(flash, RP2040, 0, FIRST, 'a');
    assert_run_count(flash, RP2040, 1);
    assert_int_equal(xrom_flash_skipped(flash), 1);
    xrom_flash_free(flash);
}

static void test_uf2_tags_and_sums_are_skipped(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 1, 'a')};
    struct xrom_flash *flash;

    (void)state;
    uf2_set(&blocks[0], FLAGS, 0x2000 | 0x4000 | 0x8000);
    memcpy(blocks[0].bytes + 32 + 256,
           "\x09\xbc\xc7\x9f"
           "0.1.2\0\0\0\xff\xff\xff\xff",
           16);
    flash = READ(blocks);
    assert_page(flash, RP2040, 0, FIRST, 'a');
    xrom_flash_free(flash);
}

static void test_uf2_broken_blocks_are_refused(void **state)
{
    static const struct {
        enum uf2_field field;
        uint32_t value;
        const char *message;
    } changes[] = {
        {FLAGS, 0x3000, "block 1, at offset 512: it is part of a file, not of the flash; make the file anew"},
        {PAYLOAD, 477,
         "block 1, at offset 512: it says that it has more data than it has room for; make the file anew"},
        {PAYLOAD, 0xffffffff,
         "block 1, at offset 512: it says that it has more data than it has room for; make the file anew"},
        {ADDRESS, 0xffffff01, "block 1, at offset 512: its data runs past the last address; make the file anew"},
        {ADDRESS, FIRST, "the bytes at 0x10000000 are given twice, and differ; make the file anew"},
        {NUMBER, 2, "block 1, at offset 512: its number is not less than the number of blocks; make the file anew"},
        {NUMBER, 0, "block 1, at offset 512: another block has the same number; make the file anew"},
        {COUNT, 3,
         "block 1, at offset 512: it says that there is another number of blocks than those before it; make the "
         "file anew"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2040, FIRST + 256, 1, 2, 'b')};
        uf2_set(&blocks[1], changes[i].field, changes[i].value);
        REFUSE(blocks, changes[i].message);
    }
}

static void test_uf2_sum_takes_room_from_the_data(void **state)
{
    struct uf2_block blocks[] = {uf2_block(NONE, 0, 0, 1, 'a')};

    (void)state;
    uf2_set(&blocks[0], FLAGS, 0x4000);
    uf2_set(&blocks[0], PAYLOAD, 452);
    xrom_flash_free(READ(blocks));
    uf2_set(&blocks[0], PAYLOAD, 453);
    REFUSE(blocks, "block 0, at offset 0: it says that it has more data than it has room for; make the file anew");
}

static void test_uf2_each_byte_of_the_magic_counts(void **state)
{
    static const size_t places[] = {0, 1, 2, 3, 4, 5, 6, 7, 508, 509, 510, 511};

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2040, FIRST + 256, 1, 2, 'b')};
        blocks[1].bytes[places[i]] ^= 1;
        REFUSE(blocks, "block 1, at offset 512: not a block of UF2; make the file anew");
    }
}

static void test_uf2_file_that_is_cut_off_is_refused(void **state)
{
    struct uf2_block blocks[] = {uf2_block(RP2040, FIRST, 0, 3, 'a'), uf2_block(RP2040, FIRST + 256, 1, 3, 'b'),
                                 uf2_block(RP2350, FIRST + 256, 0, 1, 'b')};

    (void)state;
    assert_file_refused(blocks, 1023, "it is cut off: 1023 bytes are no whole number of blocks of 512; copy it again");
    assert_file_refused(blocks, 1024, "it is cut off: there should be 3 blocks, 2 are there; copy it again");
    uf2_set(&blocks[0], COUNT, 2);
    uf2_set(&blocks[1], COUNT, 2);
    uf2_set(&blocks[1], FAMILY, 7);
    REFUSE(blocks, "blocks are missing: there should be 2 for the family 0xe48bff56, 1 are there; copy it again");
    uf2_set(&blocks[0], COUNT, 0xffffffff);
    REFUSE(blocks, "it is cut off: there should be 4294967295 blocks, 3 are there; copy it again");
    uf2_set(&blocks[0], COUNT, 0);
    REFUSE(blocks, "block 0, at offset 0: its number is not less than the number of blocks; make the file anew");
}

static void test_uf2_block_that_is_there_twice_is_not_counted_for_another(void **state)
{
    struct uf2_block twice[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2040, FIRST, 0, 2, 'a')};
    struct uf2_block both[] = {uf2_block(RP2040, FIRST, 0, 2, 'a'), uf2_block(RP2350, FIRST, 0, 2, 'a')};

    (void)state;
    REFUSE(twice, "blocks are missing: there should be 2 for the family 0xe48bff56, 1 are there; copy it again");
    REFUSE(both, "blocks are missing: there should be 2 for the family 0xe48bff56, 1 are there; copy it again");
    uf2_set(&both[1], NUMBER, 1);
    xrom_flash_free(READ(both));
}

static void test_uf2_more_than_16_families_are_refused(void **state)
{
    struct uf2_block blocks[17];

    (void)state;
    for (uint32_t i = 0; i < 17; i++) {
        blocks[i] = uf2_block(i + 1, FIRST, 0, 1, 'a');
    }
    REFUSE(blocks, "it is for more than 16 families of chips; split it");
}

/* ---- Write ---- */

/* Asserts what a block of a file says about itself. */
static void assert_block(struct bytes file, size_t index, uint32_t family, uint32_t address, uint32_t number,
                         uint32_t count)
{
    const uint8_t *block = file.data + 512 * index;

    assert_in_range(index, 0, file.size / 512 - 1);
    assert_int_equal(uf2_get(block, FLAGS), family == NONE ? 0 : 0x2000);
    assert_int_equal(uf2_get(block, FAMILY), family);
    assert_int_equal(uf2_get(block, ADDRESS), address);
    assert_int_equal(uf2_get(block, PAYLOAD), 256);
    assert_int_equal(uf2_get(block, NUMBER), number);
    assert_int_equal(uf2_get(block, COUNT), count);
}

static void test_uf2_whole_sectors_are_written(void **state)
{
    struct xrom_flash *flash = new_flash();
    struct bytes file;

    (void)state;
    add_bytes(flash, RP2040, FIRST + 0x10ff, "abc", 3);
    add_bytes(flash, RP2040, FIRST + 0x3000, "d", 1);
    file = write_flash(flash, XROM_FLASH_UF2, NONE, 0);
    assert_int_equal(file.size, 32 * 512);
    for (uint32_t i = 0; i < 32; i++) {
        assert_block(file, i, RP2040, FIRST + (i < 16 ? 0x1000 + 256 * i : 0x3000 + 256 * (i - 16)), i, 32);
    }
    assert_int_equal(file.data[32 + 255], 'a');
    assert_memory_equal(file.data + 512 + 32, "bc\xff", 3);
    assert_int_equal(file.data[16 * 512 + 32], 'd');
    assert_bytes_are(file.data + 16 * 512 + 33, 0xff, 475);
    free(file.data);
    xrom_flash_free(flash);
}

static void test_uf2_sectors_may_be_of_another_size(void **state)
{
    static const uint32_t wrong[] = {1, 128, 257, 4097};
    struct xrom_flash_options options = {NONE, 0};
    struct xrom_flash *flash = new_flash();
    struct memory_sink memory;
    struct bytes file;

    (void)state;
    add_bytes(flash, 7, 0xffffff, "ab", 2);
    file = write_flash(flash, XROM_FLASH_UF2, NONE, 256);
    assert_int_equal(file.size, 2 * 512);
    assert_block(file, 0, 7, 0xffff00, 0, 2);
    assert_block(file, 1, 7, 0x1000000, 1, 2);
    free(file.data);
    file = write_flash(flash, XROM_FLASH_UF2, NONE, 0x20000);
    assert_int_equal(file.size, 2 * 512 * 512);
    free(file.data);
    memory_sink_begin(&memory);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        options.sector_size = wrong[i];
        assert_int_equal(xrom_flash_write(flash, XROM_FLASH_UF2, &options, &memory.sink), XROM_ERR_ARGUMENT);
    }
    xrom_flash_free(flash);
}

static void test_uf2_last_sector_of_all_is_written(void **state)
{
    struct xrom_flash *flash = new_flash();
    struct bytes file;

    (void)state;
    add_bytes(flash, NONE, 0xffffffff, "z", 1);
    file = write_flash(flash, XROM_FLASH_UF2, NONE, 0);
    assert_int_equal(file.size, 16 * 512);
    assert_block(file, 0, NONE, 0xfffff000, 0, 16);
    assert_block(file, 15, NONE, 0xffffff00, 15, 16);
    assert_int_equal(file.data[15 * 512 + 32 + 255], 'z');
    free(file.data);
    xrom_flash_free(flash);
}

static void test_uf2_families_are_written_one_behind_the_other(void **state)
{
    struct xrom_flash *flash = new_flash();
    struct bytes file;

    (void)state;
    add_bytes(flash, RP2350, FIRST, "a", 1);
    add_bytes(flash, RP2040, FIRST, "b", 1);
    add_bytes(flash, RP2350, FIRST + 0x1000, "c", 1);
    file = write_flash(flash, XROM_FLASH_UF2, NONE, 0);
    assert_int_equal(file.size, 48 * 512);
    assert_block(file, 31, RP2350, FIRST + 0x1f00, 31, 32);
    assert_block(file, 32, RP2040, FIRST, 0, 16);
    free(file.data);
    xrom_flash_free(flash);
}

static void test_uf2_block_for_rp2350_e10_is_kept_in_front(void **state)
{
    struct uf2_block blocks[] = {uf2_block(XROM_FAMILY_RP2350_ABSOLUTE, 0x10ffff00, 0, 2, 0xef),
                                 uf2_block(RP2350, FIRST, 0, 1, 'a')};

    (void)state;
    for (uint32_t flags = 0x2000; flags <= 0xa000; flags += 0x8000) {
        struct xrom_flash *flash;
        struct bytes file;
        uint32_t address;
        uf2_set(&blocks[0], FLAGS, flags);
        flash = READ(blocks);
        assert_true(xrom_flash_workaround(flash, &address));
        assert_int_equal(address, 0x10ffff00);
        assert_run_count(flash, XROM_FAMILY_RP2350_ABSOLUTE, 0);
        add_bytes(flash, RP2350, FIRST + 0x100000, "b", 1);
        file = write_flash(flash, XROM_FLASH_UF2, NONE, 0);
        assert_int_equal(file.size, 33 * 512);
        assert_memory_equal(file.data, &blocks[0], 512);
        assert_block(file, 1, RP2350, FIRST, 0, 32);
        free(file.data);
        xrom_flash_free(flash);
    }
}

static void test_uf2_what_is_written_is_read_again(void **state)
{
    struct xrom_flash *flash = new_flash(), *again;
    uint8_t *bytes = malloc(1 << 20);
    struct bytes file;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < 1 << 20; i++) {
        bytes[i] = (uint8_t)(i * 7 ^ i >> 8);
    }
    add_bytes(flash, RP2040, FIRST, bytes, 1 << 20);
    add_bytes(flash, RP2040, FIRST + 0x200000, bytes, 1 << 13);
    add_bytes(flash, NONE, 0xfffff000, bytes, 1 << 12);
    file = write_flash(flash, XROM_FLASH_UF2, NONE, 0);
    again = read_flash(file.data, file.size);
    assert_same_runs(flash, again, RP2040);
    assert_same_runs(flash, again, NONE);
    free(bytes);
    free(file.data);
    xrom_flash_free(flash);
    xrom_flash_free(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uf2_blocks_are_read_in_any_order),
        cmocka_unit_test(test_uf2_payload_of_other_sizes_is_read),
        cmocka_unit_test(test_uf2_families_have_numbers_of_their_own),
        cmocka_unit_test(test_uf2_numbers_of_the_whole_file_are_taken_too),
        cmocka_unit_test(test_uf2_block_that_is_there_twice_counts_once),
        cmocka_unit_test(test_uf2_comments_are_skipped_and_counted),
        cmocka_unit_test(test_uf2_tags_and_sums_are_skipped),
        cmocka_unit_test(test_uf2_broken_blocks_are_refused),
        cmocka_unit_test(test_uf2_sum_takes_room_from_the_data),
        cmocka_unit_test(test_uf2_each_byte_of_the_magic_counts),
        cmocka_unit_test(test_uf2_file_that_is_cut_off_is_refused),
        cmocka_unit_test(test_uf2_block_that_is_there_twice_is_not_counted_for_another),
        cmocka_unit_test(test_uf2_more_than_16_families_are_refused),
        cmocka_unit_test(test_uf2_whole_sectors_are_written),
        cmocka_unit_test(test_uf2_sectors_may_be_of_another_size),
        cmocka_unit_test(test_uf2_last_sector_of_all_is_written),
        cmocka_unit_test(test_uf2_families_are_written_one_behind_the_other),
        cmocka_unit_test(test_uf2_block_for_rp2350_e10_is_kept_in_front),
        cmocka_unit_test(test_uf2_what_is_written_is_read_again),
    };

    return cmocka_run_group_tests_name("convert_uf2", tests, NULL, NULL);
}
