/* SPDX-License-Identifier: MIT */
/* A simulated flash device in memory, for tests: it can be cut off and damaged, and counts what is read. */
#include <stdbool.h>
#include <string.h>

#include <xrom/ram.h>

static int map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    const struct xrom_ram *ram = (const struct xrom_ram *)backend;

    (void)size;
    *address = ram->bytes + offset;
    return XROM_OK;
}

static int erase(struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    const struct xrom_ram *ram = (const struct xrom_ram *)backend;

    memset(ram->bytes + offset, 0xff, size);
    return XROM_OK;
}

static int program(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size)
{
    const struct xrom_ram *ram = (const struct xrom_ram *)backend;
    const uint8_t *from = bytes;

    for (uint32_t i = 0; i < size; i++) {
        ram->bytes[offset + i] &= from[i];
    }
    return XROM_OK;
}

static const struct xrom_backend_operations operations = {map, erase, program, NULL};

static bool is_power_of_two(uint32_t unit)
{
    return unit != 0 && (unit & (unit - 1)) == 0;
}

int xrom_ram_open(struct xrom_ram *ram, void *bytes, const struct xrom_geometry *geometry)
{
    bool read_only = geometry->erase_unit == 0 && geometry->program_unit == 0;

    if (!read_only && !(is_power_of_two(geometry->erase_unit) && is_power_of_two(geometry->program_unit))) {
        return XROM_ERR_ARGUMENT;
    }
    ram->backend.operations = &operations;
    ram->backend.geometry = *geometry;
    ram->bytes = bytes;
    ram->words_read = NULL;
    ram->reads.words = 0;
    ram->reads.lines = 0;
    return XROM_OK;
}

int xrom_ram_truncate(struct xrom_ram *ram, uint32_t size)
{
    if (size > ram->backend.geometry.size) {
        return XROM_ERR_RANGE;
    }
    ram->backend.geometry.size = size;
    return XROM_OK;
}

int xrom_ram_flip(struct xrom_ram *ram, uint32_t offset, uint8_t mask)
{
    if (offset >= ram->backend.geometry.size) {
        return XROM_ERR_RANGE;
    }
    ram->bytes[offset] ^= mask;
    return XROM_OK;
}

#ifdef XROM_TRACE

#include "../cursor.h"

/* The one device that counts. The library has no other writable static, and this one only where it is traced. */
static struct xrom_ram *counting;

int xrom_ram_count(struct xrom_ram *ram, uint8_t *words_read)
{
    if (words_read) {
        memset(words_read, 0, XROM_RAM_MAP_SIZE(ram->backend.geometry.size));
        ram->reads.words = 0;
        ram->reads.lines = 0;
        counting = ram;
    } else if (counting == ram) {
        counting = NULL;
    }
    ram->words_read = words_read;
    return XROM_OK;
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
    uintptr_t base, offset, lead;

    if (!ram || !ram->words_read || size == 0) {
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
    /* Words are counted from the line that the device begins in: the two words of a line differ in the lowest bit. */
    lead = base % 8;
    for (uintptr_t word = (lead + offset) / 4; word <= (lead + offset + size - 1) / 4; word++) {
        count_word(ram, word);
    }
}

#else

int xrom_ram_count(struct xrom_ram *ram, uint8_t *words_read)
{
    (void)ram;
    (void)words_read;
    return XROM_ERR_ARGUMENT;
}

#endif
