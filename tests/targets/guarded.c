/* SPDX-License-Identifier: MIT */
/* Memory for tests where there are no pages to guard: it ends where the bytes in use do, and that is all. */
#include <stdlib.h>
#include <string.h>

#include "guarded.h"
#include "support.h"

void guarded_open(struct guarded *memory, size_t size)
{
    memory->size = (size + 7) / 8 * 8;
    memory->pages = malloc(memory->size + 8);
    assert_non_null(memory->pages);
}

uint8_t *guarded_room(const struct guarded *memory, size_t size)
{
    assert_true(size <= memory->size);
    return memory->pages + (memory->size - size);
}

uint8_t *guarded_copy(const struct guarded *memory, const void *bytes, size_t size)
{
    uint8_t *room = guarded_room(memory, size);

    if (size > 0) {
        memcpy(room, bytes, size);
    }
    return room;
}

void guarded_close(struct guarded *memory)
{
    free(memory->pages);
}
