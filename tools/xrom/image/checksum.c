/* SPDX-License-Identifier: MIT */
#include "image/checksum.h"

#include <stdlib.h>

#include <libdeflate.h>

#include "host/memory.h"
#include "image/crc32_join.h"

enum { BLOCK = 1024 * 1024 };

/* Takes blocks until there are none. */
static void *compute(void *context)
{
    struct checksum *checksum = context;
    const struct xrom_image *image = checksum->image;
    uint32_t i;

    while ((i = atomic_fetch_add(&checksum->next, 1)) < checksum->count) {
        uint32_t left = image->size - i * BLOCK;
        checksum->sums[i] = libdeflate_crc32(0, image->base + i * BLOCK, left < BLOCK ? left : BLOCK);
    }
    return NULL;
}

/* Continues the sum of the blocks before by one that has been computed. */
static uint32_t join(void *context, uint32_t crc, const void *bytes, size_t size)
{
    const struct checksum *checksum = context;
    size_t offset = (size_t)((const uint8_t *)bytes - checksum->image->base);

    return crc32_join(crc, checksum->sums[offset / BLOCK], size);
}

void checksum_begin(struct checksum *checksum, const struct xrom_image *image)
{
    checksum->image = image;
    checksum->sums = NULL;
    checksum->is_running = false;
    checksum->error = xrom_verify_begin(&checksum->verify, image, join, checksum);
    if (!checksum->error) {
        checksum->error = XROM_ERR_UNFINISHED;
        checksum->count = (image->size - 1) / BLOCK + 1;
        checksum->sums = memory_grow(NULL, checksum->count, sizeof *checksum->sums);
        atomic_init(&checksum->next, 0);
        /* Where there is no thread to be had, checksum_end() does it all. */
        checksum->is_running = checksum->count > 1 && pthread_create(&checksum->thread, NULL, compute, checksum) == 0;
    }
}

int checksum_end(struct checksum *checksum)
{
    if (checksum->error == XROM_ERR_UNFINISHED) {
        compute(checksum);
        if (checksum->is_running) {
            pthread_join(checksum->thread, NULL);
        }
        while ((checksum->error = xrom_verify_step(&checksum->verify, BLOCK)) == XROM_ERR_UNFINISHED) {
        }
        free(checksum->sums);
    }
    return checksum->error;
}

int checksum_verify(const struct xrom_image *image)
{
    struct checksum checksum;

    checksum_begin(&checksum, image);
    return checksum_end(&checksum);
}
