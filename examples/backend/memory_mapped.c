/* SPDX-License-Identifier: MIT */
/*
 * How to add a backend: a structure that begins with struct xrom_backend, a table of operations, and a function that fills
 * both. The library holds each request against the geometry before it calls an operation.
 *
 * To let it run through the contract that all backends are tested for, add it to tests/devices.c.
 */
#include "memory_mapped.h"

/* The range lies in the region, so this cannot fail. A device that needs to be woken up would do that here. */
static int map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    const struct memory_mapped *flash = (const struct memory_mapped *)backend;

    (void)size;
    *address = (const void *)(flash->base + offset);
    return XROM_OK;
}

/* A backend that can write has functions in place of the null pointers, and its units in the geometry. */
static const struct xrom_backend_operations operations = {
    .map = map,
    .erase = NULL,
    .program = NULL,
    .sync = NULL,
};

int memory_mapped_open(struct memory_mapped *flash, uintptr_t base, uint32_t size)
{
    if (size > UINTPTR_MAX - base) {
        return XROM_ERR_RANGE;
    }
    flash->backend.operations = &operations;
    flash->backend.geometry.size = size;
    flash->backend.geometry.erase_unit = 0;
    flash->backend.geometry.program_unit = 0;
    flash->base = base;
    return XROM_OK;
}
