/* SPDX-License-Identifier: MIT */
/* Slots: a new image for the one that can be missed. */
#include "install.h"
#include "slots.h"

int xrom_slots_begin(struct xrom_slots *slots, uint32_t size)
{
    uint32_t target = xrom_slots_best(slots, XROM_SLOTS_TO_KEEP) ^ 1;
    int error;

    if (slots->pins[target] > 0) {
        return XROM_ERR_BUSY;
    }
    error = xrom_install_again(&slots->install, size);
    if (!error) {
        xrom_slots_select(slots, target);
        slots->target = target;
        slots->slots[target].state = XROM_SLOT_EMPTY;
        slots->current = xrom_slots_best(slots, XROM_SLOTS_TO_USE);
    }
    return error;
}

int xrom_slots_finish(struct xrom_slots *slots, bool trial)
{
    uint32_t target = slots->target;
    int error;

    if (target == XROM_SLOT_NONE) {
        return XROM_ERR_ARGUMENT;
    }
    error = xrom_install_finish(&slots->install);
    if (error == XROM_ERR_UNFINISHED) {
        return error;
    }
    error = xrom_slot_put(&slots->install, slots->slots[target ^ 1].sequence + 1, trial);
    slots->target = XROM_SLOT_NONE;
    xrom_slots_scan(slots, target);
    return !error && slots->slots[target].state < XROM_SLOT_TRIAL ? XROM_ERR_IO : error;
}
