/* SPDX-License-Identifier: MIT */
/* The checksum of an image, computed on another core while this one looks at its records. */
#ifndef XROM_TOOL_CHECKSUM_H
#define XROM_TOOL_CHECKSUM_H

#include <pthread.h>
#include <stdbool.h>

#include <xrom/xrom.h>

struct checksum {
    const struct xrom_image *image;
    pthread_t thread;
    bool is_running;
    int error; /* afterwards */
};

/* Begins. The image must stay where it is until checksum_end(). */
void checksum_begin(struct checksum *checksum, const struct xrom_image *image);

/* Waits for the end, and gives what verify_checksum() says. May be called again. */
int checksum_end(struct checksum *checksum);

#endif
