/* SPDX-License-Identifier: MIT */
/* Bytes at addresses: families, segments, runs. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../build/grow.h"
#include "flash.h"

struct xrom_flash *xrom_flash_new(void)
{
    return calloc(1, sizeof(struct xrom_flash));
}

void xrom_flash_free(struct xrom_flash *flash)
{
    for (size_t i = 0; flash && i < flash->part_count; i++) {
        free(flash->parts[i].bytes);
        free(flash->parts[i].segments);
    }
    free(flash);
}

const char *xrom_flash_message(const struct xrom_flash *flash)
{
    return flash ? flash->message : "out of memory; end other programs, or use a machine with more";
}

int xrom_flash_fail(struct xrom_flash *flash, int error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(flash->message, sizeof flash->message, format, arguments);
    va_end(arguments);
    return error;
}

int xrom_flash_fail_memory(struct xrom_flash *flash)
{
    return xrom_flash_fail(flash, XROM_ERR_MEMORY, "%s", xrom_flash_message(NULL));
}

size_t xrom_flash_find(const struct xrom_flash *flash, uint32_t family)
{
    size_t index = 0;

    while (index < flash->part_count && flash->parts[index].family != family) {
        index++;
    }
    return index;
}

struct xrom_part *xrom_flash_need_part(struct xrom_flash *flash, uint32_t family)
{
    size_t index = xrom_flash_find(flash, family);

    if (index == XROM_PARTS_MAX) {
        xrom_flash_fail(flash, XROM_ERR_FILE, "it is for more than %d families of chips; split it", XROM_PARTS_MAX);
        return NULL;
    }
    if (index == flash->part_count) {
        flash->parts[flash->part_count++].family = family;
    }
    return &flash->parts[index];
}

static void drop_part(struct xrom_flash *flash, struct xrom_part *part)
{
    struct xrom_part *last = &flash->parts[--flash->part_count];

    free(part->bytes);
    free(part->segments);
    memmove(part, part + 1, (size_t)(last - part) * sizeof *part);
    memset(last, 0, sizeof *last);
}

void xrom_flash_drop_empty(struct xrom_flash *flash)
{
    for (size_t i = flash->part_count; i > 0; i--) {
        if (flash->parts[i - 1].segment_count == 0) {
            drop_part(flash, &flash->parts[i - 1]);
        }
    }
}

int xrom_part_append(struct xrom_flash *flash, struct xrom_part *part, uint32_t address, const void *bytes, size_t size)
{
    struct xrom_segment *last = part->segment_count > 0 ? &part->segments[part->segment_count - 1] : NULL;
    void *grown;

    if (size == 0) {
        return XROM_OK;
    }
    grown = size <= SIZE_MAX - part->size ? xrom_grow(part->bytes, &part->capacity, part->size + size, 1) : NULL;
    if (!grown) {
        return xrom_flash_fail_memory(flash);
    }
    part->bytes = grown;
    memcpy(part->bytes + part->size, bytes, size);
    if (last && address == (uint64_t)last->address + last->size) {
        last->size += size;
    } else {
        grown = xrom_grow(part->segments, &part->segment_capacity, part->segment_count + 1, sizeof *part->segments);
        if (!grown) {
            return xrom_flash_fail_memory(flash);
        }
        part->segments = grown;
        part->segments[part->segment_count++] = (struct xrom_segment){address, part->size, size};
    }
    part->size += size;
    return XROM_OK;
}

static bool is_settled(const struct xrom_part *part)
{
    for (size_t i = 1; i < part->segment_count; i++) {
        const struct xrom_segment *before = &part->segments[i - 1];
        if (part->segments[i].address <= (uint64_t)before->address + before->size) {
            return false;
        }
    }
    return true;
}

static int compare(const void *one, const void *other)
{
    const struct xrom_segment *a = one, *b = other;

    if (a->address != b->address) {
        return a->address < b->address ? -1 : 1;
    }
    return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/*
 * Copies the segments, which are sorted, to `bytes` and joins those that touch each other. `end` is where the address of the
 * next one must at least be for there to be a hole.
 */
