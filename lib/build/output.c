/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "output.h"

/* Bytes that are gathered. All parts but the last are multiples of this, so that they lie well in a file. */
#define BUFFER_SIZE ((size_t)131072)

/* Bytes of the largest part that the sink gets, and between two calls of the caller's progress(). */
#define PART_SIZE_MAX ((size_t)1048576)

int xrom_output_begin(struct xrom_output *output, const struct xrom_sink *sink,
                      const struct xrom_build_options *options, uint64_t total)
{
    memset(output, 0, sizeof *output);
    output->sink = sink;
    output->options = options;
    output->total = total;
    output->sums = !options->no_checksum;
    output->hashes = options->build_id;
    output->buffer = malloc(BUFFER_SIZE);
    return output->buffer && (!output->hashes || xrom_hash_begin(&output->hash)) ? XROM_OK : XROM_ERR_MEMORY;
}

static int hand_over(struct xrom_output *output, const void *bytes, size_t size)
{
    if (output->sink->write(output->sink->context, bytes, size) != 0) {
        return XROM_ERR_SINK;
    }
    if (output->sums) {
        output->crc32 = libdeflate_crc32(output->crc32, bytes, size);
    }
    if (output->hashes && !xrom_hash_add(&output->hash, bytes, size)) {
        return XROM_ERR_MEMORY;
    }
    output->done += size;
    if (output->options->progress && (output->done - output->told >= PART_SIZE_MAX || output->done == output->total)) {
        output->told = output->done;
        output->options->progress(output->options->context, output->done, output->total);
    }
    return XROM_OK;
}

int xrom_output_flush(struct xrom_output *output)
{
    size_t size = output->used;

    output->used = 0;
    return size > 0 ? hand_over(output, output->buffer, size) : XROM_OK;
}

int xrom_output_room(struct xrom_output *output, uint8_t **room, size_t *size)
{
    int error = output->used == BUFFER_SIZE ? xrom_output_flush(output) : XROM_OK;

    *room = output->buffer + output->used;
    *size = BUFFER_SIZE - output->used;
    return error;
}

void xrom_output_add(struct xrom_output *output, size_t size)
{
    output->used += size;
}

int xrom_output_write(struct xrom_output *output, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;
    int error = XROM_OK;

    while (!error && size > 0) {
        uint8_t *room;
        size_t part;

        error = xrom_output_room(output, &room, &part);
        if (!error && output->used == 0 && size >= BUFFER_SIZE) {
            part = size < PART_SIZE_MAX ? size / BUFFER_SIZE * BUFFER_SIZE : PART_SIZE_MAX;
            error = hand_over(output, next, part);
        } else if (!error) {
            part = size < part ? size : part;
            memcpy(room, next, part);
            xrom_output_add(output, part);
        }
        next += part;
        size -= part;
    }
    return error;
}

uint32_t xrom_output_crc32(const struct xrom_output *output)
{
    return libdeflate_crc32(output->crc32, output->buffer, output->used);
}

int xrom_output_hash(struct xrom_output *output, uint8_t value[XROM_HASH_SIZE])
{
    output->hashes = false;
    return xrom_hash_add(&output->hash, output->buffer, output->used) && xrom_hash_finish(&output->hash, value)
               ? XROM_OK
               : XROM_ERR_MEMORY;
}

void xrom_output_end(struct xrom_output *output)
{
    xrom_hash_end(&output->hash);
    free(output->buffer);
}
