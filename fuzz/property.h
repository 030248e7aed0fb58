/* SPDX-License-Identifier: MIT */
/* What the targets share: a property that does not hold ends the run, with its number in the comment of its target. */
#ifndef FUZZ_PROPERTY_H
#define FUZZ_PROPERTY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The door of every target, called by the engine or by replay.c. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define PROPERTY(number, holds, what)                                                                                  \
    do {                                                                                                               \
        if (!(holds)) {                                                                                                \
            fprintf(stderr, "%s:%d: property %d does not hold: %s\n", __FILE__, __LINE__, number, what);               \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

static inline void fuzz_no_memory(void)
{
    fprintf(stderr, "out of memory\n");
    abort();
}

/* Memory of exactly `size` bytes, so that AddressSanitizer sees each access outside of it. */
static inline void *fuzz_allocate(size_t size)
{
    void *memory = malloc(size);

    if (!memory && size > 0) {
        fuzz_no_memory();
    }
    return memory;
}

static inline void *fuzz_copy(const void *bytes, size_t size)
{
    void *copy = fuzz_allocate(size);

    if (size > 0) {
        memcpy(copy, bytes, size);
    }
    return copy;
}

/* Fills an output before a call, and tells afterwards whether the call left it alone, as it must when it fails. */
static inline void fuzz_mark(void *output, size_t size)
{
    memset(output, 0xa5, size);
}

static inline int fuzz_is_marked(const void *output, size_t size)
{
    const uint8_t *bytes = output;
    size_t i = 0;

    while (i < size && bytes[i] == 0xa5) {
        i++;
    }
    return i == size;
}

/* A number made of four bytes of the input: the last ones for 0, those before them for 1, and so on. */
static inline uint32_t fuzz_choose(const uint8_t *input, size_t size, size_t which)
{
    uint32_t number = 0;
    size_t i;

    for (i = 0; i < 4 && which * 4 + i < size; i++) {
        number = number << 8 | input[size - 1 - which * 4 - i];
    }
    return number;
}

#endif
