/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "memory.h"
#include "records.h"

/* The kinds that the library's headers and format define: those of the format, and xrom's own. */
static bool is_known(uint32_t kind)
{
    return kind <= 5 || kind == 0x70 || (kind >= 0x72 && kind <= 0x7b);
}

bool record_varuint(const struct xrom_image *image, uint32_t *position, uint32_t end, uint32_t *value,
                    uint32_t *padding)
{
    uint8_t byte;

    *value = 0;
    do {
        if (*position == end || *value > UINT32_MAX >> 7) {
            return false;
        }
        byte = image->base[(*position)++];
        *padding += byte == 0x80 && *value == 0;
        *value = *value << 7 | (byte & 0x7f);
    } while (byte & 0x80);
    return true;
}

bool record_next(const struct xrom_image *image, uint32_t *position, uint32_t end, struct record *record)
{
    uint32_t size;

    record->offset = *position;
    record->padding = 0;
    if (!record_varuint(image, position, end, &record->kind, &record->padding) ||
        !record_varuint(image, position, end, &size, &record->padding) || size > end - *position) {
        return false;
    }
    record->body = *position;
    *position += size;
    record->end = *position;
    return true;
}

void unknown_add(struct unknown_records *unknown, const struct xrom_image *image, const struct xrom_node *node)
{
    uint32_t position = node->body;
    struct record record;

    while (record_next(image, &position, node->end, &record)) {
        if (!is_known(record.kind)) {
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
