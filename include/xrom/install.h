/* SPDX-License-Identifier: MIT */
/*
 * Install: write an image to its place in flash, in pieces as they come, so that whatever moment the power goes there is
 * the old image, or none, or the new one whole. For a device that has one place for an image, such as the ROMFS partition
 * of MicroPython, in which nothing but the image may stand; with two, xrom/slots.h keeps the old one until the new one
 * has proved itself. The rules at the head of xrom/xrom.h hold here too.
 *
 *     struct xrom_place place = {backend, 0, backend->geometry.size, page, sizeof page, NULL, NULL, NULL};
 *     int error = xrom_install_begin(&install, &place, size);
 *     while (!error && (count = receive(bytes)) > 0) error = xrom_install_write(&install, bytes, count);
 *     if (!error) error = xrom_install_finish(&install);
 *
 * Order of what is done: the first bytes of the new image are held against what is expected; the first three of the old
 * one, by which it is known, are cleared; sectors are erased as the writing comes to them, each once; pages are programmed
 * and compared with what they should hold; the whole image is verified; at last its own first three bytes are programmed.
 * Each of them has bits to clear, so a cut in the middle of that leaves no image, and all else is in place before.
 *
 * The device must be NOR flash that takes a second program of a page which only clears further bits: the first page is
 * programmed twice. Chips that correct errors page by page do not allow that.
 *
 * Images need a checksum, which `xrom build` gives them: no other end of a transfer is as sure.
 *
 * Pointers into the old image are invalid from the first write on, and nothing here knows of them.
 */
#ifndef XROM_INSTALL_H
#define XROM_INSTALL_H

#include <xrom/backend.h>
#include <xrom/verify.h>
#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The smallest page, in bytes. */
#define XROM_PAGE_MIN 64

/*
 * As many bytes of an image, or all of a shorter one, must have come before its place is touched: they tell what it is.
 * Name and version are the first that an image says about itself, and so among them, where together they are of at most
 * 48 bytes.
 */
#define XROM_INSTALL_HEAD 64

/* Where an image goes, and what it takes to get it there. */
struct xrom_place {
    struct xrom_backend *backend;
    uint32_t offset;    /* in the region; a multiple of the erase unit, and so is: */
    uint32_t room;      /* bytes that the image may take */
    uint8_t *page;      /* memory of `page_size` bytes, not in the region, in use until the end */
    uint32_t page_size; /* a power of two: at least XROM_PAGE_MIN and the program unit, at most the erase unit */
    /*
     * Asked twice whether an image is the one that is expected. First when its head has come and the flash is untouched:
     * `image` is then that head alone, of at most XROM_INSTALL_HEAD bytes, in the page; xrom_metadata() of its root gives
     * the name and the version, or XROM_ERR_NOT_FOUND or XROM_ERR_RECORD where they are not in it, and to refuse it for
     * that is safe. Then when all is in flash and verified, for a signature too: it can be read in place, but its first
     * three bytes are not there yet. 0: take it; any other value, such as XROM_ERR_OTHER_IMAGE, is what
     * xrom_install_write() or xrom_install_finish() returns. Null: all are taken.
     */
    int (*accept)(void *context, const struct xrom_image *image);
    xrom_crc32_function *crc32; /* what verifies the image; null: xrom_crc32() */
    void *context;              /* of both */
};

/* An installation that is under way. */
struct xrom_install {
    struct xrom_place place;
    struct xrom_image image; /* as it is in flash, or will be */
    uint32_t record;         /* of a slot, in bytes from its start: it ends before the image does; 0: there is none */
    uint32_t done;           /* bytes of the image that have come */
    int error;               /* that ended it */
};

/*
 * Begins to install an image of `size` bytes. Touches no flash. `place` is copied; what it points to must live until the
 * end. To begin again is fine at any time.
 *
 * XROM_ERR_NO_SPACE: it does not fit. XROM_ERR_NOT_ROMFS: it is shorter than any. XROM_ERR_ARGUMENT: the page has a wrong
 * size, the place is not made of erase units, or the device cannot be written. XROM_ERR_RANGE: the place is not in the
 * region. XROM_ERR_IO: the device does not answer.
 */
int xrom_install_begin(struct xrom_install *install, const struct xrom_place *place, uint32_t size);

/*
 * Takes the next `size` bytes, any number of them. An error ends the installation: each further call gives it again.
 *
 * Before the flash is touched: XROM_ERR_NOT_ROMFS: this is no image. XROM_ERR_OTHER_IMAGE: it says another size than
 * xrom_install_begin() was told. XROM_ERR_NOT_FOUND: it states no alignment, as images with a checksum do.
 * XROM_ERR_UNALIGNED: it needs an alignment that the place does not have. What `accept` returned. XROM_ERR_RANGE: the page
 * is no multiple of the program unit. Later: XROM_ERR_NO_SPACE: more bytes than were announced. XROM_ERR_IO: the device
 * failed, or a page does not hold what was programmed.
 *
 * Cost: the time of the program of a page, for each that is filled, and of the erase of a sector, for each that is begun.
 */
int xrom_install_write(struct xrom_install *install, const void *bytes, size_t size);

/*
 * Verifies the image and makes it valid.
 *
 * XROM_ERR_UNFINISHED: bytes are missing; go on to write. Any other error ends the installation: XROM_ERR_CHECKSUM: the
 * image is not as it was built, or has no checksum. XROM_ERR_IO: the device failed. Or what `accept` returned, or the error
 * before.
 *
 * Cost: reads the whole image.
 */
int xrom_install_finish(struct xrom_install *install);

#ifdef __cplusplus
}
#endif

#endif
