/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "host/signals.h"
#include "text/message.h"

void *memory_grow(void *old, size_t count, size_t size)
{
    void *memory = NULL;

    if (count <= SIZE_MAX / size) {
        memory = realloc(old, count > 0 ? count * size : 1);
    }
    if (!memory) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
        give_up();
    }
    return memory;
}

void *memory_reserve(void *old, size_t *capacity, size_t needed, size_t size)
{
    size_t wanted = *capacity > 0 ? *capacity : 64;

    if (needed <= *capacity) {
        return old;
    }
    while (wanted < needed) {
        wanted = wanted <= SIZE_MAX / 2 ? wanted * 2 : needed;
    }
    old = memory_grow(old, wanted, size);
    *capacity = wanted;
    return old;
}

char *memory_copy(const char *text, size_t size)
{
    char *copy = memory_grow(NULL, size + 1, 1);

    memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
}
