/* SPDX-License-Identifier: MIT */
/*
 * A pack: what one set of sources became the last time, in one file of the cache, so that a build of the same set opens this
 * and no file for each source. It holds entries of a key, a size as 4 bytes, little-endian, and as many bytes.
 */
#ifndef XROM_TOOL_MPY_PACK_H
#define XROM_TOOL_MPY_PACK_H

#include "mpy/mpy_cache.h"

struct mpy_packed {
    const uint8_t *key;
    const uint8_t *code;
    size_t size;
    bool used; /* belongs to the set now, too */
};

/* All zero: there is none. */
struct mpy_pack {
    uint8_t key[MPY_KEY_SIZE]; /* its own in the cache */
    uint8_t *old;              /* as it was; who takes it away keeps it until the pack is closed */
    struct mpy_packed *all;    /* what is in it, by key */
    size_t count;
    uint8_t *added; /* entries that are to come into it */
    size_t added_size, added_capacity;
    bool open;
};

/* Opens the pack of a set that a text names. */
void mpy_pack_open(struct mpy_pack *pack, struct mpy_cache *cache, const uint8_t compiler[MPY_KEY_SIZE],
                   const char *set);

/* What is under a key; null: nothing. It lives as long as `old`, and stays in the pack. */
const uint8_t *mpy_pack_get(struct mpy_pack *pack, const uint8_t key[MPY_KEY_SIZE], size_t *size);

/* Adds what belongs to the set now, and was not there. */
void mpy_pack_add(struct mpy_pack *pack, const uint8_t key[MPY_KEY_SIZE], const void *code, size_t size);

/* Puts it into the cache, where it has changed and `keep` is true, and frees it. */
void mpy_pack_close(struct mpy_pack *pack, struct mpy_cache *cache, bool keep);

#endif
