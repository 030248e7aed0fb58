/* SPDX-License-Identifier: MIT */
/* Memory for what tests use of the C library. */
#include <stddef.h>
#include <stdint.h>

enum { HEAP_SIZE = 64 * 1024 };

void *_sbrk(ptrdiff_t size);

void *_sbrk(ptrdiff_t size)
{
    static uint64_t heap[HEAP_SIZE / sizeof(uint64_t)];
    static ptrdiff_t used;
    ptrdiff_t before = used;

    if (size < -used || size > HEAP_SIZE - used) {
        return (void *)-1;
    }
    used += size;
    return (uint8_t *)heap + before;
}
