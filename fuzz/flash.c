/* SPDX-License-Identifier: MIT */
#include "flash.h"

#include <xrom/verify.h>

void flash_make(struct flash *flash, const uint8_t *bytes, size_t size)
{
    static const struct xrom_geometry geometry = {FLASH_SIZE, FLASH_SECTOR, 16};

    if (size > FLASH_SIZE) {
        size = FLASH_SIZE;
    }
    flash->bytes = fuzz_allocate(FLASH_SIZE);
    memset(flash->bytes, 0xff, FLASH_SIZE);
    if (size > 0) {
        memcpy(flash->bytes, bytes, size);
    }
    PROPERTY(0, xrom_ram_open(&flash->ram, flash->bytes, &geometry) == XROM_OK, "a device opens");
}

void flash_free(struct flash *flash)
{
    free(flash->bytes);
}

int flash_open(struct flash *flash)
{
    const struct xrom_place place = {&flash->ram.backend, 0, FLASH_SIZE, flash->page, FLASH_PAGE, NULL, NULL, NULL};

    return xrom_slots_open(&flash->slots, &place);
}

/* Lays an image out. */
static uint32_t lay_out(uint8_t bytes[FLASH_ROOM], uint32_t number)
{
    static const uint32_t data_sizes[FLASH_IMAGES] = {20, 100, 250, 420};
    uint32_t data_size = data_sizes[number];
    uint32_t file_size = 2 + 3 + data_size; /* name, then the data's record */
    uint32_t tail = 5 + 2 + 3 + file_size;
    uint32_t size = tail + 6;
    uint8_t head[] = {0xd2, 0xcd, 0x31, 0, 0, 0x40, 0, 5, 0, 0, 1, 'f', 2, 0, 0};
    uint32_t crc;

    head[3] = (uint8_t)(0x80 | (size - 5) >> 7);
    head[4] = (uint8_t)((size - 5) & 0x7f);
    head[8] = (uint8_t)(0x80 | file_size >> 7);
    head[9] = (uint8_t)(file_size & 0x7f);
    head[13] = (uint8_t)(0x80 | data_size >> 7);
    head[14] = (uint8_t)(data_size & 0x7f);
    memcpy(bytes, head, sizeof head);
    for (uint32_t i = 0; i < data_size; i++) {
        bytes[sizeof head + i] = (uint8_t)(number * 89 + i * 31);
    }
    bytes[tail] = 0x7f;
    bytes[tail + 1] = 4;
    crc = xrom_crc32(NULL, 0, bytes, tail + 2);
    for (uint32_t i = 0; i < 4; i++) {
        bytes[tail + 2 + i] = (uint8_t)(~crc >> 8 * i);
    }
    return size;
}

/* The images, which are laid out once. */
static const uint8_t *image_bytes(uint32_t number, uint32_t *size)
{
    static uint8_t bytes[FLASH_IMAGES][FLASH_ROOM];
    static uint32_t sizes[FLASH_IMAGES];

    if (sizes[number] == 0) {
        sizes[number] = lay_out(bytes[number], number);
    }
    *size = sizes[number];
    return bytes[number];
}

uint32_t flash_image(uint8_t bytes[FLASH_ROOM], uint32_t number)
{
    uint32_t size;

    memcpy(bytes, image_bytes(number, &size), FLASH_ROOM);
    return size;
}

uint32_t flash_which(const struct xrom_image *image)
{
    uint32_t number = 0;
    uint32_t size;

    while (number < FLASH_IMAGES &&
           (memcmp(image_bytes(number, &size), image->base, image->size < FLASH_ROOM ? image->size : FLASH_ROOM) != 0 ||
            size != image->size)) {
        number++;
    }
    return number;
}
