/* SPDX-License-Identifier: MIT */
/*
 * The spool: contents that were read or made, kept until they are written to the image. What does not fit into a small
 * buffer goes to a temporary file that has no name.
 */
#ifndef XROM_BUILD_SPOOL_H
#define XROM_BUILD_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Begins as all zero. */
struct xrom_spool {
    uint64_t size;
    uint64_t stored; /* bytes in the file; the others are in `tail` */
    uint8_t *tail;
    uint8_t *window;       /* a part of the file, to be read from */
    uint64_t window_start; /* where that part begins, and how many bytes it has */
    size_t window_size;
    bool open;
    int descriptor; /* of the file, where it is open */
};

/* Functions return 0 or a value of errno. */

/* Keeps some bytes and tells where. After an error the spool is as it was. */
int xrom_spool_add(struct xrom_spool *spool, const void *bytes, size_t size, uint64_t *offset);

/* Reads bytes that were added. */
int xrom_spool_read(struct xrom_spool *spool, uint64_t offset, void *bytes, size_t size);

void xrom_spool_end(struct xrom_spool *spool);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
