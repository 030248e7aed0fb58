/* SPDX-License-Identifier: MIT */
#include "image/checksum.h"

#include "image/verify.h"

static void *compute(void *context)
{
    struct checksum *checksum = context;

    checksum->error = verify_checksum(checksum->image);
    return NULL;
}

void checksum_begin(struct checksum *checksum, const struct xrom_image *image)
{
    checksum->image = image;
    checksum->is_running = pthread_create(&checksum->thread, NULL, compute, checksum) == 0;
    if (!checksum->is_running) {
        compute(checksum);
    }
}

int checksum_end(struct checksum *checksum)
{
    if (checksum->is_running) {
        pthread_join(checksum->thread, NULL);
        checksum->is_running = false;
    }
    return checksum->error;
}
