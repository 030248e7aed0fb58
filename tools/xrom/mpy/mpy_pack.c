/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "mpy/mpy_pack.h"

enum { SIZE_SIZE = 4, FRONT_SIZE = MPY_KEY_SIZE + SIZE_SIZE };

/* The largest pack. Bytes. */
static const size_t pack_max = (size_t)16 << 20;

static int compare_keys(const void *a, const void *b)
{
    return memcmp(((const struct mpy_packed *)a)->key, ((const struct mpy_packed *)b)->key, MPY_KEY_SIZE);
}

static size_t read_size(const uint8_t *bytes)
{
    return (size_t)bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 | (size_t)bytes[3] << 24;
}

/* Finds the entries. What is behind one that is cut off is not there. */
static void find_entries(struct mpy_pack *pack, size_t size)
{
    const uint8_t *bytes = pack->old;
    size_t capacity = 0;

    while (size >= FRONT_SIZE) {
        size_t code_size = read_size(bytes + MPY_KEY_SIZE);
        if (code_size > size - FRONT_SIZE) {
            break;
        }
        pack->all = memory_reserve(pack->all, &capacity, pack->count + 1, sizeof *pack->all);
        pack->all[pack->count].key = bytes;
        pack->all[pack->count].code = bytes + FRONT_SIZE;
        pack->all[pack->count].size = code_size;
        pack->all[pack->count++].used = false;
        bytes += FRONT_SIZE + code_size;
        size -= FRONT_SIZE + code_size;
    }
    if (pack->count > 1) {
        qsort(pack->all, pack->count, sizeof *pack->all, compare_keys);
    }
}

void mpy_pack_open(struct mpy_pack *pack, struct mpy_cache *cache, const uint8_t compiler[MPY_KEY_SIZE],
                   const char *set)
{
    struct mpy_hash hash;
    size_t size;

    memset(pack, 0, sizeof *pack);
    pack->open = true;
    mpy_hash_begin(&hash);
    mpy_hash_add(&hash, "pack", sizeof "pack");
    mpy_hash_add(&hash, compiler, MPY_KEY_SIZE);
    mpy_hash_add(&hash, set, strlen(set));
    mpy_hash_end(&hash, pack->key);
    pack->old = mpy_cache_get(cache, pack->key, &size);
    if (pack->old) {
        find_entries(pack, size);
    }
}

const uint8_t *mpy_pack_get(struct mpy_pack *pack, const uint8_t key[MPY_KEY_SIZE], size_t *size)
{
    const struct mpy_packed wanted = {key, NULL, 0, false};
    struct mpy_packed *found = NULL;

    if (pack->count > 0) {
        found = bsearch(&wanted, pack->all, pack->count, sizeof *pack->all, compare_keys);
    }
    if (!found) {
        return NULL;
    }
    found->used = true;
    *size = found->size;
    return found->code;
}

/* Appends an entry, unless the pack would become too large. */
static void append(struct mpy_pack *pack, const uint8_t key[MPY_KEY_SIZE], const void *code, size_t size)
{
    uint8_t *front;

    if (size >= pack_max || pack->added_size + size >= pack_max) {
        return;
    }
    pack->added = memory_reserve(pack->added, &pack->added_capacity, pack->added_size + FRONT_SIZE + size, 1);
    front = pack->added + pack->added_size;
    memcpy(front, key, MPY_KEY_SIZE);
    for (unsigned i = 0; i < SIZE_SIZE; i++) {
        front[MPY_KEY_SIZE + i] = (uint8_t)(size >> 8 * i);
    }
    memcpy(front + FRONT_SIZE, code, size);
    pack->added_size += FRONT_SIZE + size;
}

void mpy_pack_add(struct mpy_pack *pack, const uint8_t key[MPY_KEY_SIZE], const void *code, size_t size)
{
    if (pack->open) {
        append(pack, key, code, size);
    }
}

void mpy_pack_close(struct mpy_pack *pack, struct mpy_cache *cache, bool keep)
{
    if (keep && pack->added_size > 0) {
        for (size_t i = 0; i < pack->count; i++) {
            if (pack->all[i].used) {
                append(pack, pack->all[i].key, pack->all[i].code, pack->all[i].size);
            }
        }
        mpy_cache_put(cache, pack->key, pack->added, pack->added_size);
    }
    free(pack->old);
    free(pack->all);
    free(pack->added);
    memset(pack, 0, sizeof *pack);
}
