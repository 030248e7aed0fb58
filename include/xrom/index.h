/* SPDX-License-Identifier: MIT */
/*
 * Lookup through the index of an image, for firmware that includes it: the cost no longer grows with the number of
 * files. The rules at the head of xrom/xrom.h hold here too.
 *
 * An index is trusted as little as the rest of the image. What it points to is read as a record, and all names of the
 * path are compared with those of the records; only which directory holds which entry is taken from the index. Where that
 * leads to something that is no entry, the lookup walks. So an index that is damaged can hide what is there, as
 * XROM_ERR_NOT_FOUND, and can lead "a/b" to a "b" that stands elsewhere; but never to a node of another name than the
 * last one of the path, nor to a read outside the image. That it agrees with the image in full is what
 * xrom_index_check() tells, and a checksum (xrom/verify.h) proves.
 */
#ifndef XROM_INDEX_H
#define XROM_INDEX_H

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The index of an open image. Written by xrom_index_open() and only read afterwards: may be shared like the image. */
struct xrom_index {
    const struct xrom_image *image;
    const uint8_t *slots; /* in the image; null: it has no index that this version knows, and lookups walk */
    uint32_t shape;       /* how a hash leads to a slot */
};

/*
 * Opens the index of an image; keeps the address of `image`. An image without one is fine: lookups then walk, as they
 * do where the index cannot be used, since it does not fit into the image or stands at an address for bytes only.
 *
 * Returns 0. Reads the records of the root up to the index, which is among the first, and 4 bytes; of an image without
 * one, all records of the root.
 */
int xrom_index_open(struct xrom_index *index, const struct xrom_image *image);

/*
 * The same as xrom_lookup(), through the index where there is one.
 *
 * Cost with an index: two 8-byte lines of flash for what is not there (every eighth time that and a name or more); for
 * what is, these and the records of the file and of the directories on the way. Independent of how many others there
 * are. It walks for the root, for a directory with a '/' behind its name, and for paths whose hashes are equal in all
 * 32 bits, which the builder avoids in images of up to 100,000 files.
 */
int xrom_index_lookup(const struct xrom_index *index, const char *path, struct xrom_node *node);

/*
 * Holds the index against a walk of the whole image: it can be used, each entry is found through it, as itself, and it
 * has nothing else. Call xrom_check() first.
 *
 * Returns 0, also for an image without an index, or XROM_ERR_INDEX or another error, and describes it in `fault`.
 * XROM_ERR_LEVELS as xrom_check(). Cost: reads each record and each slot a few times.
 */
int xrom_index_check(const struct xrom_index *index, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault);

#ifdef __cplusplus
}
#endif

#endif
