/* SPDX-License-Identifier: MIT */
/* What the power is cut in: how two slots and one place are changed, and what a start finds there. */
#include "cuts.h"

/* ---- Two slots ---- */

static struct xrom_slots slots;

static void update_must(int image, bool trial)
{
    assert_int_equal(update(&slots, images[image], 100, trial), XROM_OK);
}

static void prepare_old(void)
{
    assert_int_equal(open_slots(&slots, &device), XROM_OK);
    update_must(GONE, false);
    update_must(OLD, false);
}

static void acquire_must(void)
{
    struct xrom_image image;
    uint32_t slot;

    assert_int_equal(xrom_slots_acquire(&slots, &slot, &image), XROM_OK);
    xrom_slots_release(&slots, slot);
}

static void prepare_rejected(void)
{
    prepare_old();
    update_must(GONE, false);
    assert_int_equal(xrom_slots_rollback(&slots), XROM_OK);
}

static void prepare_expired(void)
{
    prepare_old();
    update_must(GONE, true);
    acquire_must();
}

static void prepare_trial(void)
{
    prepare_old();
    update_must(NEW, true);
}

static void prepare_both(void)
{
    prepare_old();
    update_must(NEW, false);
}

/* What a rollback would lead to must be whole too. */
static int start_slots(void)
{
    struct xrom_image image;
    uint32_t slot;

    if (open_slots(&slots, &device) || xrom_slots_acquire(&slots, &slot, &image) ||
        (slots.slots[slot ^ 1].state >= XROM_SLOT_EXPIRED && which(&slots.images[slot ^ 1]) == IMAGES)) {
        return IMAGES;
    }
    return which(&image);
}

static int update_at_start(void)
{
    int error = open_slots(&slots, &device);

    return error ? error : update(&slots, images[NEW], 100, false);
}

/* The start that tries an image, and the word that it works. */
static int try_confirm(void)
{
    struct xrom_image image;
    uint32_t slot;
    int error = open_slots(&slots, &device);

    if (!error) {
        error = xrom_slots_acquire(&slots, &slot, &image);
    }
    return error ? error : xrom_slots_confirm(&slots);
}

static int update_try_confirm(void)
{
    int error = open_slots(&slots, &device);

    if (!error) {
        error = update(&slots, images[NEW], 100, true);
    }
    return error ? error : try_confirm();
}

static int rollback_at_start(void)
{
    int error = open_slots(&slots, &device);

    return error ? error : xrom_slots_rollback(&slots);
}

/* Starts that are not confirmed: an image on trial comes once, then the old one for ever. */
static int start_thrice(void)
{
    int first = start_slots();
    int second = start_slots();

    return start_slots() != second || (second != first && second != OLD) ? IMAGES : first;
}

static int update_again(void)
{
    int error = open_slots(&slots, &device);

    if (!error) {
        error = update(&slots, images[SECOND], 64, false);
    }
    return error ? IMAGES : start_slots();
}

#define OLD_OR_NEW (1u << OLD | 1u << NEW)

const struct flow slots_flows[SLOTS_FLOW_COUNT] = {
    {"update", prepare_old, update_at_start, start_slots, update_again, OLD_OR_NEW},
    {"update over a rejected image", prepare_rejected, update_at_start, start_slots, update_again, OLD_OR_NEW},
    {"update over an expired trial", prepare_expired, update_at_start, start_slots, update_again, OLD_OR_NEW},
    {"update, trial, confirm", prepare_old, update_try_confirm, start_thrice, update_again, OLD_OR_NEW},
    {"trial, confirm", prepare_trial, try_confirm, start_thrice, update_again, OLD_OR_NEW},
    {"rollback", prepare_both, rollback_at_start, start_slots, update_again, OLD_OR_NEW},
};

/* ---- One place ---- */

static int install_image(int image)
{
    struct xrom_place place = whole_place(&device);

    return install(&place, images[image], 100);
}

static void prepare_place(void)
{
    assert_int_equal(install_image(OLD), XROM_OK);
}

static int install_new(void)
{
    return install_image(NEW);
}

/* GONE stands for no image at all, by its magic, which is what a place without an image may hold. */
static int start_place(void)
{
    struct xrom_image image;
    int error = xrom_open(&image, device.flash, device.geometry.size);

    return error == XROM_ERR_NOT_ROMFS ? GONE : error ? IMAGES : which(&image);
}

static int install_again(void)
{
    return install_image(SECOND) ? IMAGES : start_place();
}

const struct flow one_place = {"one place", prepare_place, install_new,
                               start_place, install_again, OLD_OR_NEW | 1u << GONE};
