/* SPDX-License-Identifier: MIT */
/*
 * Reads images that are not linked into the program but were flashed with it: www, which has a place of its own, and app in a
 * slot, so that updates can go to the other one. For a host and for an RP2040.
 */
#include "flashed.h"

#include <xrom/slots.h>

static int show(const struct xrom_image *image, const char *path)
{
    struct xrom_node node;
    const void *data;
    uint32_t size;
    int error = xrom_lookup(image, path, &node);

    if (!error) {
        error = xrom_data(image, &node, 1, &data, &size);
    }
    if (!error) {
        print_bytes(data, size);
    }
    return error;
}

static int show_www(struct xrom_backend *backend)
{
    struct xrom_image image;
    const void *base;
    int error = xrom_map(backend, www_offset - FLASHED_OFFSET, www_size, &base); /* on the RP2040 it is `www` */

    if (!error) {
        error = xrom_open(&image, base, www_size);
    }
    return error ? error : show(&image, "/style.css");
}

static int show_app(struct xrom_backend *backend)
{
    static uint8_t page[256];
    const struct xrom_place place = {
        .backend = backend,
        .offset = app_slots_offset - FLASHED_OFFSET,
        .room = app_slots_size,
        .page = page,
        .page_size = sizeof page,
    };
    struct xrom_slots slots;
    struct xrom_image image;
    uint32_t slot;
    int error = xrom_slots_open(&slots, &place);

    if (!error) {
        error = xrom_slots_acquire(&slots, &slot, &image);
    }
    if (!error) {
        error = show(&image, "/config.json");
        xrom_slots_release(&slots, slot);
    }
    return error;
}

int flashed(struct xrom_backend *backend)
{
    int error = show_www(backend);

    if (!error) {
        error = show_app(backend);
    }
    return error != XROM_OK;
}
