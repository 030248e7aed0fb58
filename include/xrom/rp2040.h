/* SPDX-License-Identifier: MIT */
/* The backend of the RP2040: flash in its execute-in-place window. Needs no SDK. */
#ifndef XROM_RP2040_H
#define XROM_RP2040_H

#include <xrom/backend.h>

#ifdef __cplusplus
extern "C" {
#endif

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

#ifdef __cplusplus
}
#endif

#endif
