/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "grow.h"
#include "message.h"
#include "name.h"
#include "order.h"

static int compare(const void *a, const void *b)
{
    const struct xrom_entry *one = *(struct xrom_entry *const *)a;
    const struct xrom_entry *other = *(struct xrom_entry *const *)b;

    return xrom_name_compare(one->name, one->name_size, other->name, other->name_size);
}

static int fail_equal(struct xrom_tree *tree, const struct xrom_entry *one, const struct xrom_entry *other)
{
    struct xrom_where where = xrom_where_is_entry(one);
    struct xrom_where same = xrom_where_is_entry(other);
    char path[XROM_PATH_SHOWN];

    if (!one->folder && !other->folder) {
        return xrom_fail(tree, XROM_ERR_TREE, &where, "two entries have this name; rename or remove one of them");
    }
    xrom_where_show(path, &same);
    return xrom_fail(tree, XROM_ERR_TREE, &where,
                     "has the same place in the image as %s; rename or exclude one of them", path);
}

int xrom_order_directory(struct xrom_order *order, struct xrom_tree *tree, struct xrom_entry *directory)
{
    struct xrom_entry *next = NULL;
    struct xrom_entry **entries =
        xrom_grow(order->entries, &order->capacity, (size_t)directory->size, sizeof *order->entries);
    size_t count = 0;

    if (!entries) {
        return xrom_fail_memory(tree);
    }
    order->entries = entries;
    for (struct xrom_entry *entry = directory->content.first; entry; entry = entry->next) {
        entries[count++] = entry;
    }
    if (count > 1) {
        qsort(entries, count, sizeof entries[0], compare);
    }
    for (size_t i = count; i-- > 0;) {
        struct xrom_entry *entry = entries[i];
        if (next && compare(&entry, &next) == 0) {
            return fail_equal(tree, next, entry);
        }
        entry->next = next;
        next = entry;
    }
    directory->content.first = next;
    return XROM_OK;
}
