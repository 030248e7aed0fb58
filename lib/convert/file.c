/* SPDX-License-Identifier: MIT */
/* Which format a file has, and who reads and writes it. */
#include <string.h>

#include "digits.h"
#include "flash.h"
#include "uf2.h"

/* True where hexadecimal digits stand at `text`, `count` of them. */
static bool are_digits(const uint8_t *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (xrom_digit(text[i]) < 0) {
            return false;
        }
    }
    return true;
}

enum xrom_flash_format xrom_flash_format(const void *bytes, size_t size)
{
    const uint8_t *text = bytes;

    if (size >= sizeof xrom_uf2_magic && memcmp(bytes, xrom_uf2_magic, sizeof xrom_uf2_magic) == 0) {
        return XROM_FLASH_UF2;
    }
    /* The shortest records: ":00000001FF" and "S9030000FC". */
    if (size >= 11 && text[0] == ':' && are_digits(text + 1, 10)) {
        return XROM_FLASH_HEX;
    }
    if (size >= 10 && text[0] == 'S' && text[1] >= '0' && text[1] <= '9' && are_digits(text + 2, 8)) {
        return XROM_FLASH_S19;
    }
    return XROM_FLASH_BINARY;
}

int xrom_flash_read(struct xrom_flash *flash, const void *bytes, size_t size)
{
    int error = XROM_OK;

    switch (xrom_flash_format(bytes, size)) {
    case XROM_FLASH_UF2: error = xrom_uf2_read(flash, bytes, size); break;
    case XROM_FLASH_HEX: error = xrom_hex_read(flash, bytes, size); break;
    case XROM_FLASH_S19: error = xrom_s19_read(flash, bytes, size); break;
    default: return xrom_flash_fail(flash, XROM_ERR_FILE, "is no UF2, Intel HEX or S-record file");
    }
    for (size_t i = 0; i < flash->part_count && !error; i++) {
        error = xrom_part_settle(flash, &flash->parts[i]);
    }
    xrom_flash_drop_empty(flash);
    return error;
}

int xrom_flash_write(struct xrom_flash *flash, enum xrom_flash_format format, const struct xrom_flash_options *options,
                     const struct xrom_sink *sink)
{
    size_t index = xrom_flash_find(flash, options->family);
    const struct xrom_part *part = &flash->parts[index];
    uint32_t sector_size = options->sector_size ? options->sector_size : 4096;
    int error;

    if (sector_size < XROM_UF2_PAYLOAD || (sector_size & (sector_size - 1)) != 0) {
        return xrom_flash_fail(flash, XROM_ERR_ARGUMENT, "a sector has a power of two of bytes, 256 or more");
    }
    if (format == XROM_FLASH_UF2 ? flash->part_count == 0 : index == flash->part_count) {
        return xrom_flash_fail(flash, XROM_ERR_NOT_FOUND, "there is nothing to write");
    }
    if (format == XROM_FLASH_UF2) {
        error = xrom_uf2_write(flash, sector_size, sink);
    } else if (format == XROM_FLASH_HEX) {
        error = xrom_hex_write(part, sink);
    } else if (format == XROM_FLASH_S19) {
        error = xrom_s19_write(part, sink);
    } else {
        error = xrom_binary_write(part, sink);
    }
    if (error == XROM_ERR_RANGE) {
        return xrom_flash_fail(flash, error, "its bytes lie too far apart for raw binary; write UF2, HEX or S-records");
    }
    return error ? xrom_flash_fail(flash, XROM_ERR_SINK, "the file could not be written") : XROM_OK;
}
