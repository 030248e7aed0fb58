/* SPDX-License-Identifier: MIT */
/* xrom check: holds images against the format, and tells what is allowed but surprising. */
#include <stdio.h>
#include <string.h>

#include "hidden.h"
#include "host.h"
#include "json.h"
#include "text.h"
#include "warnings.h"

static const struct option_row options[] = {
    {OPTION_JSON, "json", NULL, "write a JSON array with an object for each image"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Holds every record of each IMAGE against the format: what passes, every lookup and listing reads without\n"
    "damage. The first fault is told with its path, and its offset in bytes from the start of the image; the other\n"
    "images are checked all the same. File data has no checksum in this format and is not looked at.\n"
    "\n"
    "A warning tells what is allowed but surprising: names that no folder of a host can hold, or that are no UTF-8,\n"
    "and entries that no path reaches because an earlier one has their name. An image with warnings is good.\n"
    "\n"
    "Exit code: 0 all are good; 1 one is damaged or cannot be read; 2 wrong usage.\n"
    "\n"
    "Example: xrom check assets.romfs\n";

/* Looks at all names. The image is sound. */
static void find_warnings(struct warnings *warnings, struct scan *scan, struct hidden *hidden)
{
    while (scan_next(scan) == XROM_OK) {
        size_t size;
        const char *name = scan_name(scan, &size);
        const char *fault = host_name_fault(name, size);
        if (!fault && !text_is_valid(name, size)) {
            fault = "a name that is not valid UTF-8: some hosts cannot hold it";
        }
        if (fault) {
            warnings_add(warnings, scan, fault);
        }
        if (hidden_take(hidden, &scan->node)) {
            warnings_add(warnings, scan, "no path reaches this: an earlier entry has the same name");
        }
    }
    warnings_end(warnings, scan);
}

static void report_problem(struct json *json, const char *name, struct problem *problem)
{
    problem_report(problem, name);
    if (json) {
        json_bool(json, "ok", false);
        json_problem(json, "error", problem);
    }
    problem_clear(problem);
}

static void report_good(struct json *json, const struct scan *scan, uint64_t warning_count)
{
    uint32_t size = scan->input->image.size;

    if (json) {
        json_bool(json, "ok", true);
        json_number(json, "warning_count", warning_count);
        json_number(json, "files", scan->file_count);
        json_number(json, "directories", scan->directory_count);
        json_number(json, "size", size);
    } else {
        text_write(stdout, scan->input->name, strlen(scan->input->name));
        fputs(": ok: ", stdout);
        text_write_counts(stdout, scan->file_count, scan->directory_count, size);
        puts("");
    }
}

/* Tells the first fault of an image, or the warnings and what is in it. */
static bool check_image(struct json *json, const struct input *input)
{
    struct warnings warnings = {json, 0};
    struct xrom_node root = xrom_root(&input->image);
    struct hidden hidden;
    struct problem problem;
    struct scan scan;
    bool good;

    if (!problem_check(&problem, &input->image)) {
        report_problem(json, input->name, &problem);
        return false;
    }
    good = hidden_find(&hidden, input, &root, NULL);
    if (good) {
        scan_begin(&scan, input, &root, NULL);
        if (json) {
            json_open(json, "warnings", '[');
        }
        find_warnings(&warnings, &scan, &hidden);
        if (json) {
            json_close(json, ']');
        }
        report_good(json, &scan, warnings.count);
        scan_end(&scan, XROM_ERR_END);
    }
    hidden_clear(&hidden);
    return good;
}

static bool check(struct json *json, const char *path, const struct arguments *arguments)
{
    struct input input;
    struct problem problem;
    bool good;

    if (!input_open(&input, path, arguments, &problem)) {
        report_problem(json, input.name, &problem);
        return false;
    }
    good = check_image(json, &input);
    input_close(&input);
    return good;
}

static int run(const struct arguments *arguments)
{
    struct json json = {0, false, 0};
    int status = EXIT_FINE;

    if (arguments->json) {
        json_open(&json, NULL, '[');
    }
    for (size_t i = 0; i < arguments->operand_count; i++) {
        const char *path = arguments->operands[i];
        if (arguments->json) {
            json_open(&json, NULL, '{');
            json_bytes(&json, "image", path, strlen(path));
        }
        if (!check(arguments->json ? &json : NULL, path, arguments)) {
            status = EXIT_BAD;
        }
        if (arguments->json) {
            json_close(&json, '}');
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
    "check", "Find damage in images.", "IMAGE...", notes, options, true, 1, SIZE_MAX, run,
};
