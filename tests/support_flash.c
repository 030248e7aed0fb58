/* SPDX-License-Identifier: MIT */
#include "support_flash.h"

#include <stdlib.h>
#include <string.h>

struct xrom_flash *new_flash(void)
{
    struct xrom_flash *flash = xrom_flash_new();

    assert_non_null(flash);
    return flash;
}

void add_bytes(struct xrom_flash *flash, uint32_t family, uint32_t address, const void *bytes, size_t size)
{
    assert_int_equal(xrom_flash_add(flash, family, address, bytes, size), XROM_OK);
}

static int read_copy(struct xrom_flash *flash, const void *bytes, size_t size)
{
    void *copy = malloc(size);
    int error;

    assert_true(copy || size == 0);
    memcpy(copy, bytes, size);
    error = xrom_flash_read(flash, copy, size);
    free(copy);
    return error;
}

struct xrom_flash *read_flash(const void *bytes, size_t size)
{
    struct xrom_flash *flash = new_flash();
    int error = read_copy(flash, bytes, size);

    assert_string_equal(xrom_flash_message(flash), "");
    assert_int_equal(error, XROM_OK);
    return flash;
}

struct xrom_flash *read_text(const char *text)
{
    return read_flash(text, strlen(text));
}

void assert_file_refused(const void *bytes, size_t size, const char *message)
{
    struct xrom_flash *flash = new_flash();
    int error = read_copy(flash, bytes, size);

    assert_string_equal(xrom_flash_message(flash), message);
    assert_int_equal(error, XROM_ERR_FILE);
    xrom_flash_free(flash);
}

void assert_text_refused(const char *text, const char *message)
{
    assert_file_refused(text, strlen(text), message);
}

void assert_run(const struct xrom_flash *flash, uint32_t family, size_t index, uint32_t address, const void *bytes,
                size_t size)
{
    struct xrom_run run;

    assert_true(xrom_flash_run(flash, family, index, &run));
    assert_int_equal(run.address, address);
    assert_int_equal(run.size, size);
    assert_memory_equal(run.bytes, bytes, size);
}

void assert_run_count(const struct xrom_flash *flash, uint32_t family, size_t count)
{
    struct xrom_run run;

    for (size_t i = 0; i < count; i++) {
        assert_true(xrom_flash_run(flash, family, i, &run));
    }
    assert_false(xrom_flash_run(flash, family, count, &run));
}

struct bytes write_flash(struct xrom_flash *flash, enum xrom_flash_format format, uint32_t family, uint32_t sector_size)
{
    struct xrom_flash_options options = {family, sector_size};
    struct memory_sink memory;

    memory_sink_begin(&memory);
    assert_int_equal(xrom_flash_write(flash, format, &options, &memory.sink), XROM_OK);
    return memory.bytes;
}

void assert_writes_text(struct xrom_flash *flash, enum xrom_flash_format format, const char *text)
{
    struct bytes bytes = write_flash(flash, format, XROM_FAMILY_NONE, 0);

    assert_bytes_equal(bytes, text, strlen(text));
    free(bytes.data);
    xrom_flash_free(flash);
}

void assert_same_runs(const struct xrom_flash *one, const struct xrom_flash *other, uint32_t family)
{
    struct xrom_run run;
    size_t count = 0;

    while (xrom_flash_run(one, family, count, &run)) {
        assert_run(other, family, count, run.address, run.bytes, run.size);
        count++;
    }
    assert_run_count(other, family, count);
}

void uf2_set(struct uf2_block *block, enum uf2_field field, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        block->bytes[(int)field + i] = (uint8_t)(value >> 8 * i);
    }
}

uint32_t uf2_get(const uint8_t *block, enum uf2_field field)
{
    uint32_t value = 0;

    for (int i = 3; i >= 0; i--) {
        value = value << 8 | block[(int)field + i];
    }
    return value;
}

struct uf2_block uf2_block(uint32_t family, uint32_t address, uint32_t number, uint32_t count, uint8_t byte)
{
    struct uf2_block block;

    memset(&block, 0, sizeof block);
    memcpy(block.bytes, "UF2\n\x57\x51\x5d\x9e", 8);
    memcpy(block.bytes + 508, "\x30\x6f\xb1\x0a", 4);
    memset(block.bytes + 32, byte, 256);
    uf2_set(&block, FLAGS, family == XROM_FAMILY_NONE ? 0 : 0x2000);
    uf2_set(&block, ADDRESS, address);
    uf2_set(&block, PAYLOAD, 256);
    uf2_set(&block, NUMBER, number);
    uf2_set(&block, COUNT, count);
    uf2_set(&block, FAMILY, family);
    return block;
}
