/* SPDX-License-Identifier: MIT */
/* The contract of backends: each case runs on each device of devices.c that it applies to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "devices.h"

/* Ranges that are no part of a device, among them some whose end would wrap. */
static const struct {
    uint32_t offset, size;
} outside[] = {
    {0, DEVICE_SIZE + DEVICE_ERASE_UNIT},
    {DEVICE_ERASE_UNIT, DEVICE_SIZE},
    {DEVICE_SIZE, DEVICE_ERASE_UNIT},
    {DEVICE_SIZE + DEVICE_ERASE_UNIT, 0},
    {DEVICE_SIZE + DEVICE_ERASE_UNIT, DEVICE_ERASE_UNIT},
    {DEVICE_ERASE_UNIT, UINT32_MAX - DEVICE_ERASE_UNIT + 1},
    {UINT32_MAX - DEVICE_ERASE_UNIT + 1, DEVICE_ERASE_UNIT},
    {UINT32_MAX - DEVICE_ERASE_UNIT + 1, 2 * DEVICE_ERASE_UNIT},
    {0, UINT32_MAX - DEVICE_ERASE_UNIT + 1},
};

#define OUTSIDE_COUNT (sizeof outside / sizeof outside[0])

/* What is programmed: in memory, since the RP2040 takes nothing from flash. */
static uint8_t unit[DEVICE_PROGRAM_UNIT];

/* Programs one unit with bytes of one value. */
static void program_unit(struct xrom_backend *backend, uint32_t offset, uint8_t value)
{
    memset(unit, value, sizeof unit);
    assert_int_equal(xrom_program(backend, offset, unit, sizeof unit), XROM_OK);
}

/* All bytes of a device. */
static const uint8_t *bytes_of(struct xrom_backend *backend)
{
    const void *address = NULL;

    assert_int_equal(xrom_map(backend, 0, DEVICE_SIZE, &address), XROM_OK);
    assert_non_null(address);
    return address;
}

/* ---- Cases ---- */

static void geometry_tells_size_and_units(struct xrom_backend *backend)
{
    bool writable = backend->operations->erase && backend->geometry.erase_unit != 0;

    assert_int_equal(backend->geometry.size, DEVICE_SIZE);
    assert_int_equal(backend->geometry.erase_unit, writable ? DEVICE_ERASE_UNIT : 0);
    assert_int_equal(backend->geometry.program_unit, writable ? DEVICE_PROGRAM_UNIT : 0);
}

static void map_gives_the_content(struct xrom_backend *backend)
{
    const uint8_t *bytes = bytes_of(backend);

    assert_memory_equal(bytes, device_content, DEVICE_CONTENT_SIZE);
    assert_bytes_are(bytes + DEVICE_CONTENT_SIZE, 0xff, DEVICE_SIZE - DEVICE_CONTENT_SIZE);
}

/* Of a large device, some bytes. */
static void map_gives_each_byte_one_address(struct xrom_backend *backend)
{
    const uint8_t *bytes = bytes_of(backend);

    for (uint32_t offset = 0; offset <= DEVICE_SIZE; offset += DEVICE_SIZE / 256) {
        for (uint32_t size = 0; size <= DEVICE_SIZE - offset; size += 15 * (DEVICE_SIZE / 256)) {
            const void *address = NULL;

            assert_int_equal(xrom_map(backend, offset, size, &address), XROM_OK);
            assert_ptr_equal(address, bytes + offset);
        }
    }
}

static void map_refuses_what_is_outside(struct xrom_backend *backend)
{
    const void *address = backend;

    for (size_t i = 0; i < OUTSIDE_COUNT; i++) {
        assert_int_equal(xrom_map(backend, outside[i].offset, outside[i].size, &address), XROM_ERR_RANGE);
    }
    assert_int_equal(xrom_map(backend, 0, DEVICE_SIZE + 1, &address), XROM_ERR_RANGE);
    assert_int_equal(xrom_map(backend, DEVICE_SIZE + 1, 0, &address), XROM_ERR_RANGE);
    assert_int_equal(xrom_map(backend, 1, UINT32_MAX, &address), XROM_ERR_RANGE);
    assert_int_equal(xrom_map(backend, UINT32_MAX, UINT32_MAX, &address), XROM_ERR_RANGE);
    assert_ptr_equal(address, backend);
}

static void image_is_read_in_place(struct xrom_backend *backend)
{
    const uint8_t *bytes = bytes_of(backend);
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    open_sound_image(&image, bytes, backend->geometry.size);
    assert_int_equal(image.size, DEVICE_CONTENT_SIZE);
    node = node_at(&image, "/f");
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_OK);
    assert_ptr_equal(data, bytes + 10);
    assert_file_holds(&image, &node, "abc");
}

