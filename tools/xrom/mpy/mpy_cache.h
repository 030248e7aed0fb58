/* SPDX-License-Identifier: MIT */
/*
 * The cache of compiled modules: a folder with a file for each, named by a hash of all that it was made from. Several builds
 * may use it at the same time. A file in it is the magic bytes, the CRC-32 of the rest, and the rest; one that is not so is
 * as good as none. What has not been used for longest goes when there is too much.
 */
#ifndef XROM_TOOL_MPY_CACHE_H
#define XROM_TOOL_MPY_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mpy/mpy_hash.h"

struct mpy_cache {
    int folder; /* descriptor; -1: there is no cache */
    bool grown; /* something was put into it */
};

/* The path of the user's own cache, to be freed: xrom in XDG_CACHE_HOME, or else in .cache of HOME. Null: there is none. */
char *mpy_cache_default(void);

/*
 * Opens the cache in `path` (null: the user's own), and makes it where there is none.
 * False, after a message, where one that was named cannot be used; the user's own is then done without.
 */
bool mpy_cache_open(struct mpy_cache *cache, const char *path);

/* Begins without one. */
void mpy_cache_none(struct mpy_cache *cache);

/* What was put under a key, in memory of the caller's to free with a zero behind it; null: nothing, or nothing good. */
uint8_t *mpy_cache_get(struct mpy_cache *cache, const uint8_t key[MPY_KEY_SIZE], size_t *size);

/* Puts something under a key. Where that fails it is not there. */
void mpy_cache_put(struct mpy_cache *cache, const uint8_t key[MPY_KEY_SIZE], const void *bytes, size_t size);

/* Removes what is too much, and closes it. */
void mpy_cache_close(struct mpy_cache *cache);

#endif
