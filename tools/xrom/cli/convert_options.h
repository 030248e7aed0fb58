/* SPDX-License-Identifier: MIT */
/* The options of xrom convert. */
#ifndef XROM_TOOL_CONVERT_OPTIONS_H
#define XROM_TOOL_CONVERT_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include <xrom/convert.h>
#include <xrom/embed.h>

enum convert_format {
    CONVERT_NOTHING, /* none was given */
    CONVERT_UF2,
    CONVERT_HEX,
    CONVERT_BIN,
    CONVERT_S19,
    CONVERT_HEADER, /* of a place in flash */
    CONVERT_C,      /* this and those that follow are for a linker */
    CONVERT_ASM,
    CONVERT_OBJECT
};

/* A range of flash that something else has, in bytes. */
struct taken {
    uint64_t base, size;
};

/* So many of them can be given. */
enum { TAKEN_MAX = 16 };

/* All zero: none was given. */
struct convert_options {
    enum convert_format format;
    /* of a file for flash tools */
    bool has_base, has_merge_base, has_family;
    uint64_t base, merge_base;
    uint32_t family;
    uint64_t flash_size;
    uint32_t sector_size;
    uint64_t slots;    /* bytes of both of them; 0: there are none */
    uint64_t max_size; /* bytes that are kept for the image; 0: as many as it has */
    struct taken taken[TAKEN_MAX];
    size_t taken_count;
    const char *merge;
    /* of something to link */
    const char *symbol, *section;
    bool has_machine;
    enum xrom_machine machine;
    const char *flash_option, *link_option; /* one that was given, for messages */
};

/* True for an option (an enum option_id) that is here. */
bool convert_options_know(int id);

/* Notes an option and its argument, which must live as long as the options. False after a message. */
bool convert_options_take(struct convert_options *options, int id, const char *argument);

/* Completes the options, and holds them against each other. False after a message. */
bool convert_options_check(struct convert_options *options);

/* The name of the option of a format, without the dashes. */
const char *convert_format_name(enum convert_format format);

/* The name of a family, or its number; good until the next call. */
const char *convert_family_name(uint32_t family);

#endif
