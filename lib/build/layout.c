/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "message.h"
#include "name.h"
#include "options.h"
#include "order.h"

/* How many files a message names when the image is too large. */
#define LARGEST_COUNT 3

/* Puts all entries in their order, a directory before all that it holds. */
static int order_entries(struct xrom_layout *layout, struct xrom_tree *tree)
{
    struct xrom_order order = {NULL, 0};
    struct xrom_entry *entry = tree->root;
    size_t parent = 0;
    int error = XROM_OK;

    while (!error && entry) {
        struct xrom_item *item = &layout->items[layout->count];
        item->entry = entry;
        item->parent = parent;
        item->first = layout->count;
        if (entry->source == XROM_SOURCE_NONE) {
            error = xrom_order_directory(&order, tree, entry);
        } else {
            item->size = entry->size;
        }
        if (entry->source == XROM_SOURCE_NONE && entry->size > 0) {
            parent = layout->count;
            entry = entry->content.first;
        } else {
            while (entry->parent && !entry->next) {
                entry = entry->parent;
                parent = layout->items[parent].parent;
            }
            entry = entry->next;
        }
        layout->count++;
    }
    free(order.entries);
    return error;
}

/* Appends the paths of the largest files to a message. */
static void name_largest(const struct xrom_layout *layout, struct xrom_tree *tree)
{
    const struct xrom_item *largest[LARGEST_COUNT] = {NULL};
    size_t used = strlen(tree->message);

    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        for (size_t j = 0; j < LARGEST_COUNT && item && !xrom_item_is_directory(item); j++) {
            if (!largest[j] || item->size > largest[j]->size) {
                const struct xrom_item *smaller = largest[j];
                largest[j] = item;
                item = smaller;
            }
        }
    }
    for (size_t j = 0; j < LARGEST_COUNT && largest[j]; j++) {
        struct xrom_where where = xrom_where_is_entry(largest[j]->entry);
        char path[XROM_PATH_SHOWN];
        int size;

        xrom_where_show(path, &where);
        size = snprintf(tree->message + used, sizeof tree->message - used, "%s %s (%" PRIu64 " bytes)",
                        j == 0 ? "; the largest files are" : ",", path, largest[j]->size);
        if (size < 0 || (size_t)size >= sizeof tree->message - used) {
            break;
        }
        used += (size_t)size;
    }
}

int xrom_layout_check_size(struct xrom_layout *layout, uint64_t size, bool least)
{
    static const struct xrom_where image = {NULL, NULL, "the image", sizeof "the image" - 1};
    uint64_t max_size = layout->options.max_size;
    int error;

    if (size <= max_size) {
        return XROM_OK;
    }
    error = xrom_fail(layout->tree, XROM_ERR_TREE, &image,
                      "needs %s%" PRIu64 " bytes, %" PRIu64 " more than the %" PRIu64 " allowed; leave something out",
                      least ? "at least " : "", size, size - max_size, max_size);
    name_largest(layout, layout->tree);
    return error;
}

static int check_ascii(const struct xrom_layout *layout, struct xrom_tree *tree)
{
    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_entry *entry = layout->items[i].entry;
        /* Items but the root have an entry. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
        if (!xrom_name_is_ascii(entry->name, entry->name_size)) {
            struct xrom_where where = xrom_where_is_entry(entry);
            return xrom_fail(tree, XROM_ERR_TREE, &where,
                             "the name is not ASCII, which mpremote needs; rename it or build without this option");
        }
    }
    return XROM_OK;
}

int xrom_layout_begin(struct xrom_layout *layout, struct xrom_tree *tree, const struct xrom_build_options *options)
{
    int error;

    memset(layout, 0, sizeof *layout);
    layout->tree = tree;
    error = xrom_options_take(tree, options, &layout->options);
    if (error) {
        return error;
    }
    layout->items = calloc(tree->entry_count, sizeof layout->items[0]);
    if (!layout->items) {
        return xrom_fail_memory(tree);
    }
    error = order_entries(layout, tree);
    if (!error && layout->options.mpremote) {
        error = check_ascii(layout, tree);
    }
    return error;
}

void xrom_layout_end(struct xrom_layout *layout)
{
    if (layout->index) {
        xrom_plan_free(layout->index);
        free(layout->index);
    }
    xrom_spool_end(&layout->spool);
    free(layout->pool);
    free(layout->items);
}
