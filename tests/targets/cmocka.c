/* SPDX-License-Identifier: MIT */
#include "cmocka.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What ends a case before its last line. */
enum { FAILED = 1, SKIPPED = 2 };
static jmp_buf end_of_case;

/* A comment of TAP: a line of its own. */
static void comment(const char *format, va_list arguments)
{
    printf("# ");
    vprintf(format, arguments);
    printf("\n");
}

void print_message(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    comment(format, arguments);
    va_end(arguments);
}

void cmocka_fail(const char *file, int line, const char *format, ...)
{
    va_list arguments;

    printf("# %s:%d\n", file, line);
    va_start(arguments, format);
    comment(format, arguments);
    va_end(arguments);
    longjmp(end_of_case, FAILED);
}

void cmocka_skip(void)
{
    longjmp(end_of_case, SKIPPED);
}

void cmocka_assert_equal(uintmax_t left, uintmax_t right, bool wanted, const char *what, const char *file, int line)
{
    if ((left == right) != wanted) {
        cmocka_fail(file, line, "%s: %#lx against %#lx", what, (unsigned long)left, (unsigned long)right);
    }
}

void cmocka_assert_range(uintmax_t value, uintmax_t least, uintmax_t most, const char *file, int line)
{
    if (value < least || value > most) {
        cmocka_fail(file, line, "%#lx is not in %#lx..%#lx", (unsigned long)value, (unsigned long)least,
                    (unsigned long)most);
    }
}

void cmocka_assert_string(const char *left, const char *right, bool wanted, const char *file, int line)
{
    if ((strcmp(left, right) == 0) != wanted) {
        cmocka_fail(file, line, "\"%s\" against \"%s\"", left, right);
    }
}

void cmocka_assert_memory(const void *left, const void *right, size_t size, const char *file, int line)
{
    if (memcmp(left, right, size) != 0) {
        cmocka_fail(file, line, "%lu bytes are not equal", (unsigned long)size);
    }
}

/* Runs one case, and gives 0, FAILED or SKIPPED. */
static int run(const struct CMUnitTest *test)
{
    void *state = test->initial_state;
    int end = setjmp(end_of_case);

    if (end) {
        return end;
    }
    if (test->setup_func && test->setup_func(&state)) {
        return FAILED;
    }
    test->test_func(&state);
    return test->teardown_func && test->teardown_func(&state) ? FAILED : 0;
}

int _cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests, size_t count, CMFixtureFunction setup,
                            CMFixtureFunction teardown)
{
    void *state = NULL;
    int failed = 0;

    printf("1..%lu\n# %s\n", (unsigned long)count, name);
    if (setup && setup(&state)) {
        printf("Bail out! no setup\n");
        return 1;
    }
    for (size_t i = 0; i < count; i++) {
        int end = run(&tests[i]);

        failed += end == FAILED;
        printf("%sok %lu - %s%s\n", end == FAILED ? "not " : "", (unsigned long)(i + 1), tests[i].name,
               end == SKIPPED ? " # SKIP" : "");
    }
    if (teardown && teardown(&state)) {
        failed++;
    }
    fflush(stdout);
    return failed;
}
