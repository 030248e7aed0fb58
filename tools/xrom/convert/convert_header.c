/* SPDX-License-Identifier: MIT */
/* A header with the numbers of a place in flash, for the firmware that uses it. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include <xrom/slots.h>

#include "convert/convert.h"

/* The longest line, in bytes: two names and some words. */
enum { LINE_MAX_SIZE = 2 * XROM_SYMBOL_MAX + 160 };

/* Writes a part of it, until one could not be written. */
PRINTF_LIKE(2, 3) static void write_part(struct conversion *conversion, const char *format, ...)
{
    char text[LINE_MAX_SIZE];
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (!conversion->error) {
        conversion_write(conversion, text, (size_t)size);
    }
}

/* Writes a number and what it is. */
static void write_number(struct conversion *conversion, const char *name, uint64_t number, const char *what)
{
    write_part(conversion, "#define %s_%s UINT32_C(0x%08" PRIx64 ") /* %s */\n", conversion->options->symbol, name,
               number, what);
}

static void write_image(struct conversion *conversion)
{
    write_part(conversion, "#define %s ((const uint8_t *)(uintptr_t)UINT32_C(0x%08" PRIx32 "))\n",
               conversion->options->symbol, conversion->base);
    write_number(conversion, "size", conversion->room, "bytes that it may have");
}

static void write_slots(struct conversion *conversion)
{
    const uint32_t sector = conversion->options->sector_size;
    const uint64_t slot_size = conversion->room / XROM_SLOT_COUNT / sector * sector;

    write_number(conversion, "slots_size", conversion->room, "bytes of both");
    write_number(conversion, "slot_size", slot_size, "bytes of one");
    write_number(conversion, "slot_room", slot_size - sector, "bytes that an image may have");
    write_number(conversion, "sector_size", sector, "bytes that are erased at once");
}

static bool write_header(struct conversion *conversion, const struct window *window)
{
    bool has_slots = conversion->options->slots > 0;
    const char *prefix = has_slots ? "slots_" : "";
    char name[32];

    write_part(conversion, "/* %s in flash. Made by xrom convert. */\n#include <stdint.h>\n\n",
               has_slots ? "Two slots for an image (xrom/slots.h)" : "An image");
    snprintf(name, sizeof name, "%saddress", prefix);
    write_number(conversion, name, conversion->base, "where that begins");
    if (window->is_known) {
        snprintf(name, sizeof name, "%soffset", prefix);
        write_number(conversion, name, conversion->base - window->first, "from the start of the flash");
    }
    has_slots ? write_slots(conversion) : write_image(conversion);
    if (conversion->error) {
        conversion_report(conversion);
    }
    return conversion->error == 0;
}

bool convert_make_header(struct conversion *conversion, const char *path)
{
    const struct convert_options *options = conversion->options;
    struct window window;
    uint64_t base;
    bool good;

    if (!window_open(&window, options, options->family)) {
        return false;
    }
    base = window_address(&window, options->base);
    conversion->room = options->slots > 0 ? options->slots : options->max_size;
    if (!window_holds(&window, "convert", base, conversion->room)) {
        return false;
    }
    conversion->base = (uint32_t)base;
    if (!convert_is_free(conversion, &window) || !output_find(&conversion->output, path)) {
        return false;
    }
    good = output_open(&conversion->output) && write_header(conversion, &window);
    return output_close(&conversion->output, good);
}
