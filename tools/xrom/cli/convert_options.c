/* SPDX-License-Identifier: MIT */
#include "cli/convert_options.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/arguments.h"
#include "text/message.h"

/* UF2 blocks hold so much, and no sector is larger than this. Bytes. */
enum { SECTOR_MIN = 256, SECTOR_MAX = 1024 * 1024, SECTOR_USUAL = 4096 };

/* An address is one of 32 bits. */
#define ADDRESS_MAX UINT32_MAX

static const struct {
    const char *name;
    int id;
    enum convert_format format; /* that it asks for */
} known[] = {
    {"uf2", OPTION_UF2, CONVERT_UF2},
    {"hex", OPTION_HEX, CONVERT_HEX},
    {"bin", OPTION_BIN, CONVERT_BIN},
    {"s19", OPTION_S19, CONVERT_S19},
    {"header", OPTION_HEADER, CONVERT_HEADER},
    {"c", OPTION_C, CONVERT_C},
    {"asm", OPTION_ASM, CONVERT_ASM},
    {"object", OPTION_OBJECT, CONVERT_OBJECT},
    {"base", OPTION_BASE, CONVERT_NOTHING},
    {"family", OPTION_FAMILY, CONVERT_NOTHING},
    {"flash-size", OPTION_FLASH_SIZE, CONVERT_NOTHING},
    {"merge", OPTION_MERGE, CONVERT_NOTHING},
    {"merge-base", OPTION_MERGE_BASE, CONVERT_NOTHING},
    {"sector-size", OPTION_SECTOR_SIZE, CONVERT_NOTHING},
    {"slots", OPTION_SLOTS, CONVERT_NOTHING},
    {"taken", OPTION_TAKEN, CONVERT_NOTHING},
    {"machine", OPTION_MACHINE, CONVERT_NOTHING},
    {"section", OPTION_SECTION, CONVERT_NOTHING},
    {"symbol", OPTION_SYMBOL, CONVERT_NOTHING},
};

enum { KNOWN_COUNT = sizeof known / sizeof known[0] };

static size_t find(int id)
{
    size_t i = 0;

    while (i < KNOWN_COUNT && known[i].id != id) {
        i++;
    }
    return i;
}

bool convert_options_know(int id)
{
    return find(id) < KNOWN_COUNT;
}

const char *convert_format_name(enum convert_format format)
{
    size_t i = 0;

    while (known[i].format != format) {
        i++;
    }
    return known[i].name;
}

const char *convert_family_name(uint32_t family)
{
    static char number[16];
    const struct xrom_family *named = xrom_family_by_id(family);

    if (named) {
        return named->name;
    }
    snprintf(number, sizeof number, "0x%08" PRIx32, family);
    return family == XROM_FAMILY_NONE ? "no family" : number;
}

/* Says what is wrong between two options. */
static bool refuse(const char *option, const char *how, const char *other)
{
    message("convert", "--%s %s --%s; see xrom convert --help", option, how, other);
    return false;
}

static bool take_format(struct convert_options *options, enum convert_format format)
{
    if (options->format != CONVERT_NOTHING && options->format != format) {
        return refuse(convert_format_name(options->format), "excludes", convert_format_name(format));
    }
    options->format = format;
    return true;
}

static bool take_number(const char *name, const char *argument, uint64_t least, uint64_t most, uint64_t *number)
{
    if (!parse_size(argument, number) || *number < least || *number > most) {
        message("convert", "--%s %s is no number from %" PRIu64 " to 0x%" PRIx64 "; see xrom convert --help", name,
                argument, least, most);
        return false;
    }
    return true;
}

static bool take_family(struct convert_options *options, const char *argument)
{
    const struct xrom_family *family = xrom_family_by_name(argument);
    uint64_t number;

    if (family) {
        options->family = family->id;
    } else if (parse_size(argument, &number) && number > 0 && number <= UINT32_MAX) {
        options->family = (uint32_t)number;
    } else {
        message("convert",
                "--family %s is not known: rp2040, rp2350-arm-s, rp2350-riscv, esp32s3 and so on, or a number as "
                "0xe48bff56; see xrom convert --help",
                argument);
        return false;
    }
    options->has_family = true;
    return true;
}

static bool take_sector_size(struct convert_options *options, const char *argument)
{
    uint64_t size;

    if (!take_number("sector-size", argument, SECTOR_MIN, SECTOR_MAX, &size)) {
        return false;
    }
    if ((size & (size - 1)) != 0) {
        message("convert", "--sector-size %s is no power of two; see xrom convert --help", argument);
        return false;
    }
    options->sector_size = (uint32_t)size;
    return true;
}

static bool take_range(struct convert_options *options, const char *argument)
{
    const char *colon = strchr(argument, ':');
    struct taken *taken = &options->taken[options->taken_count];
    char base[32] = "";

    if (options->taken_count == TAKEN_MAX) {
        message("convert", "--taken is given more than %d times; join ranges", (int)TAKEN_MAX);
        return false;
    }
    if (colon && (size_t)(colon - argument) < sizeof base) {
        memcpy(base, argument, (size_t)(colon - argument));
    }
    if (!parse_size(base, &taken->base) || !parse_size(colon + 1, &taken->size) || taken->base > ADDRESS_MAX ||
        taken->size == 0 || taken->size > ADDRESS_MAX) {
        message("convert", "--taken %s is no address and size, as 0x10100000:64K; see xrom convert --help", argument);
        return false;
    }
    options->taken_count++;
    return true;
}

