/* SPDX-License-Identifier: MIT */
/* The hashes that an image has of the data of its files, held against that data. What has none costs nothing. */
#ifndef XROM_TOOL_CONTENT_HASHES_H
#define XROM_TOOL_CONTENT_HASHES_H

#include "image/input.h"

/* Bytes of a hash in an image: the first half of a SHA-256. */
enum { CONTENT_HASH_SIZE = 16 };

struct content_hash {
    uint32_t offset, size; /* of the data */
    uint32_t name;         /* offset of the name of the file */
    uint8_t hash[CONTENT_HASH_SIZE];
};

/* All zero at first. */
struct content_hashes {
    struct content_hash *all;
    size_t count, capacity;
};

/* Takes note of the hash of a file that has been checked, if it has one. False with a problem, which has no place yet. */
bool content_hashes_note(struct content_hashes *hashes, const struct xrom_image *image, const struct xrom_node *file,
                         struct problem *problem);

/*
 * Holds all of them against the data; that of several files is read once. False with a problem: of the first file whose
 * hash is wrong.
 */
bool content_hashes_verify(struct content_hashes *hashes, const struct xrom_image *image, struct problem *problem);

void content_hashes_clear(struct content_hashes *hashes);

#endif
