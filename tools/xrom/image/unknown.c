/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include <xrom/record.h>

#include "host/memory.h"
#include "image/unknown.h"

void unknown_add(struct unknown_records *unknown, const struct xrom_image *image, const struct xrom_node *node)
{
    struct xrom_iter iter = xrom_records(node);
    struct xrom_record record;

    while (xrom_record_next(image, &iter, &record) == XROM_OK) {
        if (!xrom_record_is_known(record.kind)) {
            unknown->kinds =
                memory_reserve(unknown->kinds, &unknown->capacity, unknown->count + 1, sizeof *unknown->kinds);
            unknown->kinds[unknown->count++] = record.kind;
        }
    }
}

static int compare(const void *one, const void *other)
{
    uint32_t first = *(const uint32_t *)one, second = *(const uint32_t *)other;

    return first < second ? -1 : first > second;
}

void unknown_sort(struct unknown_records *unknown)
{
    if (unknown->count > 0) {
        qsort(unknown->kinds, unknown->count, sizeof *unknown->kinds, compare);
    }
}

size_t unknown_run(const struct unknown_records *unknown, size_t first)
{
    size_t end = first;

    while (end < unknown->count && unknown->kinds[end] == unknown->kinds[first]) {
        end++;
    }
    return end - first;
}

void unknown_clear(struct unknown_records *unknown)
{
    free(unknown->kinds);
}
