/* SPDX-License-Identifier: MIT */
/* What is read of the simulated device: each word once, or through a cache. */
#include <string.h>

#include "ram.h"

#ifdef XROM_TRACE

#include "../cursor.h"

#define IS_TRACED true

/* The one device that counts. The library has no other writable static, and this one only where it is traced. */
static struct xrom_ram *counting;

/* Lets a device count, or ends that where it counts nothing any more. */
static void choose(struct xrom_ram *ram)
{
    if (ram->words_read || ram->cache) {
        counting = ram;
    } else if (counting == ram) {
        counting = NULL;
    }
}

static bool was_read(const struct xrom_ram *ram, uintptr_t word)
{
    return ram->words_read[word / 8] >> word % 8 & 1;
}

/* Counts a word, and its line where the other word of it has not been read either. */
static void count_word(struct xrom_ram *ram, uintptr_t word)
{
    if (was_read(ram, word)) {
        return;
    }
    ram->reads.words++;
    if (!was_read(ram, word ^ 1)) {
        ram->reads.lines++;
    }
    ram->words_read[word / 8] |= (uint8_t)(1u << word % 8);
}

void xrom_trace(const void *first, size_t size)
{
    struct xrom_ram *ram = counting;
    uintptr_t base, offset, last, lead;

    if (!ram || size == 0) {
        return;
    }
    base = (uintptr_t)ram->bytes;
    offset = (uintptr_t)first - base;
    if (offset >= ram->backend.geometry.size) {
        return;
    }
    if (size > ram->backend.geometry.size - offset) {
        size = (size_t)(ram->backend.geometry.size - offset);
    }
    last = offset + size - 1;
    /* Words are counted from the line that the device begins in: the two words of a line differ in the lowest bit. */
    lead = base % 8;
    for (uintptr_t word = (lead + offset) / 4; ram->words_read && word <= (lead + last) / 4; word++) {
        count_word(ram, word);
    }
    for (uintptr_t word = offset / 4; ram->cache && word <= last / 4; word++) {
        xrom_ram_cache_read(ram->cache, (uint32_t)word);
    }
}

#else

#define IS_TRACED false

static void choose(const struct xrom_ram *ram)
{
    (void)ram;
}

#endif

int xrom_ram_count(struct xrom_ram *ram, uint8_t *words_read)
{
    if (!IS_TRACED) {
        return XROM_ERR_ARGUMENT;
    }
    if (words_read) {
        memset(words_read, 0, XROM_RAM_MAP_SIZE(ram->backend.geometry.size));
        ram->reads.words = 0;
        ram->reads.lines = 0;
    }
    ram->words_read = words_read;
    choose(ram);
    return XROM_OK;
}

int xrom_ram_cache(struct xrom_ram *ram, struct xrom_ram_cache *cache)
{
    if (!IS_TRACED) {
        return XROM_ERR_ARGUMENT;
    }
    if (cache) {
        memset(cache, 0, sizeof *cache);
        cache->miss_cycles = XROM_RAM_CYCLES_QUAD_2;
    }
    ram->cache = cache;
    choose(ram);
    return XROM_OK;
}
