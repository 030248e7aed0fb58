/* SPDX-License-Identifier: MIT */
/*
 * Lays out images of one file for tests of updates, by the words of lib/FORMAT.md and not by the builder: these run where
 * there is no builder too.
 */
#ifndef TESTS_FILE_IMAGE_H
#define TESTS_FILE_IMAGE_H

#include <stdbool.h>

#include "support.h"

/* What the image has beside the file. */
struct file_image_parts {
    const char *name;   /* its own, of at most 127 bytes; null: none */
    uint32_t alignment; /* it states to belong at a multiple of this power of two; 0: it states none */
    bool has_checksum;
};

/*
 * The image of a file "data" of `size` bytes, which depend on `seed`. It has no fault, and stands at a multiple of its
 * alignment. With an alignment and a checksum, but no name, it takes 27 bytes more than the file, rounded up to an even
 * number.
 */
struct bytes file_image(uint32_t seed, size_t size, const struct file_image_parts *parts);

#endif
