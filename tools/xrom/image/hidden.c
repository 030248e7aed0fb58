/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/hidden.h"

struct entry {
    const uint8_t *name;
    uint32_t name_size;
    uint32_t directory; /* that it stands in */
};

/* Orders by directory, then by name. */
static int compare_names(const struct entry *one, const struct entry *other)
{
    size_t size = one->name_size < other->name_size ? one->name_size : other->name_size;
    int order;

    if (one->directory != other->directory) {
        return one->directory < other->directory ? -1 : 1;
    }
    order = memcmp(one->name, other->name, size);
    if (order == 0 && one->name_size != other->name_size) {
        order = one->name_size < other->name_size ? -1 : 1;
    }
    return order;
}

/* Then by place. */

static int compare_entries(const void *one, const void *other)
{
    const struct entry *first = one, *second = other;
    int order = compare_names(first, second);

    if (order == 0 && first->name != second->name) {
        order = first->name < second->name ? -1 : 1;
    }
    return order;
}

static int compare_offsets(const void *one, const void *other)
{
    uint32_t first = *(const uint32_t *)one, second = *(const uint32_t *)other;

    return first < second ? -1 : first > second;
}

static void collect(struct hidden *hidden, const struct entry *entries, size_t count, const uint8_t *base)
{
    size_t capacity = 0;

    for (size_t i = 1; i < count; i++) {
        if (compare_names(&entries[i - 1], &entries[i]) == 0) {
            hidden->names = memory_reserve(hidden->names, &capacity, hidden->count + 1, sizeof *hidden->names);
            hidden->names[hidden->count++] = (uint32_t)(entries[i].name - base);
        }
    }
    if (hidden->count > 0) {
        qsort(hidden->names, hidden->count, sizeof *hidden->names, compare_offsets);
    }
}

static struct entry entry_of(const struct scan *scan, const struct xrom_node *node)
{
    struct entry entry = {scan->input->image.base + node->name, xrom_name_size(node), scan->directory};

    return entry;
}

bool hidden_is_possible(const struct scan *scan)
{
    struct entry previous = entry_of(scan, &scan->previous), entry = entry_of(scan, &scan->node);

    return scan->previous.kind != 0 && compare_names(&previous, &entry) >= 0;
}

bool hidden_find(struct hidden *hidden, const struct input *input, const struct xrom_node *from, const char *path)
{
    struct entry *entries = NULL;
    size_t count = 0, capacity = 0;
    struct scan scan;
    bool is_possible = false;
    bool good;
    int error;

    memset(hidden, 0, sizeof *hidden);
    scan_begin(&scan, input, from, path);
    while ((error = scan_next(&scan)) == XROM_OK) {
        entries = memory_reserve(entries, &capacity, count + 1, sizeof *entries);
        entries[count++] = entry_of(&scan, &scan.node);
        is_possible |= hidden_is_possible(&scan);
    }
    good = scan_end(&scan, error);
    if (good && is_possible) {
        qsort(entries, count, sizeof *entries, compare_entries);
        collect(hidden, entries, count, input->image.base);
    }
    free(entries);
    return good;
}

bool hidden_take(struct hidden *hidden, const struct xrom_node *node)
{
    while (hidden->next < hidden->count && hidden->names[hidden->next] < node->name) {
        hidden->next++;
    }
    return hidden->next < hidden->count && hidden->names[hidden->next] == node->name;
}

void hidden_clear(struct hidden *hidden)
{
    free(hidden->names);
}
