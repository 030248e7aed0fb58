/* SPDX-License-Identifier: MIT */
/*
 * The checksum of an image, computed in blocks: by another core while this one looks at the records, then by both. One core
 * alone does not read as fast as memory can be copied.
 */
#ifndef XROM_TOOL_CHECKSUM_H
#define XROM_TOOL_CHECKSUM_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include <xrom/verify.h>

struct checksum {
    const struct xrom_image *image;
    struct xrom_verify verify;
    uint32_t *sums; /* of the blocks */
    uint32_t count;
    atomic_uint next; /* the first block that nobody has taken */
    pthread_t thread;
    bool is_running;
    int error; /* XROM_ERR_UNFINISHED until the end */
};

/* Begins. The image must stay where it is until checksum_end(). */
void checksum_begin(struct checksum *checksum, const struct xrom_image *image);

/*
 * Computes what is left. 0: right. XROM_ERR_NOT_FOUND: there is none. XROM_ERR_CHECKSUM: it is wrong. Or other damage. May be
 * called again.
 */
int checksum_end(struct checksum *checksum);

/* Both. */
int checksum_verify(const struct xrom_image *image);

#endif
