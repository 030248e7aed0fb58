/* SPDX-License-Identifier: MIT */
/* xrom check: holds images against the format, and tells what is allowed but surprising. */
#include <stdio.h>
#include <string.h>

#include "host/host.h"
#include "image/hidden.h"
#include "image/verify.h"
#include "image/warnings.h"
#include "text/json.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_JSON, "json", NULL, "write a JSON array with an object for each image"},
    {OPTION_MIN_ALIGN, "min-align", "N", "fail where data is not aligned to N bytes, a power of two up to 64K"},
    {OPTION_REQUIRE_CHECKSUM, "require-checksum", NULL, "fail for an image without a checksum"},
    {OPTION_MPREMOTE, "mpremote", NULL, "fail for records that MicroPython's mpremote does not write"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Holds every record of each IMAGE against the format: what passes, every lookup and listing reads without\n"
    "damage. The first fault is told with its path, and its offset in bytes from the start of the image; the other\n"
    "images are checked all the same. Where the image has a checksum every byte is held against it, and an index\n"
    "must agree with the tree. Where a file has a content hash its data is held against that; without a checksum the\n"
    "data of other files is not looked at. Of a build id the length is, and not the value.\n"
    "\n"
    "--min-align counts from the first byte of the image: data has it in flash where the address of the image is a\n"
    "multiple of N too. Of a .mpy it is the largest bytes constant that must be aligned, if there is one, else the\n"
    "first byte as of other files.\n"
    "\n"
    "A warning tells what is allowed but surprising: names that no folder of a host can hold, or that are no UTF-8,\n"
    "and entries that no path reaches because an earlier one has their name. An image with warnings is good.\n"
    "\n"
    "JSON that is not complete, as where an image becomes shorter while it is read, tells nothing.\n"
    "\n"
    "Exit code: 0 all are good; 1 one is damaged or cannot be read; 2 wrong usage.\n"
    "\n"
    "Example: xrom check assets.romfs\n";

/* What is said about an image. */
struct verdict {
    struct json *json; /* null: plain text */
    struct warnings warnings;
    struct problem problem; /* where it is bad */
    bool bad;
};

/* Warns about names, in an image that is sound. False after a report: another program writes to it meanwhile. */
static bool warn_of_names(struct warnings *warnings, const struct input *input)
{
    struct xrom_node root = xrom_root(&input->image);
    struct hidden hidden;
    struct scan scan;
    bool good = hidden_find(&hidden, input, &root, NULL);
    int error;

    if (good) {
        scan_begin(&scan, input, &root, NULL);
        while ((error = scan_next(&scan)) == XROM_OK) {
            const char *fault = warnings_name_fault(&scan);
            if (fault) {
                warnings_add(warnings, &scan, fault);
            }
            if (hidden_take(&hidden, &scan.node)) {
                warnings_add(warnings, &scan, "no path reaches this: an earlier entry has the same name");
            }
        }
        good = scan_end(&scan, error);
    }
    hidden_clear(&hidden);
    return good;
}

/* Notes why an image is bad; it is told when the answer about the image is complete. */
static bool note_problem(struct verdict *verdict)
{
    verdict->bad = true;
    if (verdict->json) {
        json_bool(verdict->json, "ok", false);
        json_problem(verdict->json, "error", &verdict->problem);
    }
    return false;
}

/* Writes the messages about an image. */
static void tell(struct verdict *verdict, const char *name)
{
    warnings_end(&verdict->warnings, name);
    if (verdict->bad) {
        problem_report(&verdict->problem, name);
        problem_clear(&verdict->problem);
    }
}

static void report_good(struct json *json, const struct input *input, uint64_t warning_count,
                        const struct verified *verified)
{
    uint32_t size = input->image.size;

    if (json) {
        json_bool(json, "ok", true);
        json_number(json, "warning_count", warning_count);
        json_number(json, "files", verified->file_count);
        json_number(json, "directories", verified->directory_count);
        json_number(json, "size", size);
        json_text(json, "content_hashes", verified->has_hashes ? "right" : "none");
        json_text(json, "checksum", verified->has_checksum ? "right" : "none");
        json_text(json, "index", verified->has_index ? "agrees" : "none");
    } else {
        text_write(stdout, input->name, strlen(input->name));
        fputs(": ok: ", stdout);
        text_write_counts(stdout, verified->file_count, verified->directory_count, size);
        fputs(verified->has_hashes ? ", content hashes right" : "", stdout);
        fputs(verified->has_checksum ? ", checksum right" : "", stdout);
        puts(verified->has_index ? ", index agrees" : "");
    }
}

/* Finds the first fault of an image, or the warnings and what is in it. */
static bool check_image(struct verdict *verdict, const struct input *input, const struct arguments *arguments)
{
    struct json *json = verdict->json;
    struct verified verified;
    bool good = true;

    if (!verify_image(&verdict->problem, input, arguments, &verified)) {
        return note_problem(verdict);
    }
    if (json) {
        json_open(json, "warnings", '[');
    }
    if (verified.is_surprising) {
        good = warn_of_names(&verdict->warnings, input);
    }
    if (json) {
        json_close(json, ']');
    }
    if (good) {
        report_good(json, input, verdict->warnings.count, &verified);
    } else if (json) {
        json_bool(json, "ok", false);
    }
    return good;
}

static bool check(struct json *json, const char *path, bool more, const struct arguments *arguments)
{
    struct verdict verdict;
    struct input input;
    bool good;

    memset(&verdict, 0, sizeof verdict);
    verdict.json = json;
    verdict.warnings.json = json;
    if (json) {
        json_open(json, NULL, '{');
        json_bytes(json, "image", path, strlen(path));
    }
    if (input_open(&input, path, arguments, &verdict.problem)) {
        good = check_image(&verdict, &input, arguments);
        input_close(&input);
    } else {
        good = note_problem(&verdict);
    }
    if (json) {
        json_close(json, '}');
        json_end_line(json, more);
    }
    tell(&verdict, input.name);
    return good;
}

static int run(const struct arguments *arguments)
{
    struct json json = {0, false, 0, false};
    int status = EXIT_FINE;

    if (arguments->json) {
        json_open(&json, NULL, '[');
    }
    for (size_t i = 0; i < arguments->operand_count; i++) {
        const char *path = arguments->operands[i];
        if (!check(arguments->json ? &json : NULL, path, i + 1 < arguments->operand_count, arguments)) {
            status = EXIT_BAD;
        }
        /* Should the next image end the tool, because it shrinks while it is read, then this answer has been given. */
        host_flush_answer();
    }
    if (arguments->json) {
        json_close(&json, ']');
    }
    return status;
}

const struct command command_check = {
    "check", "Find damage in images.", "IMAGE...", notes, options, true, 1, SIZE_MAX, SIZE_MAX, run, false,
};
