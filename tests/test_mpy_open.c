/* SPDX-License-Identifier: MIT */
/* The header of a .mpy: what is one, of which version, and what it needs of a firmware. */
#include <string.h>

#include <xrom/mpy.h>

#include "support.h"

static void assert_open_fails(const void *bytes, size_t size, int error)
{
    struct xrom_mpy mpy;

    FILL(mpy);
    assert_int_equal(xrom_mpy_open(&mpy, bytes, size), error);
    assert_untouched(mpy);
}

static void test_mpy_open_header_says_what_the_file_needs(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 4 << 2 | 3, 31, 2, 1, /* two names */ 0x0f, 0x0f, /* None */ 1};
    struct xrom_mpy mpy;

    (void)state;
    assert_int_equal(xrom_mpy_open(&mpy, bytes, sizeof bytes), XROM_OK);
    assert_ptr_equal(mpy.base, bytes);
    assert_int_equal(mpy.size, sizeof bytes);
    assert_int_equal(mpy.arch, 4);
    assert_int_equal(mpy.sub_version, 3);
    assert_int_equal(mpy.small_int_bits, 31);
    assert_int_equal(mpy.arch_flags, 0);
    assert_int_equal(mpy.qstr_count, 2);
    assert_int_equal(mpy.object_count, 1);
    assert_int_equal(mpy.qstrs, 6);
}

static void test_mpy_open_flags_of_the_architecture_come_first(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0x40 | 11 << 2 | 3, 31, 0x82, 0x01, 0, 0};
    struct xrom_mpy mpy;

    (void)state;
    assert_int_equal(xrom_mpy_open(&mpy, bytes, sizeof bytes), XROM_OK);
    assert_int_equal(mpy.arch, 11);
    assert_int_equal(mpy.arch_flags, 0x101);
    assert_int_equal(mpy.qstrs, 8);
}

static void test_mpy_open_other_bytes_are_no_mpy(void **state)
{
    static const uint8_t erased[] = {0xff, 0xff, 0xff, 0xff};
    static const uint8_t other[] = {'N', 6, 0, 31, 0, 0};

    (void)state;
    assert_open_fails(other, sizeof other, XROM_ERR_NOT_MPY);
    assert_open_fails(other, 1, XROM_ERR_NOT_MPY);
    assert_open_fails("", 0, XROM_ERR_NOT_MPY);
    assert_open_fails(erased, sizeof erased, XROM_ERR_NOT_MPY);
    assert_open_fails("import machine", 14, XROM_ERR_NOT_MPY);
    assert_open_fails("MAX = 3", 7, XROM_ERR_NOT_MPY);
    assert_open_fails("CLEAR = 3", 9, XROM_ERR_NOT_MPY);
    assert_open_fails("M 6", 3, XROM_ERR_NOT_MPY);
}

static void test_mpy_open_other_versions_have_an_error_of_their_own(void **state)
{
    uint8_t bytes[] = {'M', 0, 0, 31, 0, 0};

    (void)state;
    for (uint8_t version = 0; version < 32; version++) {
        bytes[1] = version;
        if (version != XROM_MPY_VERSION) {
            assert_open_fails(bytes, sizeof bytes, XROM_ERR_MPY_VERSION);
            assert_open_fails(bytes, 2, XROM_ERR_MPY_VERSION);
        }
    }
}

static void test_mpy_open_circuitpython_is_another_version(void **state)
{
    static const uint8_t bytes[] = {'C', 6, 0, 31, 0, 0};

    (void)state;
    assert_open_fails(bytes, sizeof bytes, XROM_ERR_MPY_VERSION);
}

static void test_mpy_open_cut_header_is_truncated(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0x40 | 11 << 2 | 3, 31, 0x82, 0x01, 0x80, 0, 0};

    (void)state;
    for (size_t size = 1; size < sizeof bytes; size++) {
        assert_open_fails(bytes, size, XROM_ERR_MPY_TRUNCATED);
    }
}

