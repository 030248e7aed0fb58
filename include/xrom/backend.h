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
 * XROM_ERR_RANGE: not inside the region. XROM_ERR_IO: the device does not answer.
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

#ifdef __cplusplus
}
#endif

#endif
