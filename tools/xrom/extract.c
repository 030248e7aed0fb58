/* SPDX-License-Identifier: MIT */
/* xrom extract: an image, or a part of it, as a folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/extraction.h"
#include "host/signals.h"
#include "host/target.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_OUTPUT, "output", "DIR",
     "the folder to make (default: the name of the image without its\nextension, here; romfs for standard input)"},
    {OPTION_MAX_SIZE, "max-size", "N",
     "take no more than N bytes of the disk, 2048 for each entry\nbesides its data (default: 256M and 16 times the "
     "size "
     "of the\nimage, which only an image made to fill disks exceeds)"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Makes a folder with all that is in the image, or with the file or directory PATH alone, which keeps its path\n"
    "in it. The folder must not exist, or be empty. All or nothing: it has another name until it is complete, and\n"
    "is removed if that fails. Names that no folder can hold, as .. or one with a slash, are an error; of entries\n"
    "with equal names the first one is taken, as by every reader.\n"
    "\n"
    "Exit code: 0 fine; 1 the image is damaged, cannot be read or has no PATH, or the folder cannot be written;\n"
    "2 wrong usage.\n"
    "\n"
    "Example: xrom extract assets.romfs -o assets\n";

/* The folder that is being made. */
static struct target folder = {.parent = -1, .descriptor = -1};

static void clean_up(void)
{
    if (folder.descriptor >= 0) {
        target_remove(&folder);
    }
}

/* Extracts to a temporary folder, which becomes the target at the end. */
static bool extract(struct extraction *extraction, const char *target)
{
    bool good = false;

    protect(clean_up);
    if (target_begin(&folder, target)) {
        good = extraction_write(extraction, folder.descriptor, target) && target_finish(&folder);
        if (!good) {
            clean_up();
        }
        target_close(&folder);
    }
    unprotect();
    return good;
}

static int run(const struct arguments *arguments)
{
    const char *image = arguments->operands[0];
    struct extraction extraction;
    char *target = NULL;
    bool good;

    if (arguments->output && strcmp(arguments->output, "-") == 0) {
        message("extract", "a folder cannot go to standard output; a folder of this name is ./-");
        return EXIT_USAGE;
    }
    memset(&extraction, 0, sizeof extraction);
    extraction.path = arguments->operand_count > 1 ? arguments->operands[1] : NULL;
    extraction.max_size = arguments->max_size;
    if (!input_open_or_report(&extraction.input, image, arguments)) {
        return EXIT_BAD;
    }
    good = input_find(&extraction.input, extraction.path, &extraction.node) && extraction_plan(&extraction);
    if (good) {
        target = arguments->output ? target_trim(arguments->output) : target_default(image);
        good = target && target_is_free(target) && extract(&extraction, target);
    }
    if (good) {
        text_write(stdout, target, strlen(target));
        fputs(": ", stdout);
        text_write_counts(stdout, extraction.files, extraction.directories, extraction.bytes);
        puts("");
    }
    free(target);
    hidden_clear(&extraction.hidden);
    input_close(&extraction.input);
    return good ? EXIT_FINE : EXIT_BAD;
}

const struct command command_extract = {
    "extract", "Make a folder of an image, or of a part of it.", "IMAGE [PATH]", notes, options, true, 1, 2, 1, run,
    false,
};
