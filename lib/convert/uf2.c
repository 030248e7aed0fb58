/* SPDX-License-Identifier: MIT */
/* Reads UF2. */
#include "uf2.h"

#include <stdlib.h>
#include <string.h>

#include "../cursor.h"

/* The blocks of a family that were met. */
struct group {
    uint32_t count;  /* how many there are to be */
    uint32_t seen;   /* different ones so far */
    uint32_t *index; /* by number: which block of the file it is, from 1; 0: not met */
};

struct uf2_reader {
    struct xrom_flash *flash;
    const uint8_t *bytes;
    uint32_t block_count; /* of the file */
    struct group groups[XROM_PARTS_MAX];
};

static int fail(const struct uf2_reader *reader, uint32_t index, const char *what)
{
    return xrom_flash_fail(reader->flash, XROM_ERR_FILE, "block %u, at offset %llu: %s; make the file anew",
                           (unsigned)index, (unsigned long long)index * XROM_UF2_BLOCK, what);
}

/*
 * True for the block that tools put first for the RP2350, whose boot ROM otherwise may take an address for one in a
 * partition (RP2350-E10): the first of two blocks for any address, of which there is no second. Its data means nothing.
 */
static bool is_absolute(const uint8_t *block)
{
    uint32_t flags = xrom_join(block + 8);
    const uint8_t *data = block + UF2_DATA;

    return (flags & ~(uint32_t)UF2_HAS_TAGS) == UF2_HAS_FAMILY && xrom_join(block + 16) == XROM_UF2_PAYLOAD &&
           xrom_join(block + 20) == 0 && xrom_join(block + 24) == 2 &&
           xrom_join(block + 28) == XROM_FAMILY_RP2350_ABSOLUTE && data[0] == 0xef &&
           memcmp(data, data + 1, XROM_UF2_PAYLOAD - 1) == 0;
}

/* Notes that a block of a group was met. `is_new` is false where the same one was met before. */
static int enter(struct uf2_reader *reader, struct group *group, uint32_t index, bool *is_new)
{
    const uint8_t *block = reader->bytes + (size_t)index * XROM_UF2_BLOCK;
    uint32_t number = xrom_join(block + 20), count = xrom_join(block + 24);

    if (!group->index) {
        if (count > reader->block_count) {
            return xrom_flash_fail(reader->flash, XROM_ERR_FILE,
                                   "it is cut off: there should be %u blocks, %u are there; copy it again",
                                   (unsigned)count, (unsigned)reader->block_count);
        }
        group->count = count;
        group->index = calloc((size_t)count + 1, sizeof *group->index);
        if (!group->index) {
            return xrom_flash_fail_memory(reader->flash);
        }
    }
    if (count != group->count) {
        return fail(reader, index, "it says that there is another number of blocks than those before it");
    }
    if (number >= count) {
        return fail(reader, index, "its number is not less than the number of blocks");
    }
    *is_new = group->index[number] == 0;
    if (!*is_new &&
        memcmp(block, reader->bytes + (size_t)(group->index[number] - 1) * XROM_UF2_BLOCK, XROM_UF2_BLOCK) != 0) {
        return fail(reader, index, "another block has the same number");
    }
    group->index[number] = index + 1;
    group->seen += *is_new;
    return XROM_OK;
}

/* Checks what a block says about itself. */
static int check_block(const struct uf2_reader *reader, uint32_t index)
{
    const uint8_t *block = reader->bytes + (size_t)index * XROM_UF2_BLOCK;
    uint32_t flags = xrom_join(block + 8), address = xrom_join(block + 12), size = xrom_join(block + 16);

    if (memcmp(block, xrom_uf2_magic, sizeof xrom_uf2_magic) != 0 ||
        memcmp(block + UF2_END, xrom_uf2_end, sizeof xrom_uf2_end) != 0) {
        return fail(reader, index, "not a block of UF2");
    }
    if (flags & UF2_FILE_CONTAINER) {
        return fail(reader, index, "it is part of a file, not of the flash");
    }
    if (size > (uint32_t)(flags & UF2_HAS_MD5 ? UF2_DATA_MAX - UF2_MD5 : UF2_DATA_MAX)) {
        return fail(reader, index, "it says that it has more data than it has room for");
    }
    if (!(flags & UF2_NOT_MAIN_FLASH) && size > UINT64_C(0x100000000) - address) {
        return fail(reader, index, "its data runs past the last address");
    }
    return XROM_OK;
}

