/* SPDX-License-Identifier: MIT */
/* xrom audit: what files cost in RAM, and what to do about it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "host/host.h"
#include "host/signals.h"
#include "text/message.h"

static const struct option_row options[] = {
    {OPTION_JSON, "json", NULL, "write a JSON object, with what each figure is made of"},
    {OPTION_SVG, "svg", "FILE", "draw a picture as well: which file takes how much of flash and RAM"},
    {OPTION_MAX_RAM, "max-ram", "N", "fail where all imports together keep more than N bytes"},
    {OPTION_FORBID_SOURCE, "forbid-source", NULL, "fail where there is a .py"},
    {OPTION_PROFILE, "profile", "NAME",
     "whose RAM is meant: rp2 (default), 32 for other ports of 32 bits, 64 for\nunix, wasm for browsers and Node"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Tells of each file in images, folders, and single .py and .mpy files, whether it is used where it lies in flash,\n"
    "and how many bytes of MicroPython's heap its import keeps: now, and as a .mpy in an image. A folder is meant to\n"
    "become an image. A .py is compiled to know what it costs, as xrom build --mpy does; nothing is changed.\n"
    "\n"
    "A source is compiled to RAM wherever it stands, and so is machine code copied; bytecode, text and data of a .mpy\n"
    "in an image stay in flash. Figures are predictions from the bytes of the module: exact where its top level only\n"
    "makes functions, classes and constants, followed where it runs code that can be followed, marked with ~ where\n"
    "something that is not in the file decides, and with > where the import runs too long to be followed to its\n"
    "end. They are what stays after the import and a collection.\n"
    "\n"
    "With more than one operand, paths begin with the operand's.\n"
    "\n"
    "Exit code: 0 fine; 1 something cannot be read, compiled or imported, or is not as --max-ram and --forbid-source\n"
    "want it; 2 wrong usage.\n"
    "\n"
    "Example: xrom audit assets --max-ram 20K\n";

/* True where all modules can be imported, which are not hidden. Else false after messages. */
static bool is_importable(const struct audit *audit)
{
    bool good = true;

    for (size_t i = 0; i < audit->count; i++) {
        const struct audit_row *row = &audit->rows[i];
        if (row->kind == AUDIT_BROKEN && !row->is_hidden) {
            message(row->path, "cannot be imported: %s; %s", row->why, row->advice);
            good = false;
        }
    }
    return good;
}

/* Holds the RAM against what is allowed. False after messages. */
static bool is_small(const struct audit *audit)
{
    const struct arguments *arguments = audit->arguments;
    const char *operand = arguments->operands[0];
    uint64_t ram = audit->now.own + audit->now.shared;
    bool good = false;

    for (size_t i = 0; i < audit->count; i++) {
        const struct audit_row *row = &audit->rows[i];
        if (!row->is_hidden && row->now.known && row->now.cost.is_partial) {
            message(row->path, "takes RAM that is not known, more than %" PRIu32 " bytes: it %s; make constants of it",
                    row->now.cost.total, xrom_mpy_reason_text(XROM_MPY_TOO_LONG));
        }
    }
    if (!audit->now.has_ram) {
        message(operand, "takes RAM that is not known, so it is not known to fit into %" PRIu64 " bytes",
                arguments->max_ram);
    } else if (ram > arguments->max_ram) {
        message(operand, "takes about %" PRIu64 " bytes of RAM, over the %" PRIu64 " allowed; %s", ram,
                arguments->max_ram,
                audit->source_count > 0 ? "precompile its sources: xrom build --mpy"
                                        : "see what they are made of with --json");
    } else {
        good = !audit->now.is_partial;
    }
    return good;
}

/* Holds the audit against what the command line wants. False after messages. */
static bool is_wanted(const struct audit *audit)
{
    bool good = is_importable(audit);

    for (size_t i = 0; audit->arguments->forbid_source && i < audit->count; i++) {
        if (audit->rows[i].kind == AUDIT_SOURCE) {
            message(audit->rows[i].path, "is a source; %s", audit->rows[i].advice);
            good = false;
        }
    }
    return (audit->arguments->max_ram == 0 || is_small(audit)) && good;
}

static bool begin(struct audit *audit, const struct arguments *arguments)
{
    memset(audit, 0, sizeof *audit);
    audit->arguments = arguments;
    audit->profile = xrom_mpy_profile(arguments->profile ? arguments->profile : "rp2");
    audit->now.has_image = audit->now.has_ram = true;
    audit->precompiled.has_image = audit->precompiled.has_ram = true;
    if (!audit->profile) {
        message("audit", "--profile %s must be rp2, 32, 64 or wasm; see xrom audit --help", arguments->profile);
    }
    return audit->profile != NULL;
}

void audit_clear(struct audit *audit)
{
    for (size_t i = 0; i < audit->count; i++) {
        free(audit->rows[i].path);
    }
    free(audit->rows);
    audit_names_clear(&audit->names);
}

static int run(const struct arguments *arguments)
{
    struct audit audit;
    bool good = true;

    if (arguments->svg && strcmp(arguments->svg, "-") == 0) {
        message("audit", "--svg needs a file of its own, not -; see xrom audit --help");
        return EXIT_USAGE;
    }
    if (!begin(&audit, arguments)) {
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < arguments->operand_count && !interrupted(); i++) {
        good = audit_operand(&audit, arguments->operands[i]) && good;
    }
    audit_add_up(&audit);
    if (audit.count > 0 || good) {
        arguments->json ? audit_write_json(&audit) : audit_print(&audit);
    }
    if (good && arguments->svg) {
        host_flush_answer();
        good = audit_draw(&audit, arguments->svg);
    }
    good = is_wanted(&audit) && good;
    audit_clear(&audit);
    return good ? EXIT_FINE : EXIT_BAD;
}

const struct command command_audit = {
    "audit", "Tell what files cost in RAM.", "IMAGE|DIR|FILE...", notes, options, true, 1, SIZE_MAX, SIZE_MAX, run,
    true,
};