static void sync_is_fine(struct xrom_backend *backend)
{
    assert_int_equal(xrom_sync(backend), XROM_OK);
}

static void read_only_device_refuses_to_be_written(struct xrom_backend *backend)
{
    assert_int_equal(xrom_erase(backend, 0, DEVICE_SIZE), XROM_ERR_READ_ONLY);
    assert_int_equal(xrom_erase(backend, 0, 0), XROM_ERR_READ_ONLY);
    assert_int_equal(xrom_erase(backend, 1, UINT32_MAX), XROM_ERR_READ_ONLY);
    assert_int_equal(xrom_program(backend, 0, unit, sizeof unit), XROM_ERR_READ_ONLY);
    assert_int_equal(xrom_program(backend, 0, unit, 0), XROM_ERR_READ_ONLY);
    map_gives_the_content(backend);
}

static void erase_sets_the_range_to_ff_and_no_more(struct xrom_backend *backend)
{
    const uint8_t *bytes = bytes_of(backend);

    for (uint32_t offset = 0; offset < DEVICE_SIZE; offset += DEVICE_PROGRAM_UNIT) {
        program_unit(backend, offset, 0);
    }
    assert_int_equal(xrom_erase(backend, DEVICE_ERASE_UNIT, 2 * DEVICE_ERASE_UNIT), XROM_OK);
    assert_int_equal(xrom_sync(backend), XROM_OK);
    assert_bytes_are(bytes, 0, DEVICE_ERASE_UNIT);
    assert_bytes_are(bytes + DEVICE_ERASE_UNIT, 0xff, 2 * DEVICE_ERASE_UNIT);
    assert_bytes_are(bytes + 3 * DEVICE_ERASE_UNIT, 0, DEVICE_ERASE_UNIT);
}

static void erase_refuses_what_is_outside_or_no_multiple(struct xrom_backend *backend)
{
    for (size_t i = 0; i < OUTSIDE_COUNT; i++) {
        assert_int_equal(xrom_erase(backend, outside[i].offset, outside[i].size), XROM_ERR_RANGE);
    }
    assert_int_equal(xrom_erase(backend, 1, DEVICE_ERASE_UNIT), XROM_ERR_RANGE);
    assert_int_equal(xrom_erase(backend, 0, DEVICE_ERASE_UNIT - 1), XROM_ERR_RANGE);
    assert_int_equal(xrom_erase(backend, DEVICE_PROGRAM_UNIT, DEVICE_ERASE_UNIT), XROM_ERR_RANGE);
    assert_int_equal(xrom_erase(backend, 1, 0), XROM_ERR_RANGE);
    map_gives_the_content(backend);
}

static void program_only_clears_bits(struct xrom_backend *backend)
{
    static const uint8_t first[] = {0xff, 0x0f, 0x55, 0xaa, 0x00};
    static const uint8_t second[] = {0x3c, 0x3c, 0xff, 0x33, 0xff};
    static const uint8_t result[] = {0x3c, 0x0c, 0x55, 0x22, 0x00};
    const uint8_t *bytes = bytes_of(backend);

    for (uint32_t i = 0; i < sizeof first; i++) {
        uint32_t offset = (2 + i) * DEVICE_PROGRAM_UNIT;

        program_unit(backend, offset, first[i]);
        assert_bytes_are(bytes + offset, first[i], DEVICE_PROGRAM_UNIT);
        program_unit(backend, offset, second[i]);
        assert_int_equal(xrom_sync(backend), XROM_OK);
        assert_bytes_are(bytes + offset, result[i], DEVICE_PROGRAM_UNIT);
        assert_bytes_are(bytes + offset + DEVICE_PROGRAM_UNIT, 0xff, DEVICE_SIZE - offset - DEVICE_PROGRAM_UNIT);
    }
    assert_bytes_are(bytes + DEVICE_PROGRAM_UNIT, 0xff, DEVICE_PROGRAM_UNIT);
}

