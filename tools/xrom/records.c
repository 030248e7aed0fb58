/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "memory.h"
#include "records.h"

/* The highest kind that the format defines: a file. */
enum { KNOWN_MAX = 5 };

/* Reads an integer of the format. False at the end of the range, or where it does not fit into 32 bits. */
static bool read_varuint(const struct xrom_image *image, uint32_t *position, uint32_t end, uint32_t *value)
{
    uint8_t byte;

    *value = 0;
    do {
        if (*position == end || *value > UINT32_MAX >> 7) {
            return false;
        }
        byte = image->base[(*position)++];
        *value = *value << 7 | (byte & 0x7f);
    } while (byte & 0x80);
    return true;
}

void unknown_add(struct unknown_records *unknown, const struct xrom_image *image, const struct xrom_node *node)
{
    uint32_t position = node->body;
    uint32_t kind, size;

    while (read_varuint(image, &position, node->end, &kind) && read_varuint(image, &position, node->end, &size) &&
           size <= node->end - position) {
        if (kind > KNOWN_MAX) {
            unknown->kinds =
                memory_reserve(unknown->kinds, &unknown->capacity, unknown->count + 1, sizeof *unknown->kinds);
            unknown->kinds[unknown->count++] = kind;
        }
        position += size;
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
