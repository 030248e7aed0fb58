/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/version.h>

#include "cli/arguments.h"
#include "cli/help.h"
#include "host/memory.h"
#include "host/system.h"
#include "text/message.h"

static const struct option_row image_options[] = {
    {OPTION_OFFSET, "offset", "N",
     "the image begins N bytes into the file, as in a flash dump; in a UF2,\nHEX or S-record file at the address N, or "
     "if "
     "that is less than its\nlowest address N bytes behind that"},
    {OPTION_PARTITION_SIZE, "partition-size", "N", "read no more than N bytes from there on (default: to the end)"},
    {OPTION_END, NULL, NULL, NULL},
};

static const struct option_row compiler_options[] = {
    {OPTION_MPY_CROSS, "mpy-cross", "PROGRAM", "the compiler (default: $MICROPY_MPYCROSS, or else mpy-cross in PATH)"},
    {OPTION_MARCH, "march", "ARCH", "compile native code for this architecture, as mpy-cross names it"},
    {OPTION_OPTIMIZE, "optimize", "LEVEL", "the optimization of the compiler, 0 to 3 (default: its own)"},
    {OPTION_SMALL_INT_BITS, "small-int-bits", "N", "the width of small integers on the target (default: its own)"},
    {OPTION_JOBS, "jobs", "N", "compile N sources at a time (default: one for each core)"},
    {OPTION_CACHE, "cache", "DIR",
     "where compiled modules are kept (default: xrom in $XDG_CACHE_HOME,\nor else in ~/.cache)"},
    {OPTION_NO_CACHE, "no-cache", NULL, "compile all sources anew, and keep nothing"},
    {OPTION_END, NULL, NULL, NULL},
};

const struct option_row common_options[] = {
    {OPTION_HELP, "help", NULL, "show this help and end"},
    {OPTION_VERSION, "version", NULL, "show the version and end"},
    {OPTION_END, NULL, NULL, NULL},
};

struct option_tables option_tables_of(const struct command *command)
{
    struct option_tables tables = {{command->options}};
    size_t count = 1;

    if (command->reads_image) {
        tables.rows[count++] = image_options;
    }
    if (command->compiles) {
        tables.rows[count++] = compiler_options;
    }
    tables.rows[count] = common_options;
    return tables;
}

/* A command has at most this many options, all tables together. */
enum { OPTIONS_MAX = 64 };

/* The options of a command as getopt_long() wants them. */
struct option_table {
    struct option rows[OPTIONS_MAX + 1];
    char letters[2 * OPTIONS_MAX + 2];
    size_t count;
};

static void add_options(struct option_table *table, const struct option_row *rows)
{
    char *letter = table->letters + strlen(table->letters);

    for (; rows->id != OPTION_END && table->count < OPTIONS_MAX; rows++) {
        struct option *row = &table->rows[table->count++];
        row->name = rows->name;
        row->has_arg = rows->argument ? required_argument : no_argument;
        row->val = (int)rows->id;
        if (rows->id < 256) {
            *letter++ = (char)rows->id;
            if (rows->argument) {
                *letter++ = ':';
            }
        }
    }
}

bool parse_size(const char *text, uint64_t *size)
{
    unsigned base = text[0] == '0' && text[1] == 'x' ? 16 : 10;
    const char *digit = base == 16 ? text + 2 : text;
    uint64_t value = 0;
    uint64_t unit = 1;

    if (!isxdigit((unsigned char)*digit)) {
        return false;
    }
    for (; isdigit((unsigned char)*digit) || (base == 16 && isxdigit((unsigned char)*digit)); digit++) {
        unsigned figure = isdigit((unsigned char)*digit) ? (unsigned)(*digit - '0')
                                                         : (unsigned)(tolower((unsigned char)*digit) - 'a') + 10;
        if (value > (UINT64_MAX - figure) / base) {
            return false;
        }
        value = value * base + figure;
    }
    if (*digit == 'K' || *digit == 'M') {
        unit = *digit == 'K' ? 1024 : 1024 * 1024;
        digit++;
    }
    if (*digit != '\0' || value > UINT64_MAX / unit) {
        return false;
    }
    *size = value * unit;
    return true;
}

/* Reads the size that an option takes. Says what is wrong with it. */
static bool take_size(const struct command *command, const char *name, uint64_t least, uint64_t *size)
{
    if (!parse_size(optarg, size)) {
        message(command->name, "--%s %s is no number of bytes, as 4096, 0x1000, 64K or 2M; see xrom %s --help", name,
                optarg, command->name);
        return false;
    }
    if (*size < least) {
        message(command->name, "--%s must be at least %u; see xrom %s --help", name, (unsigned)least, command->name);
        return false;
    }
    return true;
}

/* Takes the name of a file to write. False after a message. */
static bool take_file(const struct command *command, const char *option, const char **file)
{
    *file = optarg;
    if (*optarg == '\0') {
        message(command->name, "%s has an empty text, which names nothing; see xrom %s --help", option, command->name);
    }
    return *optarg != '\0';
}

/* True for an option that takes a path of the host. */
static bool takes_path(int id)
{
    return id == OPTION_CACHE || id == OPTION_DEPFILE || id == OPTION_MERGE || id == OPTION_MPY_CROSS ||
           id == OPTION_OUTPUT || id == OPTION_SVG;
}