static int lay_out(struct xrom_flash *flash, struct xrom_part *part, uint8_t *bytes)
{
    struct xrom_segment *run = NULL;
    size_t count = 0, size = 0;

    for (size_t i = 0; i < part->segment_count; i++) {
        struct xrom_segment segment = part->segments[i];
        uint64_t end = run ? (uint64_t)run->address + run->size : 0;
        size_t shared = 0;

        if (!run || segment.address > end) {
            run = &part->segments[count++];
            *run = (struct xrom_segment){segment.address, size, 0};
        } else {
            shared = end - segment.address < segment.size ? (size_t)(end - segment.address) : segment.size;
        }
        if (shared > 0 &&
            memcmp(bytes + run->offset + (segment.address - run->address), part->bytes + segment.offset, shared) != 0) {
            return xrom_flash_fail(flash, XROM_ERR_FILE,
                                   "the bytes at 0x%08x are given twice, and differ; make the file anew",
                                   (unsigned)segment.address);
        }
        memcpy(bytes + size, part->bytes + segment.offset + shared, segment.size - shared);
        run->size += segment.size - shared;
        size += segment.size - shared;
    }
    part->segment_count = count;
    part->size = size;
    return XROM_OK;
}

int xrom_part_settle(struct xrom_flash *flash, struct xrom_part *part)
{
    uint8_t *bytes;
    int error;

    if (is_settled(part)) {
        return XROM_OK;
    }
    qsort(part->segments, part->segment_count, sizeof *part->segments, compare);
    bytes = malloc(part->size);
    if (!bytes) {
        return xrom_flash_fail_memory(flash);
    }
    part->capacity = part->size;
    error = lay_out(flash, part, bytes);
    free(part->bytes);
    part->bytes = bytes;
    return error;
}

int xrom_flash_add(struct xrom_flash *flash, uint32_t family, uint32_t address, const void *bytes, size_t size)
{
    struct xrom_part *part;
    int error;

    if (size > UINT64_C(0x100000000) - address) {
        return xrom_flash_fail(flash, XROM_ERR_RANGE, "%zu bytes at 0x%08x reach past the last address", size,
                               (unsigned)address);
    }
    if (size == 0) {
        return XROM_OK;
    }
    part = xrom_flash_need_part(flash, family);
    error = part ? xrom_part_append(flash, part, address, bytes, size) : XROM_ERR_FILE;
    return error ? error : xrom_part_settle(flash, part);
}

int xrom_flash_set_family(struct xrom_flash *flash, uint32_t family)
{
    size_t nameless = xrom_flash_find(flash, XROM_FAMILY_NONE);
    size_t index = xrom_flash_find(flash, family);
    struct xrom_part *from = &flash->parts[nameless];
    int error = XROM_OK;

    if (nameless == flash->part_count || nameless == index) {
        return XROM_OK;
    }
    if (index == flash->part_count) {
        from->family = family;
        return XROM_OK;
    }
    for (size_t i = 0; i < from->segment_count && !error; i++) {
        const struct xrom_segment *segment = &from->segments[i];
        error = xrom_part_append(flash, &flash->parts[index], segment->address, from->bytes + segment->offset,
                                 segment->size);
    }
    drop_part(flash, from);
    return error ? error : xrom_part_settle(flash, &flash->parts[xrom_flash_find(flash, family)]);
}

bool xrom_flash_family(const struct xrom_flash *flash, size_t index, uint32_t *family)
{
    if (index >= flash->part_count) {
        return false;
    }
    *family = flash->parts[index].family;
    return true;
}

bool xrom_flash_run(const struct xrom_flash *flash, uint32_t family, size_t index, struct xrom_run *run)
{
    size_t found = xrom_flash_find(flash, family);
    const struct xrom_part *part = &flash->parts[found];

    if (found == flash->part_count || index >= part->segment_count) {
        return false;
    }
    run->address = part->segments[index].address;
    run->bytes = part->bytes + part->segments[index].offset;
    run->size = part->segments[index].size;
    return true;
}

size_t xrom_flash_skipped(const struct xrom_flash *flash)
{
    return flash->skipped;
}
