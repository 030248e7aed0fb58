/* SPDX-License-Identifier: MIT */
/* The output: small writes are gathered, and handed to the sink in large parts. */
#ifndef XROM_BUILD_OUTPUT_H
#define XROM_BUILD_OUTPUT_H

#include <xrom/build.h>

#include "hash.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_output {
    const struct xrom_sink *sink;
    const struct xrom_build_options *options;
    uint8_t *buffer;
    size_t used;    /* bytes that wait in the buffer */
    uint64_t done;  /* bytes that the sink has taken */
    uint64_t total; /* bytes of the image */
    uint64_t told;  /* `done` at the last call of the caller's progress() */
    bool sums;      /* the checksum is made */
    bool hashes;    /* the hash is made */
    uint32_t crc32; /* of what the sink has taken; so is the hash */
    struct xrom_hash hash;
};

/* Functions return 0, XROM_ERR_SINK or XROM_ERR_MEMORY. */
int xrom_output_begin(struct xrom_output *output, const struct xrom_sink *sink,
                      const struct xrom_build_options *options, uint64_t total);

/* Bytes that were written. */
static inline uint64_t xrom_output_position(const struct xrom_output *output)
{
    return output->done + output->used;
}

/* The checksum of all that was written, where the options ask for it. */
uint32_t xrom_output_crc32(const struct xrom_output *output);

/* The hash of the same. Only once. */
int xrom_output_hash(struct xrom_output *output, uint8_t value[XROM_HASH_SIZE]);

int xrom_output_write(struct xrom_output *output, const void *bytes, size_t size);

/* Gives the free part of the buffer, at least one byte; xrom_output_add() says how much of it has been filled. */
int xrom_output_room(struct xrom_output *output, uint8_t **room, size_t *size);
void xrom_output_add(struct xrom_output *output, size_t size);

/* Hands all that waits to the sink. */
int xrom_output_flush(struct xrom_output *output);

void xrom_output_end(struct xrom_output *output);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