/* Notes one option. False after a message. */
static bool take_option(const struct command *command, int id, struct arguments *arguments)
{
    if (takes_path(id)) {
        system_plain_path(optarg);
    }
    switch (id) {
    case OPTION_JSON: arguments->json = true; return true;
    case OPTION_LONG: arguments->long_listing = true; return true;
    case OPTION_META: arguments->meta = true; return true;
    case OPTION_MIN_ALIGN: return parse_align(command->name, "min-align", optarg, &arguments->min_align);
    case OPTION_REQUIRE_CHECKSUM: arguments->require_checksum = true; return true;
    case OPTION_MPREMOTE: arguments->mpremote = true; return true;
    case OPTION_RECURSIVE: arguments->recursive = true; return true;
    case OPTION_OUTPUT: return take_file(command, "-o", &arguments->output);
    case OPTION_DEPFILE: return take_file(command, "--depfile", &arguments->depfile);
    case OPTION_SVG: return take_file(command, "--svg", &arguments->svg);
    case OPTION_PROFILE: arguments->profile = optarg; return true;
    case OPTION_FORBID_SOURCE: arguments->forbid_source = true; return true;
    case OPTION_MAX_RAM: return take_size(command, "max-ram", 1, &arguments->max_ram);
    case OPTION_MAX_SIZE: return take_size(command, "max-size", 1, &arguments->max_size);
    case OPTION_OFFSET: return take_size(command, "offset", 0, &arguments->offset);
    case OPTION_PARTITION_SIZE: return take_size(command, "partition-size", 1, &arguments->partition_size);
    case OPTION_EXCLUDE:
        arguments->excludes =
            memory_grow(arguments->excludes, arguments->exclude_count + 1, sizeof *arguments->excludes);
        arguments->excludes[arguments->exclude_count++] = optarg;
        return true;
    case OPTION_CONSTANTS: arguments->constants = true; return true;
    case OPTION_ALLOW:
    case OPTION_CACHE:
    case OPTION_CONSTANT:
    case OPTION_JOBS:
    case OPTION_KEEP:
    case OPTION_MARCH:
    case OPTION_MPY:
    case OPTION_MPY_CROSS:
    case OPTION_NO_CACHE:
    case OPTION_OPTIMIZE:
    case OPTION_SMALL_INT_BITS:
    case OPTION_TARGET: return mpy_options_take(&arguments->mpy, id, optarg);
    case OPTION_FIND: arguments->find = true; return true;
    default:
        return convert_options_know(id) ? convert_options_take(&arguments->convert, id, optarg)
                                        : build_options_take(&arguments->options, id, optarg);
    }
}

/* Says which option getopt_long() did not like. */
static void report_option(const struct command *command, int argc, char **argv, int answer)
{
    const char *why = answer == ':' ? "lacks its argument" : "is unknown";
    const char *last = optind > 0 && optind <= argc ? argv[optind - 1] : "";

    /* Some getopt_long() say the same of an argument too many as of one that lacks. */
    if (optopt > 0 && strncmp(last, "--", 2) == 0 && strchr(last, '=')) {
        message(command->name, "option %.*s takes no argument; see xrom %s --help", (int)(strchr(last, '=') - last),
                last, command->name);
    } else if (optopt > 0 && optopt < 256) {
        message(command->name, "option -%c %s; see xrom %s --help", optopt, why, command->name);
    } else {
        message(command->name, "option %s %s; see xrom %s --help", last, why, command->name);
    }
}

static bool operands_fit(const struct command *command, const struct arguments *arguments)
{
    if (arguments->operand_count < command->operands_min) {
        message(command->name, "an operand is missing: %s; see xrom %s --help", command->operands, command->name);
        return false;
    }
    if (arguments->operand_count > command->operands_max) {
        message(command->name, "one operand too many: %s; see xrom %s --help",
                arguments->operands[command->operands_max], command->name);
        return false;
    }
    for (size_t i = 0; i < arguments->operand_count && i < command->host_paths; i++) {
        system_plain_path(arguments->operands[i]);
        if (*arguments->operands[i] == '\0') {
            message(command->name, "an operand is an empty text, which names no file; see xrom %s --help",
                    command->name);
            return false;
        }
    }
    return true;
}

static void clear(struct arguments *arguments)
{
    free(arguments->excludes);
    build_options_clear(&arguments->options);
    mpy_options_clear(&arguments->mpy);
}

int command_run(const struct command *command, int argc, char **argv)
{
    const struct option_tables tables = option_tables_of(command);
    struct arguments arguments;
    struct option_table table;
    int id, status;

    memset(&arguments, 0, sizeof arguments);
    arguments.mpy.command = command->name;
    memset(&table, 0, sizeof table);
    table.letters[0] = ':';
    for (const struct option_row *const *rows = tables.rows; *rows; rows++) {
        add_options(&table, *rows);
    }

    opterr = 0;
    while ((id = getopt_long(argc, argv, table.letters, table.rows, NULL)) != -1) {
        if (id == OPTION_HELP || id == OPTION_VERSION) {
            clear(&arguments);
            id == OPTION_HELP ? help_command(command) : help_version();
            return EXIT_FINE;
        }
        if (id == OPTION_TARGET && strcmp(optarg, "help") == 0) {
            clear(&arguments);
            board_list();
            return EXIT_FINE;
        }
        if (id == '?' || id == ':') {
            report_option(command, argc, argv, id);
        }
        if (id == '?' || id == ':' || !take_option(command, id, &arguments)) {
            clear(&arguments);
            return EXIT_USAGE;
        }
    }
    arguments.operands = argv + optind;
    arguments.operand_count = (size_t)(argc - optind);
    status = operands_fit(command, &arguments) ? command->run(&arguments) : EXIT_USAGE;
    clear(&arguments);
    return status;
}
