/* SPDX-License-Identifier: MIT */
/* xrom info: figures of an image. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "image/figures.h"
#include "image/find.h"
#include "image/place.h"
#include "text/json.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_FIND, "find", NULL, "find all images and slots in IMAGE, a flash dump of any format"},
    {OPTION_JSON, "json", NULL, "write a JSON object, or with --find an array"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Tells the size of the image and of its partition (the file, or what --offset and --partition-size make of it)\n"
    "in bytes, what follows the image there, how many files and directories there are, the bytes of their data,\n"
    "and what names, headers and padding add to it. Data that several files share is stored once. The image is\n"
    "checked first.\n"
    "\n"
    "Then come its name, version and build id, if it has them; the alignment that its address needs in flash;\n"
    "whether its checksum is right; the size of its index, and whether that agrees with the tree (a wrong one is\n"
    "told, but only xrom check fails for it). Padding is the bytes that only bring others to their place: records\n"
    "of padding, and leading bytes of integers that change nothing. Saved is what it would take to store data that\n"
    "several files share for each of them.\n"
    "\n"
    "--find tells of each image its address (in raw dumps: from their start), size, checksum, name and version, and\n"
    "of each slot the state and sequence number that its record has. An image is what is sound in every record and\n"
    "has a right checksum, if any; what is not but begins like one, at a multiple of 4096 or with the header that\n"
    "xrom build writes, is called damaged. What lies inside an image is not searched.\n"
    "\n"
    "Exit code: 0 fine; 1 the image is damaged or cannot be read, or --find found none; 2 wrong usage.\n"
    "\n"
    "Example: xrom info --find flash.bin\n"
    "         xrom info --offset 0x100000 flash.bin\n";

/* How many kinds of unknown records are told one by one. */
enum { KINDS_MAX = 16 };

static void print_top(const struct input *input, const char *label, const struct top *top, const char *one,
                      const char *many)
{
    if (top->found) {
        size_t size;
        char *path = place_path(&input->image, top->offset, &size);
        printf("%-12s%" PRIu32 " %s: ", label, top->value, text_plural(top->value, one, many));
        text_write_short(stdout, path, size);
        puts("");
        free(path);
    }
}

static void print_unknown(const struct unknown_records *unknown)
{
    size_t told = 0;
    size_t first = 0;

    printf("%-12s%zu %s", "unknown", unknown->count, text_plural(unknown->count, "record", "records"));
    while (first < unknown->count && told < KINDS_MAX) {
        size_t run = unknown_run(unknown, first);
        printf("%s %zu of kind %" PRIu32, told == 0 ? ":" : ",", run, unknown->kinds[first]);
        first += run;
        told++;
    }
    puts(first < unknown->count ? ", and other kinds" : "");
}

/* Prints a label and a number of bytes. */
static void print_bytes(const char *label, uint64_t size)
{
    printf("%-12s%" PRIu64 " %s", label, size, text_plural(size, "byte", "bytes"));
}

static void print_text(const struct figures *figures, const struct input *input)
{
    uint64_t overhead = input->image.size - figures->stored_size;

    print_bytes("image", input->image.size);
    puts("");
    if (input->flash) {
        printf("%-12s0x%08" PRIx64 "\n", "address", input->place);
    }
    print_bytes("partition", input->size);
    printf(", %zu after the image: %s\n", input->size - input->image.size, figures->rest);
    printf("%-12s%" PRIu64 "\n", "files", figures->files);
    printf("%-12s%" PRIu64 "\n", "directories", figures->directories);
    print_bytes("data", figures->data_size);
    if (figures->stored_size != figures->data_size) {
        printf(", stored in %" PRIu64, figures->stored_size);
    }
    puts("");
    print_bytes("overhead", overhead);
    if (figures->files > 0) {
        printf(", %.1f per file", (double)overhead / (double)figures->files);
    }
    puts("");
    print_top(input, "largest", &figures->largest, "byte", "bytes");
    print_top(input, "deepest", &figures->deepest, "level", "levels");
    print_unknown(&figures->unknown);
    about_print(&figures->about, figures->files + figures->directories, figures->data_size - figures->stored_size);
}

static void write_top(struct json *json, const struct input *input, const char *key, const struct top *top,
                      const char *value_key)
{
    size_t size;
    char *path;

    if (!top->found) {
        json_null(json, key);
        return;
    }
    path = place_path(&input->image, top->offset, &size);
    json_open(json, key, '{');
    json_bytes(json, "path", path, size);
    json_number(json, value_key, top->value);
    json_close(json, '}');
    free(path);
}

static void write_json(const struct figures *figures, const struct input *input)
{
    struct json json = {0, false, 0, false};

    json_open(&json, NULL, '{');
    json_number(&json, "image_size", input->image.size);
    if (input->flash) {
        json_number(&json, "address", input->place);
    }
    json_number(&json, "partition_size", input->size);
    json_number(&json, "rest_size", input->size - input->image.size);
    json_text(&json, "rest", figures->rest);
    json_number(&json, "files", figures->files);
    json_number(&json, "directories", figures->directories);
    json_number(&json, "data_size", figures->data_size);
    json_number(&json, "stored_size", figures->stored_size);
    json_number(&json, "overhead", input->image.size - figures->stored_size);
    write_top(&json, input, "largest", &figures->largest, "size");
    write_top(&json, input, "deepest", &figures->deepest, "levels");
    json_open(&json, "unknown_records", '[');
    for (size_t first = 0; first < figures->unknown.count;) {
        size_t run = unknown_run(&figures->unknown, first);
        json_open(&json, NULL, '{');
        json_number(&json, "kind", figures->unknown.kinds[first]);
        json_number(&json, "count", run);
        json_close(&json, '}');
        first += run;
    }
    json_close(&json, ']');
    about_write(&json, &figures->about, figures->files + figures->directories,
                figures->data_size - figures->stored_size);
    json_close(&json, '}');
}

static int run(const struct arguments *arguments)
{
    struct figures figures;
    struct input input;
    bool good;

    if (arguments->find) {
        return find_run(arguments);
    }
    if (!input_open_or_report(&input, arguments->operands[0], arguments)) {
        return EXIT_BAD;
    }
    good = figures_collect(&figures, &input);
    if (good && arguments->json) {
        write_json(&figures, &input);
    } else if (good) {
        print_text(&figures, &input);
    }
    figures_clear(&figures);
    input_close(&input);
    return good ? EXIT_FINE : EXIT_BAD;
}

const struct command command_info = {
    "info", "Show figures of an image.", "IMAGE", notes, options, true, 1, 1, 1, run, false,
};
