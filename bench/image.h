/* SPDX-License-Identifier: MIT */
/* The images that are compared, of one tree. */
#ifndef BENCH_IMAGE_H
#define BENCH_IMAGE_H

#include <xrom/build.h>
#include <xrom/index.h>

#include "tree.h"

enum bench_layout {
    BENCH_PLAIN,     /* as MicroPython's mpremote writes it: lookups walk */
    BENCH_UNINDEXED, /* as BENCH_INDEXED, without the index: what that costs is the difference */
    BENCH_INDEXED,   /* with all that is standard: alignment 4, equal data once, a checksum; and an index in any case */
    BENCH_LAYOUT_COUNT
};

extern const char *const bench_layout_names[BENCH_LAYOUT_COUNT];

/* An image in memory, at an address that is a multiple of 4096. */
struct bench_image {
    uint8_t *bytes;
    uint32_t size;
    struct xrom_built built;
};

void bench_image_make(struct bench_image *image, const struct bench_tree *tree, enum bench_layout layout);

void bench_image_free(struct bench_image *image);

/* Opens an image and its index, which a plain one has not. `opened` must stay where it is as long as the index is used. */
void bench_image_open(const void *bytes, size_t size, struct xrom_image *opened, struct xrom_index *index);

/* Looks up a path; `plain`: by the function that firmware without an index has. Fails where the answer is not `expected`. */
void bench_image_lookup(const struct xrom_index *index, bool plain, const char *path, int expected);

#endif
