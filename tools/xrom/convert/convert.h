/* SPDX-License-Identifier: MIT */
/* What xrom convert makes of an image. */
#ifndef XROM_TOOL_CONVERT_H
#define XROM_TOOL_CONVERT_H

#include "host/output.h"
#include "image/input.h"

/* An image, and where what is made of it goes to. */
struct conversion {
    const struct input *input;
    const char *image; /* its path, as the user gave it; null: there is none */
    const struct convert_options *options;
    struct output output;
    uint32_t base;  /* address of the image, or of two slots, in a file for flash tools */
    uint64_t room;  /* bytes of flash that are kept for them */
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

/* Gives the flash of a family that the options say there is. False after a message. */
bool window_open(struct window *window, const struct convert_options *options, uint32_t family);

/* Holds a range against the flash. False after a message about what is there. */
bool window_holds(const struct window *window, const char *what, uint64_t first, uint64_t size);

/*
 * Finds out whether what is kept, `room` from `base` on, shares no sector with what the options say is taken. False after a
 * message.
 */
bool convert_is_free(const struct conversion *conversion, const struct window *window);

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

/* The same for the bytes of two slots, of which the first has the image, ready to be used; what they may take is known. */
bool convert_add_slots(const struct conversion *conversion, struct xrom_flash *flash, uint32_t family);

/* Writes a file for flash tools, or one for a linker. False after a message. */
bool convert_write_flash(struct conversion *conversion, struct xrom_flash *flash, uint32_t family);
bool convert_write_link(struct conversion *conversion);

/* Makes the header of a place in flash, to which no image is needed, and writes it to a file. False after a message. */
bool convert_make_header(struct conversion *conversion, const char *path);

#endif
