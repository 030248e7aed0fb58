/* SPDX-License-Identifier: MIT */
/* A small simulated flash for targets, and images for its slots. */
#ifndef FUZZ_FLASH_H
#define FUZZ_FLASH_H

#include <xrom/ram.h>
#include <xrom/slots.h>

#include "property.h"

enum {
    FLASH_SIZE = 1280,
    FLASH_SECTOR = 128,
    FLASH_PAGE = 64,
    FLASH_SLOT = FLASH_SIZE / 2,
    FLASH_ROOM = FLASH_SLOT - FLASH_SECTOR,
    FLASH_IMAGES = 4 /* that there are to choose from, of different sizes and contents */
};

struct flash {
    uint8_t *bytes; /* in memory of exactly their size, at a multiple of 16 */
    struct xrom_ram ram;
    uint8_t page[FLASH_PAGE];
    struct xrom_slots slots;
};

/* Makes a flash with these bytes, and ff behind them. */
void flash_make(struct flash *flash, const uint8_t *bytes, size_t size);
void flash_free(struct flash *flash);

/* Opens the slots of it. */
int flash_open(struct flash *flash);

/* Writes one of the images, with its alignment and a right checksum, and gives its size. */
uint32_t flash_image(uint8_t bytes[FLASH_ROOM], uint32_t number);

/* Which of the images it is; FLASH_IMAGES: none. */
uint32_t flash_which(const struct xrom_image *image);

#endif
