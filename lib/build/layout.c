/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../format.h"
#include "layout.h"
#include "message.h"
#include "name.h"
#include "order.h"
#include "varuint.h"

/* How many files a message names when the image is too large. */
#define LARGEST_COUNT 3

/* Sums of sizes stop at the largest number: sparse files can have any size. */
static uint64_t plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* The size of a record with a kind of one byte. */
static uint64_t record_size(uint64_t payload)
{
    return plus(payload, 1 + xrom_varuint_size(payload));
}

uint64_t xrom_layout_payload(const struct xrom_item *item)
{
    uint64_t name_size = item->entry->name_size;
    uint64_t body = item->entry->source == XROM_SOURCE_NONE ? item->size : record_size(item->size);

    return plus(body, name_size + xrom_varuint_size(name_size));
}

/* Puts all entries in their order, a directory before all that it holds. */
static int place_entries(struct xrom_layout *layout, struct xrom_tree *tree)
{
    struct xrom_order order = {NULL, 0};
    struct xrom_entry *entry = tree->root;
    size_t parent = 0;
    int error = XROM_OK;

    while (!error && entry) {
        struct xrom_item *item = &layout->items[layout->count];
        item->entry = entry;
        item->parent = parent;
        item->size = entry->source == XROM_SOURCE_NONE ? 0 : entry->size;
        if (entry->source == XROM_SOURCE_NONE) {
            error = xrom_order_directory(&order, tree, entry);
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

/* Adds the size of each record to its directory: backward, so that a directory is complete before it is added. */
static void add_sizes(struct xrom_layout *layout)
{
    for (size_t i = layout->count; i-- > 1;) {
        struct xrom_item *parent = &layout->items[layout->items[i].parent];
        parent->size = plus(parent->size, record_size(xrom_layout_payload(&layout->items[i])));
    }
}

/* Appends the paths of the largest files to a message. */
static void name_largest(const struct xrom_layout *layout, struct xrom_tree *tree)
{
    const struct xrom_item *largest[LARGEST_COUNT] = {NULL};
    size_t used = strlen(tree->message);

    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_item *item = &layout->items[i];
        for (size_t j = 0; j < LARGEST_COUNT && item && item->entry->source != XROM_SOURCE_NONE; j++) {
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

/* Finds the size of the whole image. */
static int add_header(struct xrom_layout *layout, struct xrom_tree *tree, uint64_t max_size)
{
    static const struct xrom_where image = {NULL, NULL, "the image", sizeof "the image" - 1};
    uint64_t payload = layout->items[0].size;
    uint64_t size = plus(payload, xrom_varuint_size(XROM_RECORD_IMAGE) + xrom_varuint_size(payload));
    int error;

    layout->padded = size % 2 != 0;
    size = plus(size, layout->padded);
    if (size <= max_size) {
        layout->built.image_size = (uint32_t)size;
        return XROM_OK;
    }
    error = xrom_fail(tree, XROM_ERR_TREE, &image,
                      "needs %" PRIu64 " bytes, %" PRIu64 " more than the %" PRIu64 " allowed; leave something out",
                      size, size - max_size, max_size);
    name_largest(layout, tree);
    return error;
}

static int check_ascii(const struct xrom_layout *layout, struct xrom_tree *tree)
{
    for (size_t i = 1; i < layout->count; i++) {
        const struct xrom_entry *entry = layout->items[i].entry;
        if (!xrom_name_is_ascii(entry->name, entry->name_size)) {
            struct xrom_where where = xrom_where_is_entry(entry);
            return xrom_fail(tree, XROM_ERR_TREE, &where,
                             "the name is not ASCII, which mpremote needs; rename it or build without this option");
        }
    }
    return XROM_OK;
}

static void count(struct xrom_layout *layout)
{
    for (size_t i = 1; i < layout->count; i++) {
        if (layout->items[i].entry->source == XROM_SOURCE_NONE) {
            layout->built.directory_count++;
        } else {
            layout->built.file_count++;
            layout->built.data_size += (uint32_t)layout->items[i].size;
        }
    }
}

int xrom_layout_make(struct xrom_layout *layout, struct xrom_tree *tree, const struct xrom_build_options *options)
{
    uint64_t max_size =
        options && options->max_size && options->max_size < XROM_SIZE_MAX ? options->max_size : XROM_SIZE_MAX;
    int error;

    memset(layout, 0, sizeof *layout);
    if (tree->entry_count > SIZE_MAX / sizeof layout->items[0]) {
        return xrom_fail_memory(tree);
    }
    layout->items = malloc(tree->entry_count * sizeof layout->items[0]);
    if (!layout->items) {
        return xrom_fail_memory(tree);
    }
    error = place_entries(layout, tree);
    if (!error && options && options->mpremote) {
        error = check_ascii(layout, tree);
    }
    if (!error) {
        add_sizes(layout);
        error = add_header(layout, tree, max_size);
    }
    if (!error) {
        count(layout);
    }
    return error;
}

void xrom_layout_free(struct xrom_layout *layout)
{
    free(layout->items);
}
