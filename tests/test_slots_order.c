/* SPDX-License-Identifier: MIT */
/*
 * Power cuts are noticed where the order of the operations is wrong: those of an update are recorded, turned round, and
 * done again without the library.
 */
#include <string.h>

#include "cuts.h"

#define OPERATIONS 64
#define PAGE_SIZE 64 /* of what make_small() makes */

static struct operation {
    bool erases;
    uint32_t offset, size;
    uint8_t bytes[PAGE_SIZE];
} operations[OPERATIONS];
static size_t operation_count;
static struct xrom_backend recorder;

static struct operation *record(bool erases, uint32_t offset, uint32_t size)
{
    struct operation *operation = &operations[operation_count++];

    assert_in_range(operation_count, 1, OPERATIONS);
    *operation = (struct operation){erases, offset, size, {0}};
    return operation;
}

static int map_recorded(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    (void)backend;
    return xrom_map(&device.ram.backend, offset, size, address);
}

static int erase_recorded(struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    (void)backend;
    record(true, offset, size);
    return xrom_erase(&device.ram.backend, offset, size);
}

static int program_recorded(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size)
{
    struct operation *operation = record(false, offset, size);

    (void)backend;
    assert_in_range(size, 1, sizeof operation->bytes);
    memcpy(operation->bytes, bytes, size);
    return xrom_program(&device.ram.backend, offset, bytes, size);
}

static void record_all(const struct flow *flow)
{
    static const struct xrom_backend_operations recorded = {map_recorded, erase_recorded, program_recorded, NULL};

    memset(device.before, 0xff, device.geometry.size);
    device_restore(&device);
    flow->prepare();
    recorder.operations = &recorded;
    recorder.geometry = device.geometry;
    device.backend = &recorder;
    operation_count = 0;
    assert_int_equal(flow->run(), XROM_OK);
    device.backend = &device.ram.backend;
}

static int run_recorded(void)
{
    int error = XROM_OK;

    for (size_t i = 0; !error && i < operation_count; i++) {
        const struct operation *done = &operations[i];

        error = done->erases ? xrom_erase(&device.ram.backend, done->offset, done->size)
                             : xrom_program(&device.ram.backend, done->offset, done->bytes, done->size);
    }
    return error;
}

/* The first operation that programs bytes which begin so; `last`: the last one. */
static size_t find_operation(const void *bytes, size_t size, bool last)
{
    size_t found = OPERATIONS;

    for (size_t i = 0; i < operation_count && (last || found == OPERATIONS); i++) {
        if (!operations[i].erases && memcmp(operations[i].bytes, bytes, size) == 0) {
            found = i;
        }
    }
    assert_int_not_equal(found, OPERATIONS);
    return found;
}

static void move_operation(size_t from, size_t to)
{
    struct operation moved = operations[from];

    for (size_t i = from; i > to; i--) {
        operations[i] = operations[i - 1];
    }
    operations[to] = moved;
}

static void drop_operation(size_t at)
{
    operation_count--;
    for (size_t i = at; i < operation_count; i++) {
        operations[i] = operations[i + 1];
    }
}

/* As it should be: shows that the cases below fail for their order alone. */
static void keep_order(void)
{
}

/* The image is written from its first byte on, as it comes. */
static void put_magic_first(void)
{
    move_operation(find_operation("\xd2\xcd\x31", 3, true), find_operation("\xff\xff\xff", 3, false));
}

/* And the record before that, in its sector, which is erased before. */
static void put_record_first(void)
{
    size_t record, first;

    put_magic_first();
    record = find_operation("xsl1", 4, true);
    first = find_operation("\xd2\xcd\x31", 3, false);
    assert_true(operations[record - 1].erases);
    move_operation(record, first);
    move_operation(record, first);
}

/* What was there is erased as it is. */
static void drop_clears(void)
{
    for (size_t i = operation_count; i-- > 0;) {
        if (!operations[i].erases && memcmp(operations[i].bytes, "\0\0\0", 3) == 0) {
            drop_operation(i);
        }
    }
}

/* ---- Tests ---- */

static void assert_order(const struct flow *flow, void (*change)(void), bool is_right)
{
    struct flow recorded = *flow;
    struct result result;

    record_all(flow);
    change();
    recorded.run = run_recorded;
    result = cut_all(&recorded, 1, 2);
    assert_int_equal(result.bad == 0, is_right);
}

static void test_slots_cut_wrong_order_of_operations_is_noticed(void **state)
{
    const struct flow *whole_update = &slots_flows[0];

    (void)state;
    make_small();
    assert_order(whole_update, keep_order, true);
    assert_order(whole_update, put_record_first, false);
    assert_order(whole_update, drop_clears, false);
    assert_order(&one_place, keep_order, true);
    assert_order(&one_place, put_magic_first, false);
    assert_order(&one_place, drop_clears, false);
    unmake();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots_cut_wrong_order_of_operations_is_noticed),
    };

    return cmocka_run_group_tests_name("slots_order", tests, NULL, NULL);
}
