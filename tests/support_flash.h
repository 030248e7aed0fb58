/* SPDX-License-Identifier: MIT */
/* What the tests of flash files share: flashes, files that are written, and blocks of UF2. */
#ifndef TESTS_SUPPORT_FLASH_H
#define TESTS_SUPPORT_FLASH_H

#include <xrom/convert.h>

#include "support_build.h"

struct xrom_flash *new_flash(void);

/* Adds bytes that must fit. */
void add_bytes(struct xrom_flash *flash, uint32_t family, uint32_t address, const void *bytes, size_t size);

/* A flash of a file that must be sound; the text or bytes are copied to memory of exactly their size first. */
struct xrom_flash *read_flash(const void *bytes, size_t size);
struct xrom_flash *read_text(const char *text);

/* Asserts that a file is refused with exactly this message. */
void assert_file_refused(const void *bytes, size_t size, const char *message);
void assert_text_refused(const char *text, const char *message);

/* Asserts that a run of a family is these bytes; has_runs() that there are so many. */
void assert_run(const struct xrom_flash *flash, uint32_t family, size_t index, uint32_t address, const void *bytes,
                size_t size);
void assert_run_count(const struct xrom_flash *flash, uint32_t family, size_t count);

/* Writes a flash, which must work. */
struct bytes write_flash(struct xrom_flash *flash, enum xrom_flash_format format, uint32_t family,
                         uint32_t sector_size);

/* Writes a flash, frees it, and asserts that this is the text. */
void assert_writes_text(struct xrom_flash *flash, enum xrom_flash_format format, const char *text);

/* Asserts that two flashes hold the same for a family. */
void assert_same_runs(const struct xrom_flash *one, const struct xrom_flash *other, uint32_t family);

/* A block of UF2; its data is `byte`, 256 times. */
struct uf2_block {
    uint8_t bytes[512];
};
struct uf2_block uf2_block(uint32_t family, uint32_t address, uint32_t number, uint32_t count, uint8_t byte);

/* Changes one of the numbers of a block, or reads it. */
enum uf2_field { FLAGS = 8, ADDRESS = 12, PAYLOAD = 16, NUMBER = 20, COUNT = 24, FAMILY = 28 };
void uf2_set(struct uf2_block *block, enum uf2_field field, uint32_t value);
uint32_t uf2_get(const uint8_t *block, enum uf2_field field);

#endif
