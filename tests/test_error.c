/* SPDX-License-Identifier: MIT */
/* Errors: what they are called, and whose fault they are. */
#include <string.h>

#include "support.h"

enum group { FINE, CALLER, REQUEST, DAMAGE, DEVICE, HOST };

static const struct {
    int error;
    enum group group;
} errors[] = {
    {XROM_OK, FINE},
    {XROM_ERR_ARGUMENT, CALLER},
    {XROM_ERR_BUFFER, CALLER},
    {XROM_ERR_LEVELS, CALLER},
    {XROM_ERR_RANGE, CALLER},
    {XROM_ERR_NOT_FOUND, REQUEST},
    {XROM_ERR_END, REQUEST},
    {XROM_ERR_IS_DIRECTORY, REQUEST},
    {XROM_ERR_NOT_DIRECTORY, REQUEST},
    {XROM_ERR_UNALIGNED, REQUEST},
    {XROM_ERR_READ_ONLY, REQUEST},
    {XROM_ERR_UNFINISHED, REQUEST},
    {XROM_ERR_BUSY, REQUEST},
    {XROM_ERR_NO_SPACE, REQUEST},
    {XROM_ERR_OTHER_IMAGE, REQUEST},
    {XROM_ERR_NOT_ROMFS, DAMAGE},
    {XROM_ERR_TOO_LARGE, DAMAGE},
    {XROM_ERR_TRUNCATED, DAMAGE},
    {XROM_ERR_VARUINT, DAMAGE},
    {XROM_ERR_RECORD, DAMAGE},
    {XROM_ERR_UNUSED, DAMAGE},
    {XROM_ERR_NAME, DAMAGE},
    {XROM_ERR_POINTER, DAMAGE},
    {XROM_ERR_NO_DATA, DAMAGE},
    {XROM_ERR_CHECKSUM, DAMAGE},
    {XROM_ERR_INDEX, DAMAGE},
    {XROM_ERR_NOT_MPY, DAMAGE},
    {XROM_ERR_MPY_VERSION, DAMAGE},
    {XROM_ERR_MPY_TRUNCATED, DAMAGE},
    {XROM_ERR_MPY_PART, DAMAGE},
    {XROM_ERR_IO, DEVICE},
    {XROM_ERR_TREE, HOST},
    {XROM_ERR_MEMORY, HOST},
    {XROM_ERR_SINK, HOST},
    {XROM_ERR_FILE, HOST},
};

#define COUNT (sizeof errors / sizeof errors[0])

static void test_error_damage_is_what_the_bytes_are_at_fault_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(xrom_is_damage(errors[i].error), errors[i].group == DAMAGE);
    }
    assert_false(xrom_is_damage(1));
    assert_false(xrom_is_damage(XROM_ERR_NOT_ROMFS + 1));
    assert_false(xrom_is_damage(-1000));
}

static void test_error_values_are_negative_and_differ(void **state)
{
    (void)state;
    for (size_t i = 1; i < COUNT; i++) {
        assert_true(errors[i].error < 0);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(errors[i].error, errors[j].error);
        }
    }
}

static void test_error_texts_are_sentences_that_differ(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        const char *text = xrom_error_text(errors[i].error);

        assert_non_null(text);
        assert_true(strlen(text) > 5);
        assert_int_not_equal(text[strlen(text) - 1], '.');
        assert_string_not_equal(text, xrom_error_text(1));
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(text, xrom_error_text(errors[j].error));
        }
    }
}

static void test_error_other_values_have_one_text(void **state)
{
    static const int others[] = {1, -15, -47, -49, -1000, INT32_MIN, INT32_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_string_equal(xrom_error_text(others[i]), "unknown error");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error_damage_is_what_the_bytes_are_at_fault_for),
        cmocka_unit_test(test_error_values_are_negative_and_differ),
        cmocka_unit_test(test_error_texts_are_sentences_that_differ),
        cmocka_unit_test(test_error_other_values_have_one_text),
    };

    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
