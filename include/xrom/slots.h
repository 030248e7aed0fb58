/* SPDX-License-Identifier: MIT */
/*
 * Slots: two places in flash for an image each, so that a new one can be brought in while the old one is in use, is tried,
 * and gives way to the old one where it does not prove itself. The rules at the head of xrom/xrom.h hold here too.
 *
 *     xrom_slots_open(&slots, &place);                         at the start: finds the newest good image
 *     xrom_slots_acquire(&slots, &slot, &image);               reads it in place, until xrom_slots_release()
 *     xrom_slots_confirm(&slots);                              it works: no going back by itself
 *
 *     xrom_slots_begin(&slots, size);                          an update, into the other slot: see xrom/install.h
 *     xrom_slots_write(&slots, bytes, count);                  as they come
 *     xrom_slots_finish(&slots, true);                         on trial from the next acquire on
 *
 * The first image can be flashed with the firmware: SLOT of xrom_add_image() in lib/xrom.cmake and lib/xrom.mk, or `xrom
 * convert --slots`, writes a slot as these functions do, and a header with the numbers for `place`.
 *
 * At whatever moment the power goes, the next start finds the image that was in use before, or the new one, whole; and an
 * update that was cut is begun again as if it had not been. Which image is used is one program operation, at the end. An
 * update erases each sector that it needs once.
 *
 * A region of flash is cut into two halves of whole erase units. An image begins at the first byte of its slot, where
 * any reader of ROMFS finds it; a record about it, described in lib/slots.h, stands in the last erase unit. The device
 * must be such as xrom/install.h asks for.
 *
 * struct xrom_slots has one owner: calls with it need one caller at a time. The images that it gives are read by anybody,
 * who keeps a pin on the slot as long as he has pointers into it.
 */
#ifndef XROM_SLOTS_H
#define XROM_SLOTS_H

#include <xrom/install.h>

