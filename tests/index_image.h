/* SPDX-License-Identifier: MIT */
/*
 * Lays out images with an index for tests, by the words of lib/index.h and not by the builder: a header, the index, and
 * the entries, each at its multiple of 4 and each directory with the record of its parent.
 */
#ifndef TESTS_INDEX_IMAGE_H
#define TESTS_INDEX_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file or directory; directories stand before all that they hold. */
struct index_entry {
    const char *path; /* "a", "a/b": all names joined by '/' */
    const char *data; /* of a file; null: a directory */
};

struct index_image {
    uint8_t *bytes; /* at a multiple of 8 */
    size_t size;
    size_t count;        /* of the entries, as given */
    uint32_t *positions; /* of each entry */
    uint32_t record;     /* offset of the index's payload */
    uint32_t slots;
    uint32_t slot_count;
    uint32_t shape; /* offset of the last 4 bytes of the payload */
};

/* Lays an image out and fills its index, but not for more than a few thousand entries. */
void index_image_make(struct index_image *image, const struct index_entry *entries, size_t count);

/* The same in two steps: with an empty index of this many groups of 4 slots, */
void index_image_lay_out(struct index_image *image, const struct index_entry *entries, size_t count, uint16_t groups);
/* and then fills it; false: with this seed it cannot be done. Entries of one hash share a slot. */
bool index_image_fill(struct index_image *image, const struct index_entry *entries, uint16_t seed);

/* The entry that holds another one; `count` where it is in the root. */
size_t index_image_parent(const struct index_entry *entries, size_t count, size_t index);

/* The offset of the slot of a path. */
uint32_t index_image_slot(const struct index_image *image, const char *path);

void index_image_free(struct index_image *image);

#endif