static void program_takes_each_byte_to_its_place(struct xrom_backend *backend)
{
    static uint8_t data[2 * DEVICE_PROGRAM_UNIT];
    const uint8_t *bytes = bytes_of(backend);

    for (uint32_t i = 0; i < sizeof data; i++) {
        data[i] = (uint8_t)(i * 7 + i / 256);
    }
    assert_int_equal(xrom_program(backend, DEVICE_ERASE_UNIT - DEVICE_PROGRAM_UNIT, data, sizeof data), XROM_OK);
    assert_memory_equal(bytes + DEVICE_ERASE_UNIT - DEVICE_PROGRAM_UNIT, data, sizeof data);
    assert_bytes_are(bytes + DEVICE_ERASE_UNIT + DEVICE_PROGRAM_UNIT, 0xff,
                     DEVICE_SIZE - DEVICE_ERASE_UNIT - DEVICE_PROGRAM_UNIT);
}

static void program_refuses_what_is_outside_or_no_multiple(struct xrom_backend *backend)
{
    static const uint8_t zeros[DEVICE_SIZE + DEVICE_ERASE_UNIT] = {0};

    for (size_t i = 0; i < OUTSIDE_COUNT; i++) {
        assert_int_equal(xrom_program(backend, outside[i].offset, zeros, outside[i].size), XROM_ERR_RANGE);
    }
    assert_int_equal(xrom_program(backend, 1, zeros, DEVICE_PROGRAM_UNIT), XROM_ERR_RANGE);
    assert_int_equal(xrom_program(backend, 0, zeros, DEVICE_PROGRAM_UNIT - 1), XROM_ERR_RANGE);
    assert_int_equal(xrom_program(backend, DEVICE_PROGRAM_UNIT / 2, zeros, DEVICE_PROGRAM_UNIT), XROM_ERR_RANGE);
    map_gives_the_content(backend);
}

static void write_of_no_bytes_is_nothing(struct xrom_backend *backend)
{
    assert_int_equal(xrom_erase(backend, 0, 0), XROM_OK);
    assert_int_equal(xrom_erase(backend, DEVICE_SIZE, 0), XROM_OK);
    assert_int_equal(xrom_program(backend, 0, unit, 0), XROM_OK);
    assert_int_equal(xrom_program(backend, DEVICE_SIZE, unit, 0), XROM_OK);
    map_gives_the_content(backend);
}

enum devices { ALL, READ_ONLY, WRITABLE };

#define CASE(name, devices)                                                                                            \
    {                                                                                                                  \
#name, name, devices                                                                                           \
    }

static const struct contract_case {
    const char *name;
    void (*run)(struct xrom_backend *backend);
    enum devices devices;
} cases[] = {
    CASE(geometry_tells_size_and_units, ALL),
    CASE(map_gives_the_content, ALL),
    CASE(map_gives_each_byte_one_address, ALL),
    CASE(map_refuses_what_is_outside, ALL),
    CASE(image_is_read_in_place, ALL),
    CASE(sync_is_fine, ALL),
    CASE(read_only_device_refuses_to_be_written, READ_ONLY),
    CASE(erase_sets_the_range_to_ff_and_no_more, WRITABLE),
    CASE(erase_refuses_what_is_outside_or_no_multiple, WRITABLE),
    CASE(program_only_clears_bits, WRITABLE),
    CASE(program_takes_each_byte_to_its_place, WRITABLE),
    CASE(program_refuses_what_is_outside_or_no_multiple, WRITABLE),
    CASE(write_of_no_bytes_is_nothing, WRITABLE),
};

#define CASE_COUNT (sizeof cases / sizeof cases[0])

/* ---- Each case on each device ---- */

static struct run {
    const struct contract_case *contract_case;
    const struct device_kind *kind;
    char name[128];
} runs[CASE_COUNT * DEVICE_KIND_COUNT];

static void run_case(void **state)
{
    const struct run *run = *state;
    struct device device;

    run->kind->open(&device);
    if (!device.backend) {
        skip();
    }
    run->contract_case->run(device.backend);
    run->kind->close(&device);
}

static bool applies(const struct contract_case *contract_case, const struct device_kind *kind)
{
    return contract_case->devices == ALL || (contract_case->devices == WRITABLE) == kind->is_writable;
}

int main(void)
{
    struct CMUnitTest tests[CASE_COUNT * DEVICE_KIND_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < CASE_COUNT * DEVICE_KIND_COUNT; i++) {
        struct run *run = &runs[count];

        run->contract_case = &cases[i / DEVICE_KIND_COUNT];
        run->kind = &device_kinds[i % DEVICE_KIND_COUNT];
        if (applies(run->contract_case, run->kind)) {
            snprintf(run->name, sizeof run->name, "test_backend_%s_on_%s", run->contract_case->name, run->kind->name);
            tests[count] = (struct CMUnitTest){run->name, run_case, NULL, NULL, run};
            count++;
        }
    }
    return _cmocka_run_group_tests("backends", tests, count, NULL, NULL);
}
