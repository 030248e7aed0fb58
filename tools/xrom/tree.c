/* SPDX-License-Identifier: MIT */
/* xrom tree: a drawing of the tree. */
#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/scan.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Draws all below the directory PATH (the root where it is left out), in the order of the image, with the sizes\n"
    "of files in bytes, and counts it. Lines are drawn with characters of UTF-8 where the locale has it, else of\n"
    "ASCII. Names are shown as by xrom ls.\n"
    "\n"
    "Exit code: 0 fine; 1 the image is damaged, cannot be read, or has no PATH; 2 wrong usage.\n"
    "\n"
    "Example: xrom tree assets.romfs\n";

/* The parts that lines are made of: for a level that goes on below, one that does not, an entry, and the last one. */
struct lines {
    const char *more, *none, *entry, *last;
};
static const struct lines ascii_lines = {"|   ", "    ", "|-- ", "`-- "};
static const struct lines utf8_lines = {"\xe2\x94\x82   ", "    ", "\xe2\x94\x9c\xe2\x94\x80\xe2\x94\x80 ",
                                        "\xe2\x94\x94\xe2\x94\x80\xe2\x94\x80 "};

struct drawing {
    const struct lines *lines;
    bool has_colour;
    bool *more; /* for each level that the scan is inside of, whether it goes on below */
    size_t capacity;
    uint64_t data_size;
};

/* Draws what was found last. Tells how many bytes that took, about. */
static int draw(struct drawing *drawing, const struct scan *scan, size_t *written)
{
    const char *name;
    size_t name_size;
    struct xrom_stat stat;
    bool is_last = scan_is_last(scan);
    int error = xrom_stat(&scan->input->image, &scan->node, &stat);

    if (error) {
        return error;
    }
    drawing->more = memory_reserve(drawing->more, &drawing->capacity, (size_t)scan->depth + 1, sizeof *drawing->more);
    drawing->more[scan->depth] = !is_last;
    for (uint32_t level = 0; level < scan->depth; level++) {
        fputs(drawing->more[level] ? drawing->lines->more : drawing->lines->none, stdout);
    }
    fputs(is_last ? drawing->lines->last : drawing->lines->entry, stdout);
    name = scan_name(scan, &name_size);
    if (stat.kind == XROM_FILE) {
        *written = text_write(stdout, name, name_size);
        printf(" (%" PRIu32 ")\n", stat.size);
        drawing->data_size += stat.size;
    } else {
        fputs(drawing->has_colour ? TEXT_BLUE : "", stdout);
        *written = text_write(stdout, name, name_size);
        puts(drawing->has_colour ? TEXT_PLAIN "/" : "/");
    }
    return XROM_OK;
}

/* Draws all that a scan finds, and what it comes to. True where it came to its end. */
static bool draw_all(struct drawing *drawing, struct scan *scan)
{
    size_t written = 0;
    bool affordable = true;
    int error = XROM_OK;

    while (!error && affordable && (error = scan_next(scan)) == XROM_OK) {
        error = draw(drawing, scan, &written);
        affordable = scan_afford(scan, written + strlen(drawing->lines->none) * (scan->depth + 1));
    }
    if (error == XROM_ERR_END) {
        puts("");
        text_write_counts(stdout, scan->file_count, scan->directory_count, drawing->data_size);
        puts("");
    }
    return scan_end(scan, affordable ? error : XROM_ERR_END) && affordable;
}

static int run(const struct arguments *arguments)
{
    const char *path = arguments->operand_count > 1 ? arguments->operands[1] : NULL;
    struct drawing drawing;
    struct input input;
    struct scan scan;
    struct xrom_node node;
    bool good = false;

    if (!input_open_or_report(&input, arguments->operands[0], arguments)) {
        return EXIT_BAD;
    }
    if (input_find(&input, path, &node)) {
        setlocale(LC_CTYPE, "");
        memset(&drawing, 0, sizeof drawing);
        drawing.lines = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? &utf8_lines : &ascii_lines;
        drawing.has_colour = text_has_colour(stdout);
        scan_begin(&scan, &input, &node, path);
        text_write(stdout, scan.path_size > 0 ? scan.path : "/", scan.path_size > 0 ? scan.path_size : 1);
        puts("");
        good = draw_all(&drawing, &scan);
        free(drawing.more);
    }
    input_close(&input);
    return good ? EXIT_FINE : EXIT_BAD;
}

const struct command command_tree = {
    "tree", "Draw the tree.", "IMAGE [PATH]", notes, options, true, 1, 2, 1, run, false,
};
