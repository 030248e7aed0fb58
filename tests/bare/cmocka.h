/* SPDX-License-Identifier: MIT */
/*
 * What the tests use of cmocka, for firmware: it comes first in the include path there. It allocates nothing, and prints
 * TAP through bare_print(), which the firmware has.
 */
#ifndef BARE_CMOCKA_H
#define BARE_CMOCKA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "bare.h"

typedef void (*CMUnitTestFunction)(void **state);
typedef int (*CMFixtureFunction)(void **state);

struct CMUnitTest {
    const char *name;
    CMUnitTestFunction test_func;
    CMFixtureFunction setup_func;
    CMFixtureFunction teardown_func;
    void *initial_state;
};

#define cmocka_unit_test(test)                                                                                         \
    {                                                                                                                  \
#test, test, NULL, NULL, NULL                                                                                  \
    }

/* Returns how many tests have failed. */
int _cmocka_run_group_tests(const char *group, const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                            CMFixtureFunction teardown);

#define cmocka_run_group_tests_name(group, tests, setup, teardown)                                                     \
    _cmocka_run_group_tests(group, tests, sizeof tests / sizeof tests[0], setup, teardown)
#define cmocka_run_group_tests(tests, setup, teardown) cmocka_run_group_tests_name(#tests, tests, setup, teardown)

/* End the test where they are not so. */
void bare_assert(bool is_so, const char *what, const char *file, int line);
void bare_assert_equal(uintmax_t a, uintmax_t b, const char *what, const char *file, int line);
void bare_assert_range(uintmax_t a, uintmax_t low, uintmax_t high, const char *what, const char *file, int line);
void bare_assert_memory(const void *a, const void *b, size_t size, const char *what, const char *file, int line);
void bare_assert_string(const char *a, const char *b, const char *what, const char *file, int line);
__attribute__((noreturn)) void bare_skip(void);

#define assert_true(a) bare_assert((a) ? true : false, #a, __FILE__, __LINE__)
#define assert_false(a) bare_assert((a) ? false : true, "not " #a, __FILE__, __LINE__)
#define assert_null(a) bare_assert((a) == NULL, #a " is null", __FILE__, __LINE__)
#define assert_non_null(a) bare_assert((a) != NULL, #a " is not null", __FILE__, __LINE__)
#define assert_int_equal(a, b) bare_assert_equal((uintmax_t)(a), (uintmax_t)(b), #a " is " #b, __FILE__, __LINE__)
#define assert_int_not_equal(a, b) bare_assert((uintmax_t)(a) != (uintmax_t)(b), #a " is not " #b, __FILE__, __LINE__)
#define assert_ptr_equal(a, b)                                                                                         \
    bare_assert_equal((uintmax_t)(uintptr_t)(a), (uintmax_t)(uintptr_t)(b), #a " is " #b, __FILE__, __LINE__)
#define assert_in_range(a, low, high) bare_assert_range(a, low, high, #a " is in range", __FILE__, __LINE__)
#define assert_memory_equal(a, b, size) bare_assert_memory(a, b, size, #a " is " #b, __FILE__, __LINE__)
#define assert_string_equal(a, b) bare_assert_string(a, b, #a " is " #b, __FILE__, __LINE__)
#define assert_string_not_equal(a, b) bare_assert(strcmp(a, b) != 0, #a " is not " #b, __FILE__, __LINE__)
#define fail_msg(...) bare_assert(false, "a test has failed", __FILE__, __LINE__)
#define skip() bare_skip()

#endif