static int read_block(struct uf2_reader *reader, uint32_t index)
{
    const uint8_t *block = reader->bytes + (size_t)index * XROM_UF2_BLOCK;
    uint32_t flags = xrom_join(block + 8);
    int error = check_block(reader, index);
    struct xrom_part *part;
    bool is_new = false;

    if (error) {
        return error;
    }
    if (is_absolute(block)) {
        reader->flash->has_absolute = true;
        memcpy(reader->flash->absolute, block, XROM_UF2_BLOCK);
        return XROM_OK;
    }
    part = xrom_flash_need_part(reader->flash, flags & UF2_HAS_FAMILY ? xrom_join(block + 28) : XROM_FAMILY_NONE);
    if (!part) {
        return XROM_ERR_FILE;
    }
    error = enter(reader, &reader->groups[part - reader->flash->parts], index, &is_new);
    if (error || !is_new) {
        return error;
    }
    if (flags & UF2_NOT_MAIN_FLASH) {
        reader->flash->skipped++;
        return XROM_OK;
    }
    return xrom_part_append(reader->flash, part, xrom_join(block + 12), block + UF2_DATA, xrom_join(block + 16));
}

/* How many families have a block of this number. */
static uint32_t count_holders(const struct uf2_reader *reader, uint32_t count, uint32_t number)
{
    uint32_t holders = 0;

    for (size_t i = 0; i < XROM_PARTS_MAX; i++) {
        const struct group *group = &reader->groups[i];
        holders += group->index && group->count == count && group->index[number] != 0;
    }
    return holders;
}

/* True where a family has all of its blocks. Some tools count those of all families as one. */
static bool is_whole(const struct uf2_reader *reader, const struct group *group)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < XROM_PARTS_MAX; i++) {
        seen += reader->groups[i].seen;
    }
    for (uint32_t number = 0; seen == group->count && number < group->count; number++) {
        if (count_holders(reader, group->count, number) != 1) {
            return false;
        }
    }
    return group->seen == group->count || seen == group->count;
}

/* Holds the number of blocks against what they say. */
static int check_groups(const struct uf2_reader *reader)
{
    for (size_t i = 0; i < XROM_PARTS_MAX; i++) {
        const struct group *group = &reader->groups[i];
        if (group->index && !is_whole(reader, group)) {
            return xrom_flash_fail(
                reader->flash, XROM_ERR_FILE,
                "blocks are missing: there should be %u for the family 0x%08x, %u are there; copy it again",
                (unsigned)group->count, (unsigned)reader->flash->parts[i].family, (unsigned)group->seen);
        }
    }
    return XROM_OK;
}

int xrom_uf2_read(struct xrom_flash *flash, const uint8_t *bytes, size_t size)
{
    struct uf2_reader reader = {.flash = flash, .bytes = bytes};
    int error = XROM_OK;

    if (size % XROM_UF2_BLOCK != 0 || size / XROM_UF2_BLOCK >= UINT32_MAX) {
        return xrom_flash_fail(flash, XROM_ERR_FILE,
                               "it is cut off: %zu bytes are no whole number of blocks of 512; copy it again", size);
    }
    reader.block_count = (uint32_t)(size / XROM_UF2_BLOCK);
    for (uint32_t i = 0; i < reader.block_count && !error; i++) {
        error = read_block(&reader, i);
    }
    if (!error) {
        error = check_groups(&reader);
    }
    for (size_t i = 0; i < XROM_PARTS_MAX; i++) {
        free(reader.groups[i].index);
    }
    return error;
}

bool xrom_flash_workaround(const struct xrom_flash *flash, uint32_t *address)
{
    if (flash->has_absolute) {
        *address = xrom_join(flash->absolute + 12);
    }
    return flash->has_absolute;
}
