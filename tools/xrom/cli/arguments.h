/* SPDX-License-Identifier: MIT */
/* Commands, their options, and what a command line says. */
#ifndef XROM_TOOL_ARGUMENTS_H
#define XROM_TOOL_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/build_options.h"
#include "cli/convert_options.h"
#include "cli/mpy_options.h"

/* Options. The value of one that has a letter is its letter. */
enum option_id {
    OPTION_END = 0,
    OPTION_JOBS = 'j',
    OPTION_LONG = 'l',
    OPTION_OPTIMIZE = 'O',
    OPTION_OUTPUT = 'o',
    OPTION_RECURSIVE = 'R',
    OPTION_ALIGN = 256,
    OPTION_ALLOW,
    OPTION_ASM,
    OPTION_BASE,
    OPTION_BIN,
    OPTION_BUILD_ID,
    OPTION_C,
    OPTION_CACHE,
    OPTION_CONSTANT,
    OPTION_CONSTANTS,
    OPTION_CONTENT_TYPE,
    OPTION_DEPFILE,
    OPTION_EXCLUDE,
    OPTION_FAMILY,
    OPTION_FIND,
    OPTION_FLASH_SIZE,
    OPTION_FORBID_SOURCE,
    OPTION_GZIP,
    OPTION_HASH,
    OPTION_HEADER,
    OPTION_HELP,
    OPTION_HEX,
    OPTION_INDEX,
    OPTION_JSON,
    OPTION_KEEP,
    OPTION_MACHINE,
    OPTION_MARCH,
    OPTION_MAX_RAM,
    OPTION_MAX_SIZE,
    OPTION_MERGE,
    OPTION_MERGE_BASE,
    OPTION_META,
    OPTION_MIN_ALIGN,
    OPTION_MPREMOTE,
    OPTION_MPY,
    OPTION_MPY_CROSS,
    OPTION_MTIME,
    OPTION_NAME,
    OPTION_NO_CACHE,
    OPTION_NO_CHECKSUM,
    OPTION_NO_DEDUPE,
    OPTION_OBJECT,
    OPTION_OFFSET,
    OPTION_PARTITION_SIZE,
    OPTION_PROFILE,
    OPTION_REQUIRE_CHECKSUM,
    OPTION_S19,
    OPTION_SECTION,
    OPTION_SECTOR_SIZE,
    OPTION_SLOTS,
    OPTION_SMALL_INT_BITS,
    OPTION_SVG,
    OPTION_SYMBOL,
    OPTION_TAKEN,
    OPTION_TARGET,
    OPTION_TYPE,
    OPTION_UF2,
    OPTION_VERSION,
    OPTION_VERSION_STRING
};

/* An option of a command. A table of them ends with OPTION_END. */
struct option_row {
    enum option_id id;
    const char *name;     /* without the two dashes */
    const char *argument; /* what it takes, or null */
    const char *help;     /* one line; a '\n' begins another */
};

struct arguments {
    bool json, long_listing, mpremote, recursive;
    uint64_t max_size;       /* bytes; 0: not given */
    uint64_t offset;         /* bytes; 0: not given */
    uint64_t partition_size; /* bytes; 0: not given */
    const char *output;      /* null: not given */
    const char *depfile;     /* null: not given */
    const char *svg;         /* null: not given */
    const char *profile;     /* null: not given */
    uint64_t max_ram;        /* bytes; 0: not given */
    const char **excludes;
    size_t exclude_count;
    bool constants, find, forbid_source, meta, require_checksum;
    uint32_t min_align;           /* bytes; 0: not given */
    struct build_options options; /* of the image that xrom build makes */
    struct mpy_options mpy;       /* of the modules in it */
    struct convert_options convert;
    char **operands;
    size_t operand_count;
};

struct command {
    const char *name;
    const char *summary;  /* one line, for the list of commands */
    const char *operands; /* for the usage line */
    const char *notes;    /* the rest of the help: details, an example */
    const struct option_row *options;
    bool reads_image; /* takes the options about the place of an image as well */
    size_t operands_min, operands_max;
    size_t host_paths;                             /* so many operands, the first ones, are paths of the host */
    int (*run)(const struct arguments *arguments); /* returns an enum status */
    bool compiles;                                 /* takes the options of the compiler as well */
};

/* Reads a number of bytes: decimal or 0x hexadecimal, with K or M for 1024 or 1024 * 1024 bytes. False: it is none. */
bool parse_size(const char *text, uint64_t *size);

/*
 * Runs a command with its arguments; argv[0] is its name. Answers --help and --version, and wrong usage with a message
 * and EXIT_USAGE. Returns an enum status.
 */
int command_run(const struct command *command, int argc, char **argv);

/*
 * The tables of options of a command, in the order of the help: its own, those about the place of an image where it reads
 * one, those of the compiler where it calls that, and those that all commands have. Ends with a null pointer.
 */
struct option_tables {
    const struct option_row *rows[5];
};

struct option_tables option_tables_of(const struct command *command);

/* The options that all commands have. */
extern const struct option_row common_options[];

extern const struct command command_audit, command_build, command_cat, command_check, command_convert, command_diff,
    command_document, command_extract, command_info, command_ls, command_tree;

/* All of them, in the order of the help; ends with a null pointer. */
extern const struct command *const all_commands[];

#endif
