/* SPDX-License-Identifier: MIT */
/*
 * What the two targets of the builder share: a sink that collects an image, and what holds for each build.
 *
 * 1. The sink gets parts of 1 byte to 1 MiB, together as many bytes as the build tells.
 * 2. The image opens where its base has the alignment that the build tells, has an even size, ends with the last byte that
 *    was written, and passes the check; its checksum is right, and its index agrees with a walk.
 * 3. The names in each directory are sorted by their bytes, and no two are equal.
 * 4. The build tells how many files and directories there are, how many bytes of data, and whether there is an index.
 * 5. A build that fails leaves its output alone, and tells an entry, what is wrong and what to do, in a line of UTF-8.
 */
#ifndef FUZZ_COLLECT_H
#define FUZZ_COLLECT_H

#include <xrom/build.h>

/* The bytes that the builder wrote. */
struct collection {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
    size_t refuse_from; /* the sink fails where this many bytes would be exceeded */
};

/* Builds a tree into a new collection that refuses nothing. Answers as xrom_build(); free it in any case. */
int collect(struct collection *collection, struct xrom_tree *tree, const struct xrom_build_options *options,
            struct xrom_built *built);

/* The same with a sink that fails. */
int collect_until(struct collection *collection, struct xrom_tree *tree, const struct xrom_build_options *options,
                  size_t refuse_from);

void collection_free(struct collection *collection);

/* Whether two collections hold the same bytes. */
bool collection_equals(const struct collection *one, const struct collection *other);

/* Opens a collection as an image of exactly its size, checks it, and holds it against what the builder told of it. */
void collection_open(const struct collection *collection, const struct xrom_built *built, struct xrom_image *image);

/* Tests the message of a tree that failed. */
void test_message(const struct xrom_tree *tree);

#endif
