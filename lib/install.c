/* SPDX-License-Identifier: MIT */
/* Install: from bytes that come in pieces to an image in its place. */
#include <string.h>

#include "install.h"
#include "record.h"
#include "slots.h"

/* The first bytes of an image: its kind, as a varuint. They are the first of an old one to go and the last to come. */
static const uint8_t magic[XROM_MAGIC_SIZE] = {XROM_MAGIC_FIRST, XROM_MAGIC_SECOND, XROM_MAGIC_THIRD};

/* What xrom_crc32() gives for them. */
#define MAGIC_CRC UINT32_C(0x5ec69175)

/* The page holds the head until the place is touched. */
_Static_assert(XROM_INSTALL_HEAD <= XROM_PAGE_MIN, "a page is too small for the head of an image");

/* No image with a checksum is shorter, in bytes: its kind, its length, its alignment and that. */
#define SIZE_MIN (XROM_MAGIC_SIZE + 1 + 2 + 6)

/*
 * Programs the page in which an offset is, and compares `count` bytes of it, from there on, with what is then there. To
 * begin a sector erases it before, but for as few bytes as a magic has: they end what is there, or make it known. Gives
 * the error of the installation.
 */
static int program(struct xrom_install *install, uint32_t at, uint32_t count)
{
    const struct xrom_place *place = &install->place;
    uint32_t erase_unit = place->backend->geometry.erase_unit;
    uint32_t first = at & (place->page_size - 1);
    int error = install->error;

    if (error) {
        return error;
    }
    if (count > XROM_MAGIC_SIZE && (at & (erase_unit - 1)) == 0) {
        error = xrom_erase(place->backend, place->offset + at, erase_unit);
    }
    if (!error) {
        error = xrom_program(place->backend, place->offset + at - first, place->page, place->page_size);
    }
    if (!error) {
        error = xrom_sync(place->backend);
    }
    if (!error && memcmp(install->image.base + at, place->page + first, count) != 0) {
        error = XROM_ERR_IO;
    }
    install->error = error;
    return error;
}

int xrom_install_put(struct xrom_install *install, uint32_t at, const void *bytes, uint32_t count)
{
    const struct xrom_place *place = &install->place;

    memset(place->page, 0xff, place->page_size);
    memcpy(place->page + (at & (place->page_size - 1)), bytes, count);
    return program(install, at, count);
}

int xrom_install_again(struct xrom_install *install, uint32_t size)
{
    if (size < SIZE_MIN) {
        return XROM_ERR_NOT_ROMFS;
    }
    if (size > install->place.room) {
        return XROM_ERR_NO_SPACE;
    }
    install->image.size = size;
    install->done = 0;
    install->error = XROM_OK;
    return XROM_OK;
}

int xrom_install_begin(struct xrom_install *install, const struct xrom_place *place, uint32_t size)
{
    const struct xrom_geometry *geometry = &place->backend->geometry;
    uint32_t below = place->page_size - 1; /* the bits below that of a power of two */
    const void *base;
    int error;

    /* Of a device that cannot be written the units are 0, and the bits below that are all. */
    if (place->page_size < XROM_PAGE_MIN || (below & (place->page_size | geometry->erase_unit)) != 0 ||
        ((geometry->erase_unit - 1) & (place->offset | place->room)) != 0) {
        return XROM_ERR_ARGUMENT;
    }
    error = xrom_map(place->backend, place->offset, place->room, &base);
    if (error) {
        return error;
    }
    install->place = *place;
    install->image.base = base;
    install->record = 0;
    return xrom_install_again(install, size);
}

/* Holds the head of the image, in the page, against what was announced and its place; then the user sees it. */
static int check_head(struct xrom_install *install)
{
    struct xrom_cursor cursor = {install->place.page, XROM_MAGIC_SIZE, install->done, XROM_OK};
    struct xrom_image *image = &install->image;
    struct xrom_image head;
    uint32_t length = xrom_cursor_varuint(&cursor);
    uint32_t align;

    image->root = cursor.position;
    align = xrom_cursor_varuint(&cursor) - XROM_RECORD_ALIGN;
    if (cursor.fault || memcmp(cursor.base, magic, XROM_MAGIC_SIZE) != 0) {
        return XROM_ERR_NOT_ROMFS;
    }
    if (length != image->size - image->root) {
        return XROM_ERR_OTHER_IMAGE;
    }
    if (align > XROM_ALIGN_MAX) {
        return XROM_ERR_NOT_FOUND;
    }
    if ((uintptr_t)image->base & ((UINT32_C(1) << align) - 1)) {
        return XROM_ERR_UNALIGNED;
    }
    head.base = cursor.base;
    head.size = install->done;
    head.root = image->root;
    return install->place.accept ? install->place.accept(install->place.context, &head) : XROM_OK;
}

/* So many bytes of the image come before its place is touched. */
static uint32_t head_size(const struct xrom_install *install)
{
    return install->image.size < XROM_INSTALL_HEAD ? install->image.size : XROM_INSTALL_HEAD;
}

/*
 * Ends what is in the place: first the record of a slot, or where there is none the image twice, then the image. The page
 * keeps the head, without its magic.
 */
static void end_old(struct xrom_install *install)
{
    const uint8_t cleared[4] = {0};
    uint8_t head[XROM_INSTALL_HEAD];

    memcpy(head, install->place.page, sizeof head);
    xrom_install_put(install, install->record, cleared, XROM_MAGIC_SIZE);
    xrom_install_put(install, 0, cleared, XROM_MAGIC_SIZE);
    memcpy(install->place.page, head, install->done);
    memset(install->place.page, 0xff, XROM_MAGIC_SIZE);
}

/* Programs the page that is filled, or in which the image ends, and makes it ready for the next. */
static void flush(struct xrom_install *install)
{
    const struct xrom_place *place = &install->place;

    program(install, (install->done - 1) & (0 - place->page_size), place->page_size);
    memset(place->page, 0xff, place->page_size);
}

int xrom_install_write(struct xrom_install *install, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;
    uint32_t below = install->place.page_size - 1;

    if (!install->error && size > install->image.size - install->done) {
        install->error = XROM_ERR_NO_SPACE;
    }
    for (; !install->error && size > 0; size--) {
        install->place.page[install->done++ & below] = *next++;
        if (install->done == head_size(install)) {
            install->error = check_head(install);
            end_old(install);
        }
        if ((install->done & below) == 0 || install->done == install->image.size) {
            flush(install);
        }
    }
    return install->error;
}

/* Verifies what is in flash, with the magic that is not there yet: the CRC-32 of a whole image is ffffffff. */
static int verify(const struct xrom_install *install)
{
    xrom_crc32_function *crc32 = install->place.crc32 ? install->place.crc32 : xrom_crc32;
    const struct xrom_image *image = &install->image;
    uint32_t crc =
        crc32(install->place.context, MAGIC_CRC, image->base + XROM_MAGIC_SIZE, image->size - XROM_MAGIC_SIZE);

    return crc == UINT32_MAX ? XROM_OK : XROM_ERR_CHECKSUM;
}

int xrom_install_finish(struct xrom_install *install)
{
    int error = install->error;

    if (!error) {
        if (install->done < install->image.size) {
            return XROM_ERR_UNFINISHED;
        }
        error = verify(install);
    }
    if (!error && install->place.accept) {
        error = install->place.accept(install->place.context, &install->image);
    }
    install->error = error;
    return xrom_install_put(install, 0, magic, sizeof magic);
}
