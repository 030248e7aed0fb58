/* SPDX-License-Identifier: MIT */
/* A model of the RP2040's cache in front of the simulated device. */
#include <string.h>

#include "ram.h"

/* What a way holds: the number of a line, and a bit for each of its two words that is there. */
#define VALID_BITS 2
#define VALID ((1u << VALID_BITS) - 1)

void xrom_ram_cache_flush(struct xrom_ram_cache *cache)
{
    memset(cache->held, 0, sizeof cache->held);
    memset(cache->oldest, 0, sizeof cache->oldest);
}

/* The way that holds a line, or the one that is to be given to it. */
static uint32_t find_way(const struct xrom_ram_cache *cache, uint32_t line, bool *is_there)
{
    uint32_t set = line % XROM_RAM_CACHE_SETS;

    for (uint32_t way = 0; way < XROM_RAM_CACHE_WAYS; way++) {
        uint32_t held = cache->held[set][way];

        if ((held & VALID) != 0 && held >> VALID_BITS == line) {
            *is_there = true;
            return way;
        }
    }
    *is_there = false;
    return cache->oldest[set];
}

void xrom_ram_cache_read(struct xrom_ram_cache *cache, uint32_t word)
{
    uint32_t line = word / 2;
    uint32_t set = line % XROM_RAM_CACHE_SETS;
    uint32_t valid = 1u << word % 2;
    bool is_there;
    uint32_t way = find_way(cache, line, &is_there);
    uint32_t *held = &cache->held[set][way];

    cache->words++;
    cache->oldest[set] = (uint8_t)(way ^ 1);
    if (!is_there) {
        cache->lines++;
        *held = line << VALID_BITS;
    }
    if ((*held & valid) == 0) {
        cache->missed++;
        cache->cycles += cache->miss_cycles;
        *held |= valid;
    }
}
