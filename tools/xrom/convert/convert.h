/* SPDX-License-Identifier: MIT */
/* What xrom convert makes of an image. */
#ifndef XROM_TOOL_CONVERT_H
#define XROM_TOOL_CONVERT_H

#include "host/output.h"
#include "image/input.h"

/* An image, and where what is made of it goes to. */
struct conversion {
    const struct input *input;
    const char *image; /* its path, as the user gave it */
    const struct convert_options *options;
    struct output output;
    uint32_t base;  /* address of the image, in a file for flash tools */
    int error;      /* errno of the write that failed, or 0 */
    uint64_t count; /* bytes that were written */
};

/* The part of the addresses that flash is mapped to; all of them where that is not known. */
struct window {
    uint64_t first, end;
    bool is_known;
};

/* The window of a family. */
struct window window_of(uint32_t family);

/* The address that a number stands for: one less than the start of flash counts from there. */
uint64_t window_address(const struct window *window, uint64_t number);

/* A function of a sink, whose context is a struct conversion. */
int conversion_write(void *context, const void *bytes, size_t size);

/* Says why the output could not be written, unless the user did that. */
void conversion_report(const struct conversion *conversion);

/*
 * Gives the flash that the image is to be merged into, and the family that both are for: that of the file, or of the
 * options. Without --merge it is empty. Null after a message.
 */
struct xrom_flash *convert_open_flash(const struct convert_options *options, uint32_t *family);

/*
 * Adds the image to a flash, and notes at which base. Refuses what the flash, the image and the firmware do not allow. False
 * after a message.
 */
bool convert_add(struct conversion *conversion, struct xrom_flash *flash, uint32_t family);

/* Writes a file for flash tools, or one for a linker. False after a message. */
bool convert_write_flash(struct conversion *conversion, struct xrom_flash *flash, uint32_t family);
bool convert_write_link(struct conversion *conversion);

#endif