static void test_mpy_open_more_parts_than_bytes_is_truncated(void **state)
{
    static const uint8_t names[] = {'M', 6, 0, 31, 3, 0, 0x0f, 0x0f};
    static const uint8_t objects[] = {'M', 6, 0, 31, 0, 3, 1, 1};
    static const uint8_t both[] = {'M', 6, 0, 31, 2, 1, 0x0f, 0x0f};
    static const uint8_t most[] = {'M', 6, 0, 31, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0};

    (void)state;
    assert_open_fails(names, sizeof names, XROM_ERR_MPY_TRUNCATED);
    assert_open_fails(objects, sizeof objects, XROM_ERR_MPY_TRUNCATED);
    assert_open_fails(both, sizeof both, XROM_ERR_MPY_TRUNCATED);
    assert_open_fails(most, sizeof most, XROM_ERR_MPY_TRUNCATED);
}

static void test_mpy_open_number_of_33_bits_is_too_large(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0, 31, 0x90, 0x80, 0x80, 0x80, 0x00, 0, 0};

    (void)state;
    assert_open_fails(bytes, sizeof bytes, XROM_ERR_VARUINT);
}

static void test_mpy_open_reserved_bit_is_damage(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0x80, 31, 0, 0};

    (void)state;
    assert_open_fails(bytes, sizeof bytes, XROM_ERR_MPY_PART);
}

static void test_mpy_open_null_is_a_wrong_argument(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0, 31, 0, 0};

    (void)state;
    assert_open_fails(NULL, 6, XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_mpy_open(NULL, bytes, sizeof bytes), XROM_ERR_ARGUMENT);
}

static void test_mpy_open_more_than_31_bits_of_size_is_too_large(void **state)
{
    static const uint8_t bytes[] = {'M', 6, 0, 31, 0, 0};

    (void)state;
    assert_open_fails(bytes, (size_t)XROM_SIZE_MAX + 1, XROM_ERR_TOO_LARGE);
}

static void test_mpy_arch_text_is_what_mpy_cross_calls_it(void **state)
{
    static const char *const texts[] = {"bytecode",  "x86",     "x64",       "armv6",     "armv6m",
                                        "armv7m",    "armv7em", "armv7emsp", "armv7emdp", "xtensa",
                                        "xtensawin", "rv32imc", "rv64imc",   "debug"};

    (void)state;
    for (uint32_t arch = 0; arch < sizeof texts / sizeof texts[0]; arch++) {
        assert_string_equal(xrom_mpy_arch_text(arch), texts[arch]);
    }
    assert_string_equal(xrom_mpy_arch_text(14), "unknown");
    assert_string_equal(xrom_mpy_arch_text(UINT32_MAX), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mpy_open_header_says_what_the_file_needs),
        cmocka_unit_test(test_mpy_open_flags_of_the_architecture_come_first),
        cmocka_unit_test(test_mpy_open_other_bytes_are_no_mpy),
        cmocka_unit_test(test_mpy_open_other_versions_have_an_error_of_their_own),
        cmocka_unit_test(test_mpy_open_circuitpython_is_another_version),
        cmocka_unit_test(test_mpy_open_cut_header_is_truncated),
        cmocka_unit_test(test_mpy_open_more_parts_than_bytes_is_truncated),
        cmocka_unit_test(test_mpy_open_number_of_33_bits_is_too_large),
        cmocka_unit_test(test_mpy_open_reserved_bit_is_damage),
        cmocka_unit_test(test_mpy_open_null_is_a_wrong_argument),
        cmocka_unit_test(test_mpy_open_more_than_31_bits_of_size_is_too_large),
        cmocka_unit_test(test_mpy_arch_text_is_what_mpy_cross_calls_it),
    };

    return cmocka_run_group_tests_name("mpy_open", tests, NULL, NULL);
}
