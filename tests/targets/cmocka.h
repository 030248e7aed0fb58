/* SPDX-License-Identifier: MIT */
/*
 * The part of cmocka that the tests of the library use, for targets that have no package of it: the same names, the same
 * meaning, and TAP on standard output.
 */
#ifndef TESTS_TARGETS_CMOCKA_H
#define TESTS_TARGETS_CMOCKA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef void (*CMUnitTestFunction)(void **state);
typedef int (*CMFixtureFunction)(void **state);

struct CMUnitTest {
    const char *name;
    CMUnitTestFunction test_func;
    CMFixtureFunction setup_func;
    CMFixtureFunction teardown_func;
    void *initial_state;
};

#define cmocka_unit_test(function)                                                                                     \
    {                                                                                                                  \
#function, function, NULL, NULL, NULL                                                                          \
    }
#define cmocka_unit_test_setup(function, setup) cmocka_unit_test_setup_teardown(function, setup, NULL)
#define cmocka_unit_test_setup_teardown(function, setup, teardown)                                                     \
    {                                                                                                                  \
#function, function, setup, teardown, NULL                                                                     \
    }

#define cmocka_run_group_tests(tests, setup, teardown)                                                                 \
    _cmocka_run_group_tests(#tests, tests, sizeof(tests) / sizeof(tests)[0], setup, teardown)
#define cmocka_run_group_tests_name(name, tests, setup, teardown)                                                      \
    _cmocka_run_group_tests(name, tests, sizeof(tests) / sizeof(tests)[0], setup, teardown)

/* Runs the cases and tells how many failed. */
int _cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                            CMFixtureFunction teardown);

/* Ends the case: as failed with a reason, or as skipped. */
_Noreturn void cmocka_fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
_Noreturn void cmocka_skip(void);

void print_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

void cmocka_assert_equal(uintmax_t left, uintmax_t right, bool wanted, const char *what, const char *file, int line);
void cmocka_assert_range(uintmax_t value, uintmax_t least, uintmax_t most, const char *file, int line);
void cmocka_assert_string(const char *left, const char *right, bool wanted, const char *file, int line);
void cmocka_assert_memory(const void *left, const void *right, size_t size, const char *file, int line);

#define CMOCKA_NUMBER(value) ((uintmax_t)(intmax_t)(value))
#define CMOCKA_POINTER(value) ((uintmax_t)(uintptr_t)(value))

#define fail_msg(...) cmocka_fail(__FILE__, __LINE__, __VA_ARGS__)
#define skip() cmocka_skip()
#define assert_true(holds) cmocka_assert_equal(!(holds), 0, true, #holds, __FILE__, __LINE__)
#define assert_false(holds) cmocka_assert_equal(!(holds), 0, false, #holds, __FILE__, __LINE__)
#define assert_non_null(value) cmocka_assert_equal(CMOCKA_POINTER(value), 0, false, #value, __FILE__, __LINE__)
#define assert_null(value) cmocka_assert_equal(CMOCKA_POINTER(value), 0, true, #value, __FILE__, __LINE__)
#define assert_ptr_equal(left, right)                                                                                  \
    cmocka_assert_equal(CMOCKA_POINTER(left), CMOCKA_POINTER(right), true, #left, __FILE__, __LINE__)
#define assert_int_equal(left, right)                                                                                  \
    cmocka_assert_equal(CMOCKA_NUMBER(left), CMOCKA_NUMBER(right), true, #left, __FILE__, __LINE__)
#define assert_int_not_equal(left, right)                                                                              \
    cmocka_assert_equal(CMOCKA_NUMBER(left), CMOCKA_NUMBER(right), false, #left, __FILE__, __LINE__)
#define assert_in_range(value, least, most) cmocka_assert_range(value, least, most, __FILE__, __LINE__)
#define assert_string_equal(left, right) cmocka_assert_string(left, right, true, __FILE__, __LINE__)
#define assert_string_not_equal(left, right) cmocka_assert_string(left, right, false, __FILE__, __LINE__)
#define assert_memory_equal(left, right, size) cmocka_assert_memory(left, right, size, __FILE__, __LINE__)

#endif
