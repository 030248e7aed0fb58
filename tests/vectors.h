/* SPDX-License-Identifier: MIT */
/* The images of tests/vectors, each with a list of what is in it. */
#ifndef TESTS_VECTORS_H
#define TESTS_VECTORS_H

#include "support.h"

struct vector {
    char name[32];
};

#define VECTOR_COUNT 15
extern struct vector vectors[VECTOR_COUNT];

struct test_of_vectors {
    const char *name; /* to which "_" and the name of the vector are added */
    void (*run)(const struct vector *vector);
};

/* Runs each test on each vector. To be returned by main(). */
int run_on_vectors(const char *group, const struct test_of_vectors *tests, size_t count);

#endif
