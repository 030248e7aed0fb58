/* SPDX-License-Identifier: MIT */
#include <setjmp.h>

#include "cmocka.h"

enum outcome { PASSED, FAILED, SKIPPED };

static jmp_buf back; /* from the test that runs */

static void print_number(uintmax_t number)
{
    char digits[21];
    char *first = digits + sizeof digits - 1;

    *first = '\0';
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    bare_print(first);
}

static void print_place(const char *what, const char *file, int line)
{
    bare_print("# ");
    bare_print(file);
    bare_print(":");
    print_number((uintmax_t)line);
    bare_print(": not so: ");
    bare_print(what);
}

void bare_assert(bool is_so, const char *what, const char *file, int line)
{
    if (!is_so) {
        print_place(what, file, line);
        bare_print("\n");
        longjmp(back, FAILED);
    }
}

void bare_assert_equal(uintmax_t a, uintmax_t b, const char *what, const char *file, int line)
{
    if (a != b) {
        print_place(what, file, line);
        bare_print(": ");
        print_number(a);
        bare_print(", ");
        print_number(b);
        bare_print("\n");
        longjmp(back, FAILED);
    }
}

void bare_assert_range(uintmax_t a, uintmax_t low, uintmax_t high, const char *what, const char *file, int line)
{
    bare_assert(a >= low && a <= high, what, file, line);
}

void bare_assert_memory(const void *a, const void *b, size_t size, const char *what, const char *file, int line)
{
    bare_assert(memcmp(a, b, size) == 0, what, file, line);
}

void bare_assert_string(const char *a, const char *b, const char *what, const char *file, int line)
{
    bare_assert(strcmp(a, b) == 0, what, file, line);
}

void bare_skip(void)
{
    longjmp(back, SKIPPED);
}

static enum outcome run_one(const struct CMUnitTest *test)
{
    void *state = test->initial_state;
    int outcome = setjmp(back);

    if (outcome == PASSED) {
        if (test->setup_func && test->setup_func(&state) != 0) {
            return FAILED;
        }
        test->test_func(&state);
        if (test->teardown_func && test->teardown_func(&state) != 0) {
            return FAILED;
        }
    }
    return (enum outcome)outcome;
}

int _cmocka_run_group_tests(const char *group, const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                            CMFixtureFunction teardown)
{
    int failed = 0;

    (void)group;
    bare_assert(!setup && !teardown, "groups have no fixtures here", __FILE__, __LINE__);
    for (size_t i = 0; i < count; i++) {
        enum outcome outcome = run_one(&tests[i]);

        failed += outcome == FAILED;
        bare_print(outcome == FAILED ? "not ok " : "ok ");
        print_number(i + 1);
        bare_print(" - ");
        bare_print(tests[i].name);
        bare_print(outcome == SKIPPED ? " # SKIP it says so\n" : "\n");
    }
    bare_print("1..");
    print_number(count);
    bare_print("\n");
    return failed;
}
