/* SPDX-License-Identifier: MIT */
/* A backend of one's own, for any flash that a chip maps into its addresses. */
#ifndef MEMORY_MAPPED_H
#define MEMORY_MAPPED_H

#include <xrom/backend.h>

struct memory_mapped {
    struct xrom_backend backend; /* comes first */
    uintptr_t base;              /* address of offset 0 */
};

/*
 * A read-only region of `size` bytes at the address `base`, for instance:
 *
 *     STM32 with QUADSPI or OCTOSPI     0x90000000, in memory-mapped mode
 *     nRF52840, nRF5340 with QSPI       0x12000000, 0x10000000
 *     i.MX RT10xx with FlexSPI          0x60000000
 *     most chips, internal flash        0x08000000, 0x00000000...
 *
 * The firmware must have set up the flash controller before the first byte is read.
 *
 * XROM_ERR_RANGE: the region runs past the last address.
 */
int memory_mapped_open(struct memory_mapped *flash, uintptr_t base, uint32_t size);

#endif
