/* SPDX-License-Identifier: MIT */
/* The hash of contents and images: the first half of their SHA-256. */
#ifndef XROM_BUILD_HASH_H
#define XROM_BUILD_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Bytes of a hash. */
#define XROM_HASH_SIZE 16

/* A hash in the making. Begins as all zero; used for one content after the other. */
struct xrom_hash {
    void *context;
    void *algorithm;
};

/* Begins a content. False: no memory. */
bool xrom_hash_begin(struct xrom_hash *hash);

/* False: the library failed, here and below. */
bool xrom_hash_add(struct xrom_hash *hash, const void *bytes, size_t size);

/* Gives the hash of what was added. */
bool xrom_hash_finish(struct xrom_hash *hash, uint8_t value[XROM_HASH_SIZE]);

void xrom_hash_end(struct xrom_hash *hash);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
