/* SPDX-License-Identifier: MIT */
#include "image/contents.h"

#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/hidden.h"

int contents_compare_paths(const struct content *one, const struct content *other)
{
    size_t size = one->path_size < other->path_size ? one->path_size : other->path_size;
    int order = memcmp(one->path, other->path, size);

    if (order == 0 && one->path_size != other->path_size) {
        order = one->path_size < other->path_size ? -1 : 1;
    }
    return order;
}

static int compare(const void *one, const void *other)
{
    return contents_compare_paths(one, other);
}

bool contents_are_equal(const struct content *one, const struct content *other)
{
    if (one->stat.kind != XROM_FILE || other->stat.kind != XROM_FILE) {
        return one->stat.kind == other->stat.kind;
    }
    return one->group == other->group;
}

/* Adds what was found last. */
static int add(struct contents *contents, size_t *capacity, const struct scan *scan)
{
    struct content content = {NULL, scan->path_size, {0, 0, 0}, NULL, 0};
    int error = xrom_stat(&scan->input->image, &scan->node, &content.stat);

    if (!error) {
        content.path = memory_copy(scan->path, scan->path_size);
        if (content.stat.kind == XROM_FILE) {
            content.data = scan->input->image.base + content.stat.offset;
        }
        contents->entries = memory_reserve(contents->entries, capacity, contents->count + 1, sizeof content);
        contents->entries[contents->count++] = content;
    }
    return error;
}

bool contents_collect(struct contents *contents, const struct input *input)
{
    struct xrom_node root = xrom_root(&input->image);
    struct hidden hidden;
    struct scan scan;
    size_t capacity = 0;
    bool affordable = true;
    int error = XROM_OK;
    bool good;

    memset(contents, 0, sizeof *contents);
    good = hidden_find(&hidden, input, &root, NULL);
    if (good) {
        scan_begin(&scan, input, &root, NULL);
        while (affordable && !error && (error = scan_next(&scan)) == XROM_OK) {
            if (!hidden_take(&hidden, &scan.node)) {
                error = add(contents, &capacity, &scan);
                affordable = scan_afford(&scan, scan.path_size);
            } else if (scan.node.kind == XROM_DIRECTORY) {
                scan_skip(&scan);
            }
        }
        good = scan_end(&scan, affordable ? error : XROM_ERR_END) && affordable;
    }
    hidden_clear(&hidden);
    if (contents->count > 1) {
        qsort(contents->entries, contents->count, sizeof *contents->entries, compare);
    }
    return good;
}

void contents_clear(struct contents *contents)
{
    for (size_t i = 0; i < contents->count; i++) {
        free(contents->entries[i].path);
    }
    free(contents->entries);
}
