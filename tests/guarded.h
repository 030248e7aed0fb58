/* SPDX-License-Identifier: MIT */
/* Memory that ends the program, or wakes the address sanitizer, at the first access beside the bytes in use. */
#ifndef TESTS_GUARDED_H
#define TESTS_GUARDED_H

#include <stddef.h>
#include <stdint.h>

struct guarded {
    uint8_t *pages; /* with a page before and behind them that cannot be accessed */
    size_t size;    /* of the pages between */
};

/* Gets memory for `size` bytes at most, or ends the test. */
void guarded_open(struct guarded *memory, size_t size);

/* Gives room for `size` bytes, which end where the memory does. Ends the use of what it gave before. */
uint8_t *guarded_room(const struct guarded *memory, size_t size);

/* The same, with the bytes copied to it. */
uint8_t *guarded_copy(const struct guarded *memory, const void *bytes, size_t size);

void guarded_close(struct guarded *memory);

#endif
