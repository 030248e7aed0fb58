/* SPDX-License-Identifier: MIT */
/* What the files of the simulated device share. */
#ifndef XROM_LIB_RAM_H
#define XROM_LIB_RAM_H

#include <xrom/ram.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* An erase unit is erased in as many steps. */
#define XROM_RAM_ERASE_STEPS 16

/* XROM_ERR_IO where the device has no power, or is busy; `operation` is no reading one. */
int xrom_ram_answer(struct xrom_ram *ram);

/*
 * Erase or program one unit of the device at `offset`, with the faults that were ordered. XROM_ERR_IO: one of them came.
 */
int xrom_ram_erase_unit(struct xrom_ram *ram, uint32_t offset);
int xrom_ram_program_unit(struct xrom_ram *ram, uint32_t offset, const uint8_t *bytes);

/* Reads the word of this number, from the first byte of the device, through the cache. */
void xrom_ram_cache_read(struct xrom_ram_cache *cache, uint32_t word);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