#ifdef __cplusplus
extern "C" {
#endif

#define XROM_SLOT_COUNT 2

/* What a slot holds, the worst first. */
enum xrom_slot_state {
    XROM_SLOT_EMPTY = 0,    /* no image that was written whole */
    XROM_SLOT_REJECTED = 2, /* one that was rolled back */
    XROM_SLOT_EXPIRED = 4,  /* one whose trial began and was not confirmed */
    XROM_SLOT_TRIAL = 8,    /* one that is to be tried */
    XROM_SLOT_RUNNING = 9,  /* one whose trial began since xrom_slots_open(); never in flash */
    XROM_SLOT_GOOD = 10     /* one that needs no trial, or was confirmed */
};

/* What the control record of a slot says. */
struct xrom_slot {
    enum xrom_slot_state state; /* where it is XROM_SLOT_EMPTY the rest has no meaning */
    uint32_t sequence;          /* the newer of two images has the larger one, modulo 2^32 */
    uint32_t capacity;          /* bytes from the start of the slot, which is that of the image, to the record */
    uint32_t size;              /* of the image in bytes */
};

/*
 * Reads the control record at `control`, for firmware and for tools that search a dump for slots: a record begins at a
 * multiple of the erase unit of its flash, and the image `slot->capacity` bytes before it. `size` is how many bytes can
 * be read there; a record and its marks take 40.
 *
 * XROM_ERR_NOT_FOUND: no record stands there, or one of another version. XROM_ERR_CHECKSUM: one does, but is damaged or
 * was not written whole. Does not look at the image, nor hold capacity and size against anything: the image may lie
 * before the start of a dump.
 */
int xrom_slot_inspect(const void *control, size_t size, struct xrom_slot *slot);

/* No slot. */
#define XROM_SLOT_NONE UINT32_MAX

/* Two slots. To be read, not changed, by their owner. Where no image is to be used, `current` is empty or rejected. */
struct xrom_slots {
    struct xrom_slot slots[XROM_SLOT_COUNT];
    struct xrom_install install;
    uint32_t current;    /* the slot whose image is to be used */
    uint32_t target;     /* the slot that an update writes, or XROM_SLOT_NONE */
    uint32_t slot_size;  /* from the start of one slot to that of the next */
    uint32_t offset;     /* of the first one in the region of the backend */
    const uint8_t *base; /* and its address */
    uint32_t pins[XROM_SLOT_COUNT];
    struct xrom_image images[XROM_SLOT_COUNT]; /* where there are some */
};

/* ---- Use ---- */

/*
 * Looks at both slots and chooses the one to use: the newest image that is good or to be tried; where there is none, the
 * newest whose trial was not confirmed, which is better than nothing. An image that was rolled back is never chosen.
 * Writes nothing.
 *
 * `place` is that of both slots, which get half of it each, and has the page and the functions for updates: see
 * struct xrom_place. It is copied.
 *
 * Also returns 0 where there is no image yet. XROM_ERR_NO_SPACE: the place is too small. Else as xrom_install_begin().
 *
 * Cost: reads the records, and the head of the images. That their other bytes are as they were written is what
 * xrom_verify() tells; xrom_slots_rollback() leaves an image that is not.
 */
int xrom_slots_open(struct xrom_slots *slots, const struct xrom_place *place);

/*
 * Gives the image of the current slot, tells which slot it is, and pins that. The first use of an image on trial begins
 * the trial: that is written down before, so that a start that goes wrong is the last one with this image.
 *
 * XROM_ERR_NOT_FOUND: there is no image. XROM_ERR_BUSY: a trial cannot begin while an update is written. XROM_ERR_IO: the
 * device failed, and the trial did not begin.
 */
int xrom_slots_acquire(struct xrom_slots *slots, uint32_t *slot, struct xrom_image *image);

/* Gives a pin back, once for each xrom_slots_acquire(). */
static inline void xrom_slots_release(struct xrom_slots *slots, uint32_t slot)
{
    slots->pins[slot]--;
}

/*
 * Ends the trial of the current image: it is good. Nothing to do where no trial runs, so it may be called at each start.
 *
 * XROM_ERR_BUSY: an update is being written. XROM_ERR_IO: the device failed.
 */
int xrom_slots_confirm(struct xrom_slots *slots);

/*
 * Rejects the current image for ever, and makes that of the other slot the current one. Pointers stay valid.
 *
 * XROM_ERR_NOT_FOUND: there is no other image to go back to. XROM_ERR_BUSY: an update is being written. XROM_ERR_IO: the
 * device failed; where it wrote something all the same, the other image is the current one, as after a success.
 */
int xrom_slots_rollback(struct xrom_slots *slots);

/* ---- Update ---- */

/*
 * Begins an update by an image of `size` bytes. It goes to the slot that can be missed: the other one than that of the
 * newest good image, or where none is good, of the best there is. What is there can no longer be acquired. Touches no
 * flash. To begin again is fine at any time.
 *
 * Where an image whose trial runs is there, that ends the trial as if the power had gone, even if the update is refused
 * later: confirm it, roll it back, or keep a pin on it.
 *
 * XROM_ERR_BUSY: somebody has a pin on that slot; it may be that of a trial that is not confirmed yet.
 * XROM_ERR_NO_SPACE: the image does not fit. XROM_ERR_NOT_ROMFS: it is shorter than any.
 */
int xrom_slots_begin(struct xrom_slots *slots, uint32_t size);

/*
 * Takes the next bytes. After an error each further call gives it again, until xrom_slots_finish() ends the update with it.
 * The slot then holds what it did before where nothing was touched yet, else nothing.
 *
 * XROM_ERR_NO_SPACE: more bytes than were announced, or there is no update. Else as xrom_install_write().
 */
static inline int xrom_slots_write(struct xrom_slots *slots, const void *bytes, size_t size)
{
    return xrom_install_write(&slots->install, bytes, size);
}

/*
 * Verifies the image, and makes it the newest by one program operation. `trial`: it is to be confirmed when it is used.
 *
 * XROM_ERR_UNFINISHED: bytes are missing, and the update goes on. Any other error ends it: as xrom_install_finish().
 * XROM_ERR_ARGUMENT: there is no update.
 */
int xrom_slots_finish(struct xrom_slots *slots, bool trial);

#ifdef __cplusplus
}
#endif

#endif
