/* SPDX-License-Identifier: MIT */
/* Files for flash tools: where an image goes, and what it must not share the flash with. */
#include <inttypes.h>
#include <stdio.h>

#include "convert/convert.h"
#include "image/about.h"

struct window window_of(uint32_t family)
{
    const struct xrom_family *known = xrom_family_by_id(family);
    struct window window = {0, UINT64_C(0x100000000), false};

    if (known && known->window_size > 0) {
        window.first = known->window_first;
        window.end = (uint64_t)known->window_first + known->window_size;
        window.is_known = true;
    }
    return window;
}

uint64_t window_address(const struct window *window, uint64_t number)
{
    return number < window->first ? window->first + number : number;
}

bool window_open(struct window *window, const struct convert_options *options, uint32_t family)
{
    *window = window_of(family);
    if (options->flash_size > 0 && !window->is_known) {
        message("convert", "--flash-size is of no use for %s: where its flash begins is not known",
                convert_family_name(family));
        return false;
    }
    if (options->flash_size > 0 && options->flash_size < window->end - window->first) {
        window->end = window->first + options->flash_size;
    }
    return true;
}

bool window_holds(const struct window *window, const char *what, uint64_t first, uint64_t size)
{
    if (first < window->first || first >= window->end || size > window->end - first) {
        message(what,
                "does not fit: it takes 0x%08" PRIx64 " to 0x%08" PRIx64 ", and the flash has 0x%08" PRIx64
                " to 0x%08" PRIx64 "; choose another --base, or correct --family and --flash-size",
                first, first + size - 1, window->first, window->end - 1);
        return false;
    }
    return true;
}

/* Says that image and firmware meet in a sector, and from where on there is room, if there is. */
static void report_overlap(const struct conversion *conversion, uint64_t address, uint64_t free, uint64_t flash_end)
{
    const struct xrom_image *image = &conversion->input->image;
    uint64_t align = about_align(image->base, image->size);
    char proposal[32] = "";

    free = (free + align - 1) / align * align;
    if (free + conversion->room <= flash_end) {
        snprintf(proposal, sizeof proposal, ", as 0x%08" PRIx64, free);
    }
    message(conversion->image,
            "shares flash with %s at 0x%08" PRIx64 ", or the %" PRIu32
            " bytes that are erased at once there; choose another --base%s",
            conversion->options->merge, address, conversion->options->sector_size, proposal);
}

/* Finds out whether the firmware leaves the sectors of the image alone, and is in the flash. False after a message. */
static bool is_apart(const struct conversion *conversion, const struct xrom_flash *flash, uint32_t family,
                     const struct window *window)
{
    const uint64_t sector = conversion->options->sector_size;
    const uint64_t first = conversion->base;
    const uint64_t end = (first + conversion->room + sector - 1) / sector * sector;
    uint64_t free = window->first, overlap = UINT64_MAX;
    uint32_t workaround;
    struct xrom_run run;

    for (size_t i = 0; xrom_flash_run(flash, family, i, &run); i++) {
        uint64_t run_first = run.address - run.address % sector;
        uint64_t run_end = ((uint64_t)run.address + run.size + sector - 1) / sector * sector;
        if (!window_holds(window, conversion->options->merge, run.address, run.size)) {
            return false;
        }
        if (run_first < end && first < run_end && overlap == UINT64_MAX) {
            overlap = run.address > first ? run.address : first;
        }
        free = run_end;
    }
    if (overlap != UINT64_MAX) {
        report_overlap(conversion, overlap, free, window->end);
        return false;
    }
    if (xrom_flash_workaround(flash, &workaround) && first <= workaround && workaround < end) {
        message(conversion->image,
                "shares the sector at 0x%08" PRIx32
                " with the block that works around RP2350-E10 in %s, which may erase "
                "it; choose a lower --base",
                workaround, conversion->options->merge);
        return false;
    }
    return true;
}

bool convert_is_free(const struct conversion *conversion, const struct window *window)
{
    const struct convert_options *options = conversion->options;
    const uint64_t sector = options->sector_size;
    const uint64_t end = (conversion->base + conversion->room + sector - 1) / sector * sector;

    for (size_t i = 0; i < options->taken_count; i++) {
        const uint64_t size = options->taken[i].size;
        const uint64_t base = window_address(window, options->taken[i].base);

        if (base - base % sector < end && conversion->base < base + size) {
            message(conversion->image ? conversion->image : "convert",
                    "does not fit: it takes 0x%08" PRIx32 " to 0x%08" PRIx64 ", and 0x%08" PRIx64 " to 0x%08" PRIx64
                    " is taken, in sectors of %" PRIu64 " bytes; choose another --base",
                    conversion->base, conversion->base + conversion->room - 1, base, base + size - 1, sector);
            return false;
        }
    }
    return true;
}

/* What is kept for an image of so many bytes. 0 after a message: it takes more. */
static uint64_t room_for(const struct conversion *conversion, uint32_t size)
{
    const struct convert_options *options = conversion->options;

    if (options->slots > 0) {
        return options->slots;
    }
    if (options->max_size > 0 && size > options->max_size) {
        message(conversion->image,
                "is of %" PRIu32 " bytes, and --max-size allows %" PRIu64 "; leave files out, or raise that", size,
                options->max_size);
        return 0;
    }
    return options->max_size > 0 ? options->max_size : size;
}

bool convert_add(struct conversion *conversion, struct xrom_flash *flash, uint32_t family)
{
    const struct xrom_image *image = &conversion->input->image;
    uint64_t align = about_align(image->base, image->size);
    struct window window;
    uint64_t base;

    if (!window_open(&window, conversion->options, family)) {
        return false;
    }
    base = window_address(&window, conversion->options->base);
    if (base % align != 0) {
        message(conversion->image,
                "needs an address that is a multiple of %" PRIu64 ", and 0x%08" PRIx64
                " is none; choose another --base, or build it with less --align",
                align, base);
        return false;
    }
    conversion->room = room_for(conversion, image->size);
    if (conversion->room == 0 || !window_holds(&window, conversion->image, base, conversion->room)) {
        return false;
    }
    conversion->base = (uint32_t)base;
    if (!convert_is_free(conversion, &window) || !is_apart(conversion, flash, family, &window)) {
        return false;
    }
    if (conversion->options->slots > 0) {
        return convert_add_slots(conversion, flash, family);
    }
    if (xrom_flash_add(flash, family, conversion->base, image->base, image->size) != XROM_OK) {
        message(conversion->image, "%s", xrom_flash_message(flash));
        return false;
    }
    return true;
}

bool convert_write_flash(struct conversion *conversion, struct xrom_flash *flash, uint32_t family)
{
    static const enum xrom_flash_format formats[] = {
        [CONVERT_UF2] = XROM_FLASH_UF2,
        [CONVERT_HEX] = XROM_FLASH_HEX,
        [CONVERT_BIN] = XROM_FLASH_BINARY,
        [CONVERT_S19] = XROM_FLASH_S19,
    };
    const struct xrom_flash_options options = {family, conversion->options->sector_size};
    const struct xrom_sink sink = {conversion_write, conversion};
    int error = xrom_flash_write(flash, formats[conversion->options->format], &options, &sink);

    if (error == XROM_ERR_SINK) {
        conversion_report(conversion);
    } else if (error) {
        message(conversion->image, "%s", xrom_flash_message(flash));
    }
    return error == XROM_OK;
}
