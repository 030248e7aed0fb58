/* SPDX-License-Identifier: MIT */
/* What the RAM device tells about its use: wear, time, operations, and the model of a cache. Compiled with XROM_TRACE. */
#include <string.h>

#include <xrom/ram.h>

#include "cursor.h"
#include "support.h"

#define SIZE 256
#define SECTOR 64
#define PAGE 16

static const struct xrom_geometry geometry = {SIZE, SECTOR, PAGE};
static const uint8_t zeros[SIZE];
static uint8_t flash[SIZE];
static struct xrom_ram ram;

static void open_device(void)
{
    memset(flash, 0xff, SIZE);
    assert_int_equal(xrom_ram_open(&ram, flash, &geometry), XROM_OK);
}

static void test_ram_wear_is_counted_for_each_sector(void **state)
{
    static const struct xrom_geometry read_only = {SIZE, 0, 0};
    uint32_t wear[SIZE / SECTOR];

    (void)state;
    FILL(wear);
    open_device();
    assert_int_equal(xrom_erase(&ram.backend, 0, SIZE), XROM_OK);
    assert_int_equal(xrom_ram_count_wear(&ram, wear), XROM_OK);
    assert_int_equal(wear[0] + wear[1] + wear[2] + wear[3], 0);
    assert_int_equal(xrom_erase(&ram.backend, 0, 2 * SECTOR), XROM_OK);
    assert_int_equal(xrom_erase(&ram.backend, SECTOR, SECTOR), XROM_OK);
    xrom_ram_cut(&ram, 3, XROM_RAM_TEAR_NONE, 1);
    assert_int_equal(xrom_erase(&ram.backend, 2 * SECTOR, 2 * SECTOR), XROM_ERR_IO);
    assert_int_equal(wear[0], 1);
    assert_int_equal(wear[1], 2);
    assert_int_equal(wear[2], 1); /* half an erase wears as a whole one */
    assert_int_equal(wear[3], 0);
    assert_int_equal(xrom_ram_count_wear(&ram, NULL), XROM_OK);
    wear[2] = 77;
    assert_int_equal(xrom_ram_truncate(&ram, SECTOR + 1), XROM_OK);
    assert_int_equal(xrom_ram_count_wear(&ram, wear), XROM_OK);
    assert_int_equal(wear[1], 0);
    assert_int_equal(wear[2], 77);

    assert_int_equal(xrom_ram_open(&ram, flash, &read_only), XROM_OK);
    assert_int_equal(xrom_ram_count_wear(&ram, wear), XROM_ERR_READ_ONLY);
}

static void test_ram_time_is_that_of_the_units(void **state)
{
    (void)state;
    open_device();
    assert_int_equal(xrom_program(&ram.backend, 0, zeros, 3 * PAGE), XROM_OK);
    assert_int_equal(ram.busy_us, 1200);
    assert_int_equal(xrom_erase(&ram.backend, 0, 2 * SECTOR), XROM_OK);
    assert_int_equal(ram.busy_us, 91200);
    ram.times.erase_us = 1;
    ram.times.program_us = 3;
    assert_int_equal(xrom_erase(&ram.backend, 0, SECTOR), XROM_OK);
    assert_int_equal(xrom_program(&ram.backend, 0, zeros, PAGE), XROM_OK);
    assert_int_equal(ram.busy_us, 91204);
}

struct told {
    uint32_t count;
    enum xrom_ram_operation operation;
    uint32_t offset, size;
    int error;
};

static void note(void *context, enum xrom_ram_operation operation, uint32_t offset, uint32_t size, int error)
{
    struct told *told = context;

    told->count++;
    told->operation = operation;
    told->offset = offset;
    told->size = size;
    told->error = error;
}

static void assert_told(const struct told *told, uint32_t count, enum xrom_ram_operation operation, uint32_t offset,
                        uint32_t size, int error)
{
    assert_int_equal(told->count, count);
    assert_int_equal(told->operation, operation);
    assert_int_equal(told->offset, offset);
    assert_int_equal(told->size, size);
    assert_int_equal(told->error, error);
}

static void test_ram_trace_tells_each_operation(void **state)
{
    struct told told = {0, XROM_RAM_MAP, 0, 0, 0};
    const void *address;

    (void)state;
    open_device();
    xrom_ram_trace(&ram, note, &told);
    assert_int_equal(xrom_map(&ram.backend, 5, 7, &address), XROM_OK);
    assert_told(&told, 1, XROM_RAM_MAP, 5, 7, XROM_OK);
    assert_int_equal(xrom_program(&ram.backend, PAGE, zeros, 2 * PAGE), XROM_OK);
    assert_told(&told, 2, XROM_RAM_PROGRAM, PAGE, 2 * PAGE, XROM_OK);
    assert_int_equal(xrom_sync(&ram.backend), XROM_OK);
    assert_told(&told, 3, XROM_RAM_SYNC, 0, 0, XROM_OK);
    xrom_ram_stay_busy(&ram, 1);
    assert_int_equal(xrom_erase(&ram.backend, SECTOR, SECTOR), XROM_ERR_IO);
    assert_told(&told, 4, XROM_RAM_ERASE, SECTOR, SECTOR, XROM_ERR_IO);
    /* What does not reach the device is not told. */
    assert_int_equal(xrom_erase(&ram.backend, 1, SECTOR), XROM_ERR_RANGE);
    assert_int_equal(xrom_erase(&ram.backend, 0, 0), XROM_OK);
    xrom_ram_trace(&ram, NULL, NULL);
    assert_int_equal(xrom_erase(&ram.backend, 0, SECTOR), XROM_OK);
    assert_int_equal(told.count, 4);
}

