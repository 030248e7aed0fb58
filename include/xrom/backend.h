/* SPDX-License-Identifier: MIT */
/*
 * Backends: where an image lives. A backend gives access to one region of memory-mapped flash, or of something that
 * behaves like it, in offsets that begin with 0.
 *
 * The four functions below hold every request against the geometry before they hand it on, so a backend deals with good
 * requests alone, and all backends answer bad ones alike. To add one, write a file with a table of operations and a
 * function that fills struct xrom_backend: examples/backend/ does so for any memory-mapped flash.
 *
 * Errors are those of xrom/error.h. Sharing: map may be called at any time from anywhere; erase, program and sync need one
 * caller at a time, and no reader while they run unless the backend says otherwise.
 */
#ifndef XROM_BACKEND_H
#define XROM_BACKEND_H

#include <stddef.h>
#include <stdint.h>

#include <xrom/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct xrom_backend;

/* What a device is made of, in bytes. Units are powers of two; 0 means that the device cannot be written. */
struct xrom_geometry {
    uint32_t size;         /* of the region */
    uint32_t erase_unit;   /* erasing works in multiples of this, and sets all bytes to ff */
    uint32_t program_unit; /* programming works in multiples of this, and can only clear bits */
};

/*
 * What a backend implements. Ranges have been checked: they lie inside the region, and those to erase or program are not
 * empty and are multiples of the unit. `map` is needed, the others may be null: then the device is read-only, or sync has
 * nothing to do.
 */
struct xrom_backend_operations {
    int (*map)(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address);
    int (*erase)(struct xrom_backend *backend, uint32_t offset, uint32_t size);
    int (*program)(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size);
    int (*sync)(struct xrom_backend *backend);
};

/* The part that all backends have in common; a backend's own structure begins with it. */
struct xrom_backend {
    const struct xrom_backend_operations *operations;
    struct xrom_geometry geometry;
};

/*
 * Gives the address of `size` bytes at `offset`, to read in place. Valid as long as the backend is open; what an erase or
 * program of the range does to readers is the backend's to say. An empty range is allowed anywhere in the region.
 *
 * XROM_ERR_RANGE: not inside the region.
 */
int xrom_map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address);

/*
 * Sets `size` bytes at `offset` to ff. An empty range inside the region is nothing to do.
 *
 * XROM_ERR_READ_ONLY: the device cannot be written. XROM_ERR_RANGE: not inside the region, or not multiples of the erase
 * unit. XROM_ERR_IO: the device failed; the range then holds anything.
 */
int xrom_erase(struct xrom_backend *backend, uint32_t offset, uint32_t size);

/*
 * Programs `size` bytes at `offset`, which should be erased: bits can only be cleared, so what results is the old bytes AND
 * the new ones. `bytes` must not lie in the region. Errors as xrom_erase(), with the program unit.
 */
int xrom_program(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size);

/*
 * Returns when all that was erased and programmed is in the flash and visible through mapped addresses.
 *
 * XROM_ERR_IO: the device failed. XROM_OK on a read-only device.
 */
int xrom_sync(struct xrom_backend *backend);

/* ---- RP2040: flash in its execute-in-place window. Needs no SDK. ---- */

/* The four views of the same flash: through the cache or not, and whether a miss fills it. RP2040 datasheet, 2.6.3. */
enum xrom_rp2040_alias {
    XROM_RP2040_CACHED = 0x10000000,            /* the usual one */
    XROM_RP2040_NO_ALLOCATE = 0x11000000,       /* hits are served, misses leave the cache as it is */
    XROM_RP2040_UNCACHED_ALLOCATE = 0x12000000, /* always reads the flash, and fills the cache */
    XROM_RP2040_UNCACHED = 0x13000000           /* always reads the flash */
};

struct xrom_rp2040_xip {
    struct xrom_backend backend;
    uintptr_t base; /* address of offset 0 */
};

/*
 * A read-only region of `size` bytes that begins `offset` bytes into the flash, seen through `alias`. Touches no hardware.
 *
 * XROM_ERR_ARGUMENT: `alias` is none. XROM_ERR_RANGE: the region does not lie in the window of 16 MiB.
 */
int xrom_rp2040_xip_open(struct xrom_rp2040_xip *xip, enum xrom_rp2040_alias alias, uint32_t offset, uint32_t size);

/* ---- RAM: a simulated device for tests, which can be damaged and whose reads can be counted. ---- */

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

/* ---- mmap: an image file on the host. ---- */

struct xrom_mmap {
    struct xrom_backend backend;
    const uint8_t *bytes; /* of the region */
    void *mapping;        /* what the operating system gave, page-aligned */
    size_t mapping_size;
};

/*
 * Maps a region of a file for reading: `size` bytes from `offset` on, which need not be the start of a page. Size 0 is all
 * to the end of the file, or the first 4 GiB less one byte of that. An empty file, or an offset at its end, gives an empty
 * region. The file must not shrink while it is mapped: the operating system then ends readers with SIGBUS.
 *
 * XROM_ERR_IO: it cannot be opened or mapped, or is no regular file; errno says why (EISDIR: a directory, ENOTSUP: a pipe or
 * another device). XROM_ERR_RANGE: the region does not lie in the file, or is 4 GiB or larger.
 */
int xrom_mmap_open(struct xrom_mmap *map, const char *path, uint64_t offset, uint64_t size);

/* Ends the mapping, and with it all pointers into the region. Once for each xrom_mmap_open() that returned 0. */
void xrom_mmap_close(struct xrom_mmap *map);

#ifdef __cplusplus
}
#endif

#endif
