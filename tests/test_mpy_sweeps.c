/* SPDX-License-Identifier: MIT */
/*
 * Sweeps over real .mpy files, which are seeds of the fuzz target: cut off at each byte, and with each byte changed.
 * What must hold, and ends the program where it does not, is what fuzz/fuzz_mpy.c says.
 */
#include <stdio.h>
#include <stdlib.h>

#include <xrom/mpy.h>

#include "../fuzz/property.h"
#include "guarded.h"
#include "support.h"

#define LEVELS 64

static const char *const files[] = {
    "arithmetic",      "comprehensions", "containers", "inheritance", "instances", "keyword_defaults",
    "loops_at_import", "module-in-c",    "nested",     "smallest",    "tuples",    "viper",
};
#define FILE_COUNT (sizeof files / sizeof files[0])

static struct bytes load(const char *name)
{
    char path[512];

    assert_in_range(snprintf(path, sizeof path, "%s/%s", XROM_MPY, name), 1, sizeof path - 1);
    return load_file(path);
}

static bool is_sound(const uint8_t *bytes, size_t size)
{
    uint32_t levels[LEVELS];
    struct xrom_fault fault;
    struct xrom_mpy mpy;

    return xrom_mpy_open(&mpy, bytes, size) == XROM_OK && xrom_mpy_check(&mpy, levels, LEVELS, &fault) == XROM_OK;
}

static void test_mpy_sweep_each_prefix_is_damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILE_COUNT; i++) {
        struct bytes file = load(files[i]);
        struct guarded memory;

        assert_true(is_sound(file.data, file.size));
        guarded_open(&memory, file.size);
        for (size_t size = 0; size < file.size; size++) {
            uint8_t *bytes = guarded_copy(&memory, file.data, size);
            assert_false(is_sound(bytes, size));
            LLVMFuzzerTestOneInput(bytes, size);
        }
        guarded_close(&memory);
        free(file.data);
    }
}

static void test_mpy_sweep_each_byte_may_change(void **state)
{
    (void)state;
    for (size_t i = 0; i < FILE_COUNT; i++) {
        struct bytes file = load(files[i]);
        struct guarded memory;
        uint8_t *bytes;

        guarded_open(&memory, file.size);
        bytes = guarded_copy(&memory, file.data, file.size);
        for (size_t at = 0; at < file.size; at++) {
            const uint8_t old = bytes[at];
            const uint8_t changed[] = {old ^ 0x80, old ^ 1, 0, 0xff, old ^ 4, old ^ 0x20, (uint8_t)(old + 1)};

            for (size_t n = 0; n < sizeof changed; n++) {
                bytes[at] = changed[n];
                LLVMFuzzerTestOneInput(bytes, file.size);
            }
            bytes[at] = old;
        }
        guarded_close(&memory);
        free(file.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mpy_sweep_each_prefix_is_damaged),
        cmocka_unit_test(test_mpy_sweep_each_byte_may_change),
    };

    return cmocka_run_group_tests_name("mpy_sweeps", tests, NULL, NULL);
}