static bool take_machine(struct convert_options *options, const char *argument)
{
    char names[128] = "";

    for (unsigned i = 0; xrom_machine_name(i); i++) {
        const char *name = xrom_machine_name(i);
        if (strcmp(argument, name) == 0) {
            options->machine = (enum xrom_machine)i;
            options->has_machine = true;
            return true;
        }
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i > 0 ? ", " : "", name);
    }
    message("convert", "--machine %s is not known: %s; see xrom convert --help", argument, names);
    return false;
}

/* Notes a text that has to pass a test. */
static bool take_name(const char **name, const char *option, const char *argument, bool is_good)
{
    *name = argument;
    if (!is_good) {
        message("convert", "--%s %s cannot be a name in C and for an assembler; see xrom convert --help", option,
                argument);
    }
    return is_good;
}

bool convert_options_take(struct convert_options *options, int id, const char *argument)
{
    size_t which = find(id);

    if (known[which].format != CONVERT_NOTHING) {
        return take_format(options, known[which].format);
    }
    if (id == OPTION_SECTION || id == OPTION_MACHINE) {
        options->link_option = known[which].name;
    } else if (id != OPTION_SYMBOL) {
        options->flash_option = known[which].name;
    }
    switch (id) {
    case OPTION_BASE: options->has_base = true; return take_number("base", argument, 0, ADDRESS_MAX, &options->base);
    case OPTION_MERGE_BASE:
        options->has_merge_base = true;
        return take_number("merge-base", argument, 0, ADDRESS_MAX, &options->merge_base);
    case OPTION_FAMILY: return take_family(options, argument);
    case OPTION_FLASH_SIZE: return take_number("flash-size", argument, 1, ADDRESS_MAX, &options->flash_size);
    case OPTION_SECTOR_SIZE: return take_sector_size(options, argument);
    case OPTION_SLOTS: return take_number("slots", argument, 1, XROM_FLASH_SPAN_MAX, &options->slots);
    case OPTION_TAKEN: return take_range(options, argument);
    case OPTION_MACHINE: return take_machine(options, argument);
    case OPTION_SYMBOL: return take_name(&options->symbol, "symbol", argument, xrom_symbol_is_good(argument));
    case OPTION_SECTION: return take_name(&options->section, "section", argument, xrom_section_is_good(argument));
    default: break;
    }
    options->merge = argument;
    if (*argument == '\0') {
        message("convert", "--merge has an empty text, which names no file; see xrom convert --help");
    }
    return *argument != '\0';
}

/* Holds what an image in flash may take against its sectors. False after a message. */
static bool is_made_of_sectors(const struct convert_options *options)
{
    const uint32_t sector = options->sector_size;

    if (options->base % sector != 0) {
        message("convert",
                "--base 0x%" PRIx64 " is no multiple of the %" PRIu32
                " bytes that the flash erases at once; give 0x%" PRIx64 ", or another --sector-size",
                options->base, sector, options->base - options->base % sector);
        return false;
    }
    if (options->slots % sector != 0) {
        message("convert",
                "--slots 0x%" PRIx64 " is no multiple of the %" PRIu32
                " bytes that the flash erases at once; give 0x%" PRIx64 ", or another --sector-size",
                options->slots, sector, options->slots - options->slots % sector + sector);
        return false;
    }
    if (options->slots > 0 && options->slots < UINT64_C(4) * sector) {
        message("convert",
                "--slots 0x%" PRIx64 " is too small for two slots of an image and a record each, in sectors of %" PRIu32
                " bytes; give 0x%" PRIx64 " at least",
                options->slots, sector, UINT64_C(4) * sector);
        return false;
    }
    return true;
}

/* The same for what is for flash. */
static bool check_flash(struct convert_options *options, const char *format)
{
    if (options->has_merge_base && !options->merge) {
        return refuse("merge-base", "needs", "merge");
    }
    if (!options->has_base) {
        return refuse(format, "needs", "base, the address of the image in flash");
    }
    if (options->slots > 0 && options->max_size > 0) {
        return refuse("slots", "excludes", "max-size");
    }
    if (options->max_size > ADDRESS_MAX) {
        message("convert", "--max-size 0x%" PRIx64 " is more than there are addresses; see xrom convert --help",
                options->max_size);
        return false;
    }
    if (options->format == CONVERT_HEADER && options->slots == 0 && options->max_size == 0) {
        return refuse(format, "needs", "slots or --max-size, what there is in flash");
    }
    if (options->format == CONVERT_HEADER && !options->symbol) {
        return refuse(format, "needs", "symbol, what its names begin with");
    }
    options->sector_size = options->sector_size ? options->sector_size : SECTOR_USUAL;
    return is_made_of_sectors(options);
}

bool convert_options_check(struct convert_options *options)
{
    const char *format = options->format ? convert_format_name(options->format) : NULL;

    if (!format) {
        message("convert", "what to make is missing: --uf2, --hex, --s19, --bin, --header, --c, --asm or --object; see "
                           "xrom convert --help");
        return false;
    }
    if (options->format >= CONVERT_C && options->flash_option) {
        return refuse(options->flash_option, "is not for", format);
    }
    if (options->format <= CONVERT_HEADER && options->link_option) {
        return refuse(options->link_option, "is not for", format);
    }
    if (options->format < CONVERT_HEADER && options->symbol) {
        return refuse("symbol", "is not for", format);
    }
    if (options->format == CONVERT_HEADER && options->merge) {
        return refuse("merge", "is not for", format);
    }
    if (options->format == CONVERT_OBJECT && !options->has_machine) {
        return refuse(format, "needs", "machine, what the object is to be linked for");
    }
    if (options->format != CONVERT_OBJECT && options->has_machine) {
        return refuse("machine", "is not for", format);
    }
    return options->format > CONVERT_HEADER || check_flash(options, format);
}
