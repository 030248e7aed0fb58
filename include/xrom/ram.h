/* SPDX-License-Identifier: MIT */
/* The backend in RAM: a simulated device for tests, which can be damaged and whose reads can be counted. */
#ifndef XROM_RAM_H
#define XROM_RAM_H

#include <xrom/backend.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What was read, each word and line once: what a cold cache would have fetched. */
struct xrom_ram_reads {
    uint32_t words; /* distinct aligned 32-bit words */
    uint32_t lines; /* distinct aligned 8-byte lines, the unit of the RP2040's cache */
};

struct xrom_ram {
    struct xrom_backend backend;
    uint8_t *bytes;
    uint8_t *words_read; /* a bit for each word, or null: reads are not counted */
    struct xrom_ram_reads reads;
};

/*
 * A device over `size` bytes of the caller's, which are its initial content and must live as long as it is used. Units of
 * 0 make it read-only.
 *
 * XROM_ERR_ARGUMENT: a unit is no power of two, or only one of them is 0.
 */
int xrom_ram_open(struct xrom_ram *ram, void *bytes, const struct xrom_geometry *geometry);

/* Cuts the device off after `size` bytes, as a file or a partition that is too short. XROM_ERR_RANGE: it is not that long. */
int xrom_ram_truncate(struct xrom_ram *ram, uint32_t size);

/* Flips the bits of the byte at `offset` that are set in `mask`. XROM_ERR_RANGE: there is no such byte. */
int xrom_ram_flip(struct xrom_ram *ram, uint32_t offset, uint8_t mask);

/* Bytes of the map that xrom_ram_count() needs for a device of `size` bytes, whatever the address of its first byte. */
#define XROM_RAM_MAP_SIZE(size) ((size_t)(size) / 32 + 2)

/*
 * Begins to count what the reader reads in the device, from 0. Words and lines are those of addresses, so give the device
 * bytes that are aligned as the flash is. Only one device counts at a time, in one thread, and only where the library is
 * compiled with XROM_TRACE: the reader then tells each of its reads.
 *
 * `words_read`: memory of XROM_RAM_MAP_SIZE(size) bytes, which must live until the counting ends. Null ends it; what was
 * counted stays in `reads`. A second device that begins to count ends the counting of the first.
 *
 * XROM_ERR_ARGUMENT: the library was compiled without XROM_TRACE.
 */
int xrom_ram_count(struct xrom_ram *ram, uint8_t *words_read);

#ifdef __cplusplus
}
#endif

#endif
