/* SPDX-License-Identifier: MIT */
/* The content of a file as it is stored: from memory, a file of the host, or the spool. */
#ifndef XROM_BUILD_CONTENT_H
#define XROM_BUILD_CONTENT_H

#include "host.h"
#include "layout.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* One content is open at a time. Begins with `layout` set and all else zero. */
struct xrom_content {
    struct xrom_layout *layout;
    struct xrom_host_place place;

    const struct xrom_item *item;
    uint64_t left;       /* bytes that are still to be read */
    const uint8_t *next; /* of data in memory, or null */
    bool is_open;        /* a file of the host, and its descriptor */
    int descriptor;
};

/*
 * Opens the content of a file. Errors as xrom_build(): a file of the host may have changed, here and in the functions
 * below.
 */
int xrom_content_open(struct xrom_content *content, const struct xrom_item *item);

/*
 * Reads up to `size` bytes, at least 1, and tells how many: 0 at the end alone. Whatever it returns, it is still to
 * be closed.
 */
int xrom_content_read(struct xrom_content *content, void *bytes, size_t size, size_t *got);

/* Closes it. `error`: what happened before; 0: it also tests that the file is still the same. */
int xrom_content_close(struct xrom_content *content, int error);

void xrom_content_end(struct xrom_content *content);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
