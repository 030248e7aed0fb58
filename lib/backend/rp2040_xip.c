/* SPDX-License-Identifier: MIT */
/*
 * RP2040: the flash chip, read through the execute-in-place window. The boot ROM has set the window up before the first
 * instruction of a firmware runs, so there is nothing to do here but arithmetic. Read-only.
 */
#include <xrom/rp2040.h>

/* The window is as large as the chip's largest address, whatever the size of the flash that is fitted. */
#define WINDOW_SIZE UINT32_C(0x01000000)

static int map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    const struct xrom_rp2040_xip *xip = (const struct xrom_rp2040_xip *)backend;

    (void)size;
    *address = (const void *)(xip->base + offset);
    return XROM_OK;
}

static const struct xrom_backend_operations operations = {map, NULL, NULL, NULL};

int xrom_rp2040_xip_open(struct xrom_rp2040_xip *xip, enum xrom_rp2040_alias alias, uint32_t offset, uint32_t size)
{
    switch (alias) {
    case XROM_RP2040_CACHED:
    case XROM_RP2040_NO_ALLOCATE:
    case XROM_RP2040_UNCACHED_ALLOCATE:
    case XROM_RP2040_UNCACHED: break;
    default: return XROM_ERR_ARGUMENT;
    }
    if (offset > WINDOW_SIZE || size > WINDOW_SIZE - offset) {
        return XROM_ERR_RANGE;
    }
    xip->backend.operations = &operations;
    xip->backend.geometry.size = size;
    xip->backend.geometry.erase_unit = 0;
    xip->backend.geometry.program_unit = 0;
    xip->base = (uintptr_t)alias + offset;
    return XROM_OK;
}