/* ---- The cache ---- */

#define LARGE (64 * 1024)

static uint8_t large[LARGE];
static struct xrom_ram_cache cache;

static void open_cached(void)
{
    static const struct xrom_geometry large_geometry = {LARGE, 4096, 256};

    assert_int_equal(xrom_ram_open(&ram, large, &large_geometry), XROM_OK);
    FILL(cache);
    assert_int_equal(xrom_ram_cache(&ram, &cache), XROM_OK);
}

/* Reads as the reader does, and asserts what that costs. */
static void assert_read(uint32_t offset, uint32_t size, uint32_t words, uint32_t missed, uint32_t lines)
{
    struct xrom_ram_cache before = cache;

    xrom_trace(large + offset, size);
    assert_int_equal(cache.words - before.words, words);
    assert_int_equal(cache.missed - before.missed, missed);
    assert_int_equal(cache.lines - before.lines, lines);
    assert_int_equal(cache.cycles - before.cycles, missed * XROM_RAM_CYCLES_QUAD_2);
}

static void test_ram_cache_miss_fetches_one_word(void **state)
{
    (void)state;
    open_cached();
    assert_int_equal(cache.words, 0);
    assert_read(16, 1, 1, 1, 1);
    assert_read(19, 1, 1, 0, 0); /* of the same word */
    assert_read(20, 1, 1, 1, 0); /* the other word of the line */
    assert_read(16, 8, 2, 0, 0);
    assert_read(23, 2, 2, 1, 1); /* the end of one line, the start of the next */
    assert_read(LARGE - 1, 5, 1, 1, 1);
}

static void test_ram_cache_has_two_ways_of_8_kib(void **state)
{
    (void)state;
    open_cached();
    assert_read(32, 4, 1, 1, 1);
    assert_read(32 + 8192, 4, 1, 1, 1);
    assert_read(32, 4, 1, 0, 0);
    assert_read(32 + 8192, 4, 1, 0, 0);
    assert_read(32 + 2 * 8192, 4, 1, 1, 1); /* takes the way of 32, which was used longer ago */
    assert_read(32 + 8192, 4, 1, 0, 0);
    assert_read(32, 4, 1, 1, 1);
    assert_read(32 + 4, 4, 1, 1, 0); /* the other word went with the line */
}

static void test_ram_cache_holds_16_kib(void **state)
{
    (void)state;
    open_cached();
    assert_read(8192, 16384, 4096, 4096, 2048);
    assert_read(8192, 16384, 4096, 0, 0);
}

static void test_ram_cache_is_emptied_by_writes_and_flush(void **state)
{
    (void)state;
    open_cached();
    assert_read(0, 4, 1, 1, 1);
    assert_int_equal(xrom_program(&ram.backend, 0, zeros, 256), XROM_OK);
    assert_read(0, 4, 1, 1, 1);
    assert_int_equal(xrom_erase(&ram.backend, 4096, 4096), XROM_OK);
    assert_read(0, 4, 1, 1, 1);
    xrom_ram_cache_flush(&cache);
    assert_read(0, 4, 1, 1, 1);
    assert_read(0, 4, 1, 0, 0);
}

static void test_ram_cache_counts_with_the_costs_that_are_set(void **state)
{
    (void)state;
    open_cached();
    cache.miss_cycles = XROM_RAM_CYCLES_SERIAL_2;
    xrom_trace(large, 8);
    assert_int_equal(cache.cycles, 2 * 136);
    assert_int_equal(xrom_ram_cache(&ram, NULL), XROM_OK);
    xrom_trace(large + 64, 8);
    assert_int_equal(cache.cycles, 2 * 136);
}

static void test_ram_cache_and_distinct_words_are_counted_side_by_side(void **state)
{
    static uint8_t words_read[XROM_RAM_MAP_SIZE(LARGE)];

    (void)state;
    open_cached();
    assert_int_equal(xrom_ram_count(&ram, words_read), XROM_OK);
    for (uint32_t offset = 0; offset < 3 * 8192; offset += 8192) {
        xrom_trace(large + offset, 1);
        xrom_trace(large, 1);
    }
    assert_int_equal(ram.reads.words, 3);
    assert_int_equal(cache.words, 6);
    assert_int_equal(cache.missed, 3);
    assert_int_equal(xrom_ram_count(&ram, NULL), XROM_OK);
    xrom_trace(large, 1);
    assert_int_equal(cache.words, 7);
    assert_int_equal(ram.reads.words, 3);
    assert_int_equal(xrom_ram_cache(&ram, NULL), XROM_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ram_wear_is_counted_for_each_sector),
        cmocka_unit_test(test_ram_time_is_that_of_the_units),
        cmocka_unit_test(test_ram_trace_tells_each_operation),
        cmocka_unit_test(test_ram_cache_miss_fetches_one_word),
        cmocka_unit_test(test_ram_cache_has_two_ways_of_8_kib),
        cmocka_unit_test(test_ram_cache_holds_16_kib),
        cmocka_unit_test(test_ram_cache_is_emptied_by_writes_and_flush),
        cmocka_unit_test(test_ram_cache_counts_with_the_costs_that_are_set),
        cmocka_unit_test(test_ram_cache_and_distinct_words_are_counted_side_by_side),
    };

    return cmocka_run_group_tests_name("ram_cost", tests, NULL, NULL);
}
