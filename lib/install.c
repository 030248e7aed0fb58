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

const uint8_t xrom_zeros[4];

/* Programs the page at `at`, and compares `count` bytes of it, from `first` on, with what is then there. */
static void program(struct xrom_install *install, uint32_t at, uint32_t first, uint32_t count)
{
    const struct xrom_place *place = &install->place;
    int error = install->error;

    if (!error) {
        error = xrom_program(place->backend, place->offset + at, place->page, place->page_size);
    }
    if (!error) {
        error = xrom_sync(place->backend);
    }
    if (!error && memcmp(install->image.base + at + first, place->page + first, count) != 0) {
        error = XROM_ERR_IO;
    }
    install->error = error;
}

void xrom_install_put(struct xrom_install *install, uint32_t at, const void *bytes, uint32_t count)
{
    const struct xrom_place *place = &install->place;
    uint32_t first = at & (place->page_size - 1);

    memset(place->page, 0xff, place->page_size);
    memcpy(place->page + first, bytes, count);
    program(install, at - first, first, count);
}

static void erase(struct xrom_install *install, uint32_t at, uint32_t size)
{
    if (!install->error) {
        install->error = xrom_erase(install->place.backend, install->place.offset + at, size);
    }
}

int xrom_install_again(struct xrom_install *install, uint32_t size)
{
    if (size < XROM_INSTALL_HEAD) {
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
    install->control_size = 0;
    return xrom_install_again(install, size);
}

/* Holds the head of the image, in the page, against what was announced and against its place. */
static int check_head(struct xrom_install *install)
{
    struct xrom_cursor cursor = {install->place.page, XROM_MAGIC_SIZE, XROM_INSTALL_HEAD, XROM_OK};
    struct xrom_image *image = &install->image;
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
    return (uintptr_t)image->base & ((UINT32_C(1) << align) - 1) ? XROM_ERR_UNALIGNED : XROM_OK;
}

/* Ends what is in the place: first the record of a slot, then the image. The page keeps the head, without its magic. */
static void end_old(struct xrom_install *install)
{
    uint8_t head[XROM_INSTALL_HEAD];

    memcpy(head, install->place.page, sizeof head);
    if (install->control_size > 0) {
        xrom_install_put(install, install->place.room, xrom_zeros, XROM_MAGIC_SIZE);
        erase(install, install->place.room, install->control_size);
    }
    xrom_install_put(install, 0, xrom_zeros, XROM_MAGIC_SIZE);
    memcpy(install->place.page, head, sizeof head);
    memset(install->place.page, 0xff, XROM_MAGIC_SIZE);
}

/* Programs the page, in which the first `filled` bytes are of the image. */
static void flush(struct xrom_install *install, uint32_t filled)
{
    const struct xrom_place *place = &install->place;
    uint32_t erase_unit = place->backend->geometry.erase_unit;
    uint32_t at = install->done - filled;

    memset(place->page + filled, 0xff, place->page_size - filled);
    if ((at & (erase_unit - 1)) == 0) {
        erase(install, at, erase_unit);
    }
    program(install, at, 0, place->page_size);
}

int xrom_install_write(struct xrom_install *install, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;

    if (!install->error && size > install->image.size - install->done) {
        install->error = XROM_ERR_NO_SPACE;
    }
    for (; !install->error && size > 0; size--) {
        uint32_t filled = install->done++ & (install->place.page_size - 1);

        install->place.page[filled++] = *next++;
        if (install->done == XROM_INSTALL_HEAD) {
            install->error = check_head(install);
            end_old(install);
        }
        if (filled == install->place.page_size || install->done == install->image.size) {
            flush(install, filled);
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
    if (install->error) {
        return install->error;
    }
    if (install->done < install->image.size) {
        return XROM_ERR_UNFINISHED;
    }
    install->error = verify(install);
    if (!install->error && install->place.accept) {
        install->error = install->place.accept(install->place.context, &install->image);
    }
    xrom_install_put(install, 0, magic, sizeof magic);
    return install->error;
}
