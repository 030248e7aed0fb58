/* SPDX-License-Identifier: MIT */
#include "image/search.h"

#include <stdlib.h>
#include <string.h>

#include <xrom/slots.h>

#include "host/memory.h"
#include "image/about.h"
#include "image/checksum.h"
#include "image/input_align.h"

/* Where the start of an image is expected: at a sector, in bytes. Slots may have smaller ones. */
enum { SECTOR = 4096, SLOT_STEP = 256 };

/* For each byte of a dump so many bytes of broken images, and of those of slots, are looked at, and some more. */
enum { WORK = 64, WORK_MORE = 1024 * 1024 };

/* The bytes that are searched without a hole between them. */
struct region {
    uint32_t family;
    uint64_t address;
    const uint8_t *bytes;
    size_t size;
};

int finding_open(const struct finding *finding, struct xrom_image *image, uint8_t **copy)
{
    return input_align_open(image, finding->bytes, finding->left, copy);
}

/* True where an image has neither files nor directories. */
static bool is_empty(const struct xrom_image *image)
{
    const struct xrom_node root = xrom_root(image);
    struct xrom_iter iter;
    struct xrom_node node;

    return xrom_iterate(&root, &iter) == XROM_OK && xrom_next(image, &iter, &node) == XROM_ERR_END;
}

/* Holds an image that opened against the format and its checksum. */
static int check(const struct xrom_image *image)
{
    struct xrom_fault fault;
    int error = image_check(image, &fault);

    if (!error) {
        error = checksum_verify(image);
    }
    return error == XROM_ERR_NOT_FOUND ? XROM_OK : error;
}

static void add(struct search *search, const struct finding *finding)
{
    search->findings = memory_reserve(search->findings, &search->capacity, search->count + 1, sizeof *search->findings);
    search->findings[search->count++] = *finding;
}

bool search_afford(struct search *search, uint32_t size)
{
    uint64_t work = size + (uint64_t)WORK;

    if (work > search->budget) {
        search->is_exhausted = true;
        return false;
    }
    search->budget -= work;
    return true;
}

/* Looks at what begins with the magic. Returns how many bytes of it need not be looked at again. */
static size_t look(struct search *search, struct finding *finding)
{
    uint64_t align = about_align(finding->bytes, finding->left);
    bool is_expected = finding->address % SECTOR == 0;
    struct xrom_image image;
    uint8_t *copy;

    finding->error = finding_open(finding, &image, &copy);
    finding->size = finding->error ? 0 : image.size;
    if (!finding->error) {
        finding->error = check(&image);
    }
    if (!finding->error && (is_expected || !is_empty(&image))) {
        free(copy);
        finding->error = finding->address % align != 0 ? XROM_ERR_UNALIGNED : XROM_OK;
        add(search, finding);
        return finding->size;
    }
    free(copy);
    if (finding->error && (is_expected || align > 1)) {
        add(search, finding);
    }
    search_afford(search, finding->size);
    return 1;
}

/* Finds the images in a region. */
static void search_images(struct search *search, const struct region *region)
{
    static const uint8_t magic[] = {0xd2, 0xcd, 0x31};
    size_t at = 0;

    while (at < region->size && !search->is_exhausted) {
        const uint8_t *first = memchr(region->bytes + at, magic[0], region->size - at);
        struct finding finding = {.family = region->family, .bytes = first};
        if (!first) {
            break;
        }
        at = (size_t)(first - region->bytes);
        finding.address = region->address + at;
        finding.left = region->size - at;
        if (finding.left > sizeof magic && memcmp(first, magic, sizeof magic) == 0) {
            at += look(search, &finding);
        } else {
            at++;
        }
    }
}

/* Finds the records of slots in a region. */
static void search_slots(struct search *search, const struct region *region)
{
    struct xrom_slot slot;

    for (size_t at = (size_t)(0 - region->address) % SLOT_STEP; at < region->size; at += SLOT_STEP) {
        struct slot_finding finding = {region->family, region->address + at, at, region->bytes + at, region->size - at};
        int error = xrom_slot_inspect(finding.bytes, finding.left, &slot);
        if (error != XROM_ERR_NOT_FOUND) {
            search->slots =
                memory_reserve(search->slots, &search->slot_capacity, search->slot_count + 1, sizeof *search->slots);
            search->slots[search->slot_count++] = finding;
        }
    }
}

static void search_region(struct search *search, const struct region *region)
{
    search->budget += (uint64_t)region->size * WORK;
    search_images(search, region);
    search_slots(search, region);
}

static void begin(struct search *search)
{
    memset(search, 0, sizeof *search);
    search->budget = WORK_MORE;
}

void search_bytes(struct search *search, const uint8_t *bytes, size_t size)
{
    const struct region region = {XROM_FAMILY_NONE, 0, bytes, size};

    begin(search);
    search_region(search, &region);
}

void search_flash(struct search *search, const struct xrom_flash *flash)
{
    uint32_t family;

    begin(search);
    for (size_t part = 0; xrom_flash_family(flash, part, &family); part++) {
        struct xrom_run run;
        for (size_t i = 0; xrom_flash_run(flash, family, i, &run); i++) {
            const struct region region = {family, run.address, run.bytes, run.size};
            search_region(search, &region);
        }
    }
}

void search_clear(struct search *search)
{
    free(search->findings);
    free(search->slots);
}
