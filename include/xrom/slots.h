/* SPDX-License-Identifier: MIT */
/*
 * Slots: places in flash that hold one image each, with a record of which is to be used. The rules at the head of
 * xrom/xrom.h hold here too.
 */
#ifndef XROM_SLOTS_H
#define XROM_SLOTS_H

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a slot holds, the worst first. */
enum xrom_slot_state {
    XROM_SLOT_EMPTY,    /* no image that was written whole */
    XROM_SLOT_REJECTED, /* one that was rolled back */
    XROM_SLOT_EXPIRED,  /* one whose trial began and was not confirmed */
    XROM_SLOT_TRIAL,    /* one that is to be tried */
    XROM_SLOT_GOOD      /* one that needs no trial, or was confirmed */
};

/* What the control record of a slot says. */
struct xrom_slot {
    enum xrom_slot_state state;
    uint32_t sequence; /* the newer of two images has the larger one, modulo 2^32 */
    uint32_t capacity; /* bytes from the start of the slot, which is that of the image, to the record */
    uint32_t size;     /* of the image in bytes, 4..capacity */
    uint32_t crc;      /* CRC-32 of the whole image, as xrom_crc32() computes it */
};

/*
 * Reads the control record at `control`, for firmware and for tools that search a dump for slots: a record begins at a
 * multiple of the erase unit of its flash, and the image `slot->capacity` bytes before it. `size` is how many bytes can
 * be read there, at most; a record and its marks take 100 at least.
 *
 * XROM_ERR_NOT_FOUND: no record begins there, or one of another version. XROM_ERR_CHECKSUM: one does, but is damaged or
 * was not written whole. XROM_ERR_TRUNCATED: `size` cuts the record or its marks off. Does not look at the image, which
 * may lie before the start of a dump.
 */
int xrom_slot_inspect(const void *control, size_t size, struct xrom_slot *slot);

#ifdef __cplusplus
}
#endif

#endif
