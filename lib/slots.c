/* SPDX-License-Identifier: MIT */
/* Slots: which image is to be used, and who uses it. */
#include "slots.h"
#include "install.h"

uint32_t xrom_slots_best(const struct xrom_slots *slots, uint32_t purpose)
{
    uint32_t first = slots->slots[0].state & purpose;
    uint32_t second = slots->slots[1].state & purpose;

    if (first == second) {
        /* One better where the second is older, modulo 2^32. */
        first += (slots->slots[1].sequence - slots->slots[0].sequence) >> 31;
    }
    return second >= first;
}

void xrom_slots_scan(struct xrom_slots *slots, uint32_t slot)
{
    const struct xrom_install *install = &slots->install;
    struct xrom_slot *read = &slots->slots[slot];
    struct xrom_image *image = &slots->images[slot];
    uint32_t room = install->place.room;

    xrom_slots_select(slots, slot);
    if (xrom_slot_inspect(install->image.base + room, 4 * XROM_CONTROL_WORDS, read) || read->capacity != room ||
        xrom_open(image, install->image.base, room) || image->size != read->size) {
        read->state = XROM_SLOT_EMPTY;
        read->sequence = 0;
    }
    slots->current = xrom_slots_best(slots, XROM_SLOTS_TO_USE);
    slots->install.done = slots->install.image.size; /* no byte more, until the next update begins */
}

int xrom_slots_open(struct xrom_slots *slots, const struct xrom_place *place)
{
    struct xrom_install *install = &slots->install;
    uint32_t erase_unit = place->backend->geometry.erase_unit;
    int error = xrom_install_begin(install, place, place->room);

    if (error) {
        return error;
    }
    slots->base = install->image.base;
    slots->offset = place->offset;
    slots->slot_size = place->room / 2 & (0 - erase_unit);
    if (slots->slot_size <= erase_unit) {
        return XROM_ERR_NO_SPACE;
    }
    install->place.room = slots->slot_size - erase_unit;
    install->record = install->place.room;
    slots->target = XROM_SLOT_NONE;
    for (uint32_t slot = XROM_SLOT_COUNT; slot-- > 0;) {
        slots->pins[slot] = 0;
        xrom_slots_scan(slots, slot);
    }
    return XROM_OK;
}

void xrom_slots_select(struct xrom_slots *slots, uint32_t slot)
{
    uint32_t offset = slot * slots->slot_size;

    slots->install.place.offset = slots->offset + offset;
    slots->install.image.base = slots->base + offset;
    slots->install.error = XROM_OK;
}

/*
 * Sets a mark of the current slot, which makes its state this one; so does a rejection that shows in the first or last byte
 * of its mark though the device failed. The next start might see it, and the other image is then all that is left.
 */
static int set_mark(struct xrom_slots *slots, enum xrom_control_word mark, enum xrom_slot_state state)
{
    const uint8_t cleared[4] = {0};
    uint32_t at = slots->install.record + 4 * (uint32_t)mark;
    const uint8_t *base;
    int error;

    if (slots->target != XROM_SLOT_NONE) {
        return XROM_ERR_BUSY;
    }
    xrom_slots_select(slots, slots->current);
    error = xrom_install_put(&slots->install, at, cleared, sizeof cleared);
    base = slots->install.image.base;
    if ((!error || state == XROM_SLOT_REJECTED) && (base[at] & base[at + 3]) != 0xff) {
        slots->slots[slots->current].state = state;
        slots->current = xrom_slots_best(slots, XROM_SLOTS_TO_USE);
    }
    return error;
}

int xrom_slots_acquire(struct xrom_slots *slots, uint32_t *slot, struct xrom_image *image)
{
    uint32_t current = slots->current;
    enum xrom_slot_state *state = &slots->slots[current].state;

    if (*state < XROM_SLOT_EXPIRED) {
        return XROM_ERR_NOT_FOUND;
    }
    if (*state == XROM_SLOT_TRIAL) {
        int error = set_mark(slots, XROM_CONTROL_TRIED, XROM_SLOT_RUNNING);

        if (error) {
            return error;
        }
    }
    slots->pins[current]++;
    *slot = current;
    *image = slots->images[current];
    return XROM_OK;
}

int xrom_slots_confirm(struct xrom_slots *slots)
{
    uint32_t tried = slots->slots[slots->current].state & XROM_SLOTS_TO_CONFIRM;

    return tried ? set_mark(slots, XROM_CONTROL_CONFIRMED, XROM_SLOT_GOOD) : XROM_OK;
}

int xrom_slots_rollback(struct xrom_slots *slots)
{
    if (slots->slots[slots->current ^ 1].state < XROM_SLOT_EXPIRED) {
        return XROM_ERR_NOT_FOUND;
    }
    return set_mark(slots, XROM_CONTROL_REJECTED, XROM_SLOT_REJECTED);
}
