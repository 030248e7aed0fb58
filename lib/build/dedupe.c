/* SPDX-License-Identifier: MIT */
/*
 * Data that is stored once for several files. Files of one size are candidates; the hash of their data decides. It is that
 * of the metadata, 128 bits of a SHA-256, so it is made for all files where they are to have it.
 */
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "message.h"

/*
 * A file of the host of up to so many bytes that is read for its hash is kept, so that it need not be opened again: for
 * small files that is most of the time of a build. Not more than so many bytes in all.
 */
#define KEPT_SIZE_MAX 32768
#define KEPT_SUM_MAX (UINT64_C(256) << 20)

#define BUFFER_SIZE ((size_t)131072)

/* The reading of data for its hash. */
struct reading {
    struct xrom_content content;
    struct xrom_hash hash;
    uint8_t *buffer; /* BUFFER_SIZE bytes, which is enough to keep what is kept */
};

static bool is_to_be_kept(const struct reading *reading, const struct xrom_item *item)
{
    return item->entry->source == XROM_SOURCE_HOST && !item->is_spooled && item->size <= KEPT_SIZE_MAX &&
           reading->content.layout->spool.size < KEPT_SUM_MAX;
}

/* Adds all data of a file to the hash. Afterwards the buffer holds what is kept. */
static int add_data(struct reading *reading, const struct xrom_item *item, bool keep)
{
    size_t done = 0, got = 1;
    int error = xrom_content_open(&reading->content, item);

    while (!error && got > 0) {
        uint8_t *part = reading->buffer + done;
        error = xrom_content_read(&reading->content, part, BUFFER_SIZE - done, &got);
        if (!error && !xrom_hash_add(&reading->hash, part, got)) {
            error = xrom_fail_memory(reading->content.layout->tree);
        }
        done += keep && !error ? got : 0;
    }
    return xrom_content_close(&reading->content, error);
}

static int hash_data(struct reading *reading, struct xrom_item *item)
{
    struct xrom_layout *layout = reading->content.layout;
    bool keep = is_to_be_kept(reading, item);
    int error;

    if (!xrom_hash_begin(&reading->hash)) {
        return xrom_fail_memory(layout->tree);
    }
    error = add_data(reading, item, keep);
    if (error) {
        return error;
    }
    if (!xrom_hash_finish(&reading->hash, item->hash)) {
        return xrom_fail_memory(layout->tree);
    }
    /* Where it cannot be kept it is read again. */
    if (keep && xrom_spool_add(&layout->spool, reading->buffer, (size_t)item->size, &item->spooled) == 0) {
        item->is_spooled = true;
    }
    return XROM_OK;
}

static int hash_all(struct xrom_layout *layout)
{
    struct reading reading = {.content.layout = layout};
    int error = XROM_OK;

    reading.buffer = malloc(BUFFER_SIZE);
    if (!reading.buffer) {
        error = xrom_fail_memory(layout->tree);
    }
    for (size_t i = 1; !error && i < layout->count; i++) {
        if (layout->items[i].hashed) {
            error = hash_data(&reading, &layout->items[i]);
        }
    }
    free(reading.buffer);
    xrom_hash_end(&reading.hash);
    xrom_content_end(&reading.content);
    return error;
}

static int compare_sizes(const void *a, const void *b)
{
    const struct xrom_item *one = *(struct xrom_item *const *)a;
    const struct xrom_item *other = *(struct xrom_item *const *)b;

    return (one->size > other->size) - (one->size < other->size);
}

/* By content, and then in the order of the image. */
static int compare_contents(const void *a, const void *b)
{
    const struct xrom_item *one = *(struct xrom_item *const *)a;
    const struct xrom_item *other = *(struct xrom_item *const *)b;
    int order = compare_sizes(a, b);

    if (order == 0) {
        order = memcmp(one->hash, other->hash, sizeof one->hash);
    }
    return order != 0 ? order : (one > other) - (one < other);
}

/* Collects the files. Gives how many there are; of `files` there is one for each item. */
static size_t collect(struct xrom_layout *layout, struct xrom_item **files)
{
    size_t count = 0;

    for (size_t i = 1; i < layout->count; i++) {
        struct xrom_item *item = &layout->items[i];
        if (!xrom_item_is_directory(item)) {
            item->hashed = layout->options.content_hash;
            files[count++] = item;
        }
    }
    return count;
}

/*
 * Marks files that may have the data of another one, and keeps these alone. An image that would be too large even if all of
 * them were equal is refused before anything is read.
 */
static int find_candidates(struct xrom_layout *layout, struct xrom_item **files, size_t *count)
{
    uint64_t least = 0;
    size_t kept = 0;

    qsort(files, *count, sizeof files[0], compare_sizes);
    for (size_t i = 0, end; i < *count; i = end) {
        for (end = i + 1; end < *count && files[end]->size == files[i]->size;) {
            end++;
        }
        least = xrom_plus(least, files[i]->size);
        for (size_t j = i; end - i > 1 && files[i]->size > 0 && j < end; j++) {
            files[j]->hashed = true;
            files[kept++] = files[j];
        }
    }
    *count = kept;
    return xrom_layout_check_size(layout, least, true);
}

/* Finds for each candidate the first file of the same data. */
static void find_equals(struct xrom_layout *layout, struct xrom_item **files, size_t count)
{
    size_t first = 0;

    qsort(files, count, sizeof files[0], compare_contents);
    for (size_t i = 1; i < count; i++) {
        if (files[i]->size != files[first]->size ||
            memcmp(files[i]->hash, files[first]->hash, sizeof files[i]->hash) != 0) {
            first = i;
        }
        files[i]->first = (size_t)(files[first] - layout->items);
    }
}

int xrom_dedupe(struct xrom_layout *layout)
{
    struct xrom_item **files = malloc(layout->count * sizeof(struct xrom_item *));
    size_t count;
    int error = XROM_OK;

    if (!files) {
        return xrom_fail_memory(layout->tree);
    }
    count = collect(layout, files);
    if (!layout->options.no_dedupe && count > 0) {
        error = find_candidates(layout, files, &count);
    }
    if (!error) {
        error = hash_all(layout);
    }
    if (!error && !layout->options.no_dedupe && count > 0) {
        find_equals(layout, files, count);
    }
    free(files);
    return error;
}
