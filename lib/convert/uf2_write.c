/* SPDX-License-Identifier: MIT */
/* Writes UF2: whole sectors, in blocks that each fill a page. */
#include <string.h>

#include "../build/varuint.h"
#include "uf2.h"

/* A walk over the sectors in which there is anything, and what stands in them. */
struct sectors {
    const struct xrom_part *part;
    uint32_t size;
    size_t segment; /* the one that reaches into the next sector */
    uint64_t next;  /* no sector before this address is left */
};

/* Finds the next sector. False: there is none. */
static bool next_sector(struct sectors *sectors, uint32_t *address)
{
    const struct xrom_part *part = sectors->part;

    while (sectors->segment < part->segment_count) {
        const struct xrom_segment *segment = &part->segments[sectors->segment];
        uint64_t from = segment->address > sectors->next ? segment->address : sectors->next;
        if (from < (uint64_t)segment->address + segment->size) {
            *address = (uint32_t)from & ~(sectors->size - 1);
            sectors->next = (uint64_t)*address + sectors->size;
            return true;
        }
        sectors->segment++;
    }
    return false;
}

/* Copies what stands in a page; the rest becomes ff. `first` is the first segment that may reach into it. */
static void get_page(const struct xrom_part *part, size_t first, uint64_t page, uint8_t bytes[XROM_UF2_PAYLOAD])
{
    memset(bytes, 0xff, XROM_UF2_PAYLOAD);
    for (size_t i = first; i < part->segment_count && part->segments[i].address < page + XROM_UF2_PAYLOAD; i++) {
        const struct xrom_segment *segment = &part->segments[i];
        uint64_t end = (uint64_t)segment->address + segment->size;
        uint64_t from = segment->address > page ? segment->address : page;
        uint64_t to = end < page + XROM_UF2_PAYLOAD ? end : page + XROM_UF2_PAYLOAD;
        if (from < to) {
            memcpy(bytes + (from - page), part->bytes + segment->offset + (size_t)(from - segment->address),
                   (size_t)(to - from));
        }
    }
}

/* Fills in a block, but for its data. */
static void put_header(uint8_t block[XROM_UF2_BLOCK], uint32_t family, uint32_t address, uint32_t number,
                       uint32_t count)
{
    memset(block, 0xff, XROM_UF2_BLOCK);
    memcpy(block, xrom_uf2_magic, sizeof xrom_uf2_magic);
    xrom_u32_write(block + 8, family == XROM_FAMILY_NONE ? 0 : UF2_HAS_FAMILY);
    xrom_u32_write(block + 12, address);
    xrom_u32_write(block + 16, XROM_UF2_PAYLOAD);
    xrom_u32_write(block + 20, number);
    xrom_u32_write(block + 24, count);
    xrom_u32_write(block + 28, family);
    memcpy(block + UF2_END, xrom_uf2_end, sizeof xrom_uf2_end);
}

/* Writes the blocks of a sector. */
static int write_sector(const struct sectors *sectors, uint32_t sector, uint32_t number, uint32_t count,
                        const struct xrom_sink *sink)
{
    const struct xrom_part *part = sectors->part;
    size_t first = sectors->segment;
    uint8_t blocks[16 * XROM_UF2_BLOCK];
    size_t used = 0;
    int error = XROM_OK;

    for (uint32_t done = 0; done < sectors->size && !error; done += XROM_UF2_PAYLOAD) {
        uint64_t page = (uint64_t)sector + done;
        while (first < part->segment_count &&
               (uint64_t)part->segments[first].address + part->segments[first].size <= page) {
            first++;
        }
        put_header(blocks + used, part->family, (uint32_t)page, number++, count);
        get_page(part, first, page, blocks + used + UF2_DATA);
        used += XROM_UF2_BLOCK;
        if (used == sizeof blocks || done + XROM_UF2_PAYLOAD == sectors->size) {
            error = sink->write(sink->context, blocks, used);
            used = 0;
        }
    }
    return error;
}

static int write_part(const struct xrom_part *part, uint32_t sector_size, const struct xrom_sink *sink)
{
    struct sectors sectors = {part, sector_size, 0, 0};
    uint32_t blocks = sector_size / XROM_UF2_PAYLOAD;
    uint32_t sector, count = 0, number = 0;
    int error = XROM_OK;

    while (next_sector(&sectors, &sector)) {
        count += blocks;
    }
    sectors = (struct sectors){part, sector_size, 0, 0};
    while (!error && next_sector(&sectors, &sector)) {
        error = write_sector(&sectors, sector, number, count, sink);
        number += blocks;
    }
    return error;
}

int xrom_uf2_write(const struct xrom_flash *flash, uint32_t sector_size, const struct xrom_sink *sink)
{
    int error = flash->has_absolute ? sink->write(sink->context, flash->absolute, XROM_UF2_BLOCK) : XROM_OK;

    for (size_t i = 0; i < flash->part_count && !error; i++) {
        error = write_part(&flash->parts[i], sector_size, sink);
    }
    return error;
}
