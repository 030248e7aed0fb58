/* SPDX-License-Identifier: MIT */
/* Data that is stored compressed: whole files, one at a time, in the format of gzip. */
#include <stdlib.h>

#include <libdeflate.h>

#include "about.h"
#include "content.h"
#include "message.h"

/* The level of libdeflate that gives the smallest data. */
#define LEVEL 12

/* Reads a whole file into memory of the caller's to free. */
static int read_all(struct xrom_content *content, const struct xrom_item *item, uint8_t **bytes)
{
    size_t done = 0, got = 1;
    int error;

    *bytes = item->size < SIZE_MAX ? malloc((size_t)item->size + 1) : NULL;
    if (!*bytes) {
        return xrom_fail_memory(content->layout->tree);
    }
    error = xrom_content_open(content, item);
    while (!error && got > 0) {
        error = xrom_content_read(content, *bytes + done, (size_t)item->size - done, &got);
        done += error ? 0 : got;
    }
    return xrom_content_close(content, error);
}

/* Compresses `bytes` into the spool. Leaves the file as it is where the image would not become smaller. */
static int compress(struct xrom_layout *layout, struct libdeflate_compressor *compressor, struct xrom_item *item,
                    const uint8_t *bytes)
{
    size_t capacity = (size_t)item->size - XROM_ABOUT_GZIP_SIZE - 1;
    uint8_t *compressed = malloc(capacity);
    size_t size;
    int number;

    if (!compressed) {
        return xrom_fail_memory(layout->tree);
    }
    /* Its header has neither a time nor a name. */
    size = libdeflate_gzip_compress(compressor, bytes, (size_t)item->size, compressed, capacity);
    number = size > 0 ? xrom_spool_add(&layout->spool, compressed, size, &item->spooled) : 0;
    free(compressed);
    if (number) {
        return xrom_fail_spool(layout->tree, number);
    }
    item->gzip = size > 0;
    if (size > 0) {
        layout->built.gzip_count++;
        layout->built.gzip_saved_size += item->size - size;
        item->size = size;
        item->origin = 0;
        item->is_spooled = true;
    }
    return XROM_OK;
}

static int compress_all(struct xrom_layout *layout, struct libdeflate_compressor *compressor)
{
    struct xrom_content content = {.layout = layout};
    int error = XROM_OK;

    for (size_t i = 1; !error && i < layout->count; i++) {
        struct xrom_item *item = &layout->items[i];
        uint8_t *bytes;

        if (item->gzip && item->size <= XROM_ABOUT_GZIP_SIZE + 1) {
            item->gzip = false;
        } else if (item->gzip) {
            error = read_all(&content, item, &bytes);
            if (!error) {
                error = compress(layout, compressor, item, bytes);
            }
            free(bytes);
        }
    }
    xrom_content_end(&content);
    return error;
}

int xrom_compress(struct xrom_layout *layout)
{
    struct libdeflate_compressor *compressor;
    int error;

    if (layout->options.gzip_count == 0) {
        return XROM_OK;
    }
    compressor = libdeflate_alloc_compressor(LEVEL);
    if (!compressor) {
        return xrom_fail_memory(layout->tree);
    }
    error = compress_all(layout, compressor);
    libdeflate_free_compressor(compressor);
    return error;
}
