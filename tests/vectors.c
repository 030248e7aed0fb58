/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "vectors.h"

struct vector vectors[VECTOR_COUNT] = {
    {"deep"},
    {"duplicate-names"},
    {"empty"},
    {"mixed"},
    {"names"},
    {"one"},
    {"padded-varuints"},
    {"padding"},
    {"pointer-nested"},
    {"prefixes"},
    {"shared-pointer"},
    {"trailing-flash"},
    {"unknown-kinds"},
    {"varuint-sizes"},
    {"wide"},
};

struct run {
    void (*run)(const struct vector *vector);
    const struct vector *vector;
    char name[128];
};

static void run_one(void **state)
{
    const struct run *run = *state;

    run->run(run->vector);
}

int run_on_vectors(const char *group, const struct test_of_vectors *tests, size_t count)
{
    struct run *runs = calloc(count * VECTOR_COUNT, sizeof *runs);
    struct CMUnitTest *all = calloc(count * VECTOR_COUNT, sizeof *all);
    int failed = 1;

    if (runs && all) {
        for (size_t i = 0; i < count * VECTOR_COUNT; i++) {
            const struct test_of_vectors *test = &tests[i / VECTOR_COUNT];

            runs[i].run = test->run;
            runs[i].vector = &vectors[i % VECTOR_COUNT];
            snprintf(runs[i].name, sizeof runs[i].name, "%s_%s", test->name, runs[i].vector->name);
            all[i] = (struct CMUnitTest){runs[i].name, run_one, NULL, NULL, &runs[i]};
        }
        failed = _cmocka_run_group_tests(group, all, count * VECTOR_COUNT, NULL, NULL);
    }
    free(runs);
    free(all);
    return failed;
}
