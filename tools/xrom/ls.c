/* SPDX-License-Identifier: MIT */
/* xrom ls: what a directory holds, or all below it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "image/alignment.h"
#include "image/constants.h"
#include "image/metadata.h"
#include "image/scan.h"
#include "text/json.h"
#include "text/text.h"

static const struct option_row options[] = {
    {OPTION_LONG, "long", NULL,
     "show the kind, the size and offset of the data in bytes, its\nalignment in bytes, and the name"},
    {OPTION_META, "meta", NULL,
     "show when a file was changed (UTC), how its data is encoded, and the\ntype of its content, before the name; - is "
     "none"},
    {OPTION_CONSTANTS, "constants", NULL,
     "as -l, and show size, offset and alignment of each bytes constant in\n.mpy files, counted from 0"},
    {OPTION_RECURSIVE, "recursive", NULL, "list all below the directory, with full paths"},
    {OPTION_JSON, "json", NULL, "write a JSON array with an object for each entry"},
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Lists the directory PATH (the root where it is left out), or the file PATH, in the order of the image. Names\n"
    "of directories end with '/'. Control characters, bytes that are no UTF-8 and backslashes are shown as \\xNN\n"
    "and \\\\.\n"
    "\n"
    "Offsets count from the first byte of the image. The alignment is the largest power of two, up to 65536, that\n"
    "divides the offset: data has it in flash where the address of the image is a multiple of it too.\n"
    "\n"
    "What --meta shows, and a hash of the data as stored, are members of the objects of --json, where they are there.\n"
    "\n"
    "Exit code: 0 fine; 1 the image is damaged, cannot be read, or has no PATH; 2 wrong usage.\n"
    "\n"
    "Example: xrom ls -lR assets.romfs /fonts\n";

/* A listing, as the command line wants it. */
struct listing {
    struct json json;
    bool is_json, is_long, is_full, has_colour, has_meta, has_constants;
    int width; /* of sizes and offsets: no number is larger than the size of the image */
};

/* Returns how many bytes the texts took. */
static size_t print_json(struct listing *listing, const struct scan *scan, const struct xrom_stat *stat,
                         const struct metadata *metadata, const struct constants *constants)
{
    bool is_file = stat->kind == XROM_FILE;
    size_t before = listing->json.written;

    json_open(&listing->json, NULL, '{');
    json_text(&listing->json, "kind", is_file ? "file" : "dir");
    json_bytes(&listing->json, "path", scan->path, scan->path_size);
    if (is_file) {
        json_number(&listing->json, "size", stat->size);
        json_number(&listing->json, "offset", stat->offset);
        json_number(&listing->json, "align", alignment(stat->offset));
    }
    metadata_write(&listing->json, metadata);
    if (constants->count > 0) {
        constants_write(constants, &listing->json);
    }
    json_close(&listing->json, '}');
    return listing->json.written - before;
}

/* Returns how many bytes the name or path took. */
static size_t print_line(const struct listing *listing, const struct scan *scan, const struct xrom_stat *stat,
                         const struct metadata *metadata)
{
    bool is_file = stat->kind == XROM_FILE;
    const char *text = scan->path;
    size_t size = scan->path_size;
    size_t used = 0;

    if (listing->is_long && is_file) {
        printf("file %*" PRIu32 " %*" PRIu32 " %5" PRIu32 " ", listing->width, stat->size, listing->width, stat->offset,
               alignment(stat->offset));
    } else if (listing->is_long) {
        printf("dir  %*s %*s %5s ", listing->width, "-", listing->width, "-", "-");
    }
    if (listing->has_meta) {
        used = metadata_print(metadata);
    }
    if (!listing->is_full) {
        text = scan_name(scan, &size);
    }
    fputs(listing->has_colour && !is_file ? TEXT_BLUE : "", stdout);
    size = text_write(stdout, text, size);
    fputs(listing->has_colour && !is_file ? TEXT_PLAIN : "", stdout);
    puts(is_file ? "" : "/");
    return used + size;
}

/* Prints what was found last. */
static int print(struct listing *listing, struct scan *scan, size_t *written)
{
    struct xrom_stat stat;
    struct constants constants = {NULL, 0};
    struct metadata metadata;
    int error = xrom_stat(&scan->input->image, &scan->node, &stat);

    memset(&metadata, 0, sizeof metadata);
    if (!error && stat.kind == XROM_FILE && (listing->is_json || listing->has_meta)) {
        error = metadata_get(&metadata, &scan->input->image, &scan->node);
    }
    if (!error && listing->has_constants) {
        error = constants_find(&constants, scan);
    }
    if (!error && listing->is_json) {
        *written = print_json(listing, scan, &stat, &metadata, &constants);
    } else if (!error) {
        *written = print_line(listing, scan, &stat, &metadata) + constants_print(&constants, listing->width);
    }
    constants_clear(&constants);
    metadata_clear(&metadata);
    return error;
}

/* Prints all that a scan finds. True where it came to its end. */
static bool print_all(struct listing *listing, struct scan *scan, bool recursive)
{
    size_t written = 0;
    bool affordable = true;
    int error = XROM_OK;

    if (scan->node.kind == XROM_FILE) {
        error = print(listing, scan, &written);
    }
    while (!error && affordable && (error = scan_next(scan)) == XROM_OK) {
        if (!recursive && scan->node.kind == XROM_DIRECTORY) {
            scan_skip(scan);
        }
        error = print(listing, scan, &written);
        affordable = scan_afford(scan, written);
    }
    return scan_end(scan, affordable ? error : XROM_ERR_END) && affordable;
}

static int run(const struct arguments *arguments)
{
    const char *path = arguments->operand_count > 1 ? arguments->operands[1] : NULL;
    struct listing listing = {.is_json = arguments->json,
                              .is_long = arguments->long_listing || arguments->constants,
                              .is_full = arguments->recursive,
                              .has_meta = arguments->meta,
                              .has_constants = arguments->constants};
    struct input input;
    struct scan scan;
    struct xrom_node node;
    bool good = false;

    if (!input_open_or_report(&input, arguments->operands[0], arguments)) {
        return EXIT_BAD;
    }
    if (input_find(&input, path, &node)) {
        listing.has_colour = text_has_colour(stdout);
        listing.width = snprintf(NULL, 0, "%" PRIu32, input.image.size);
        scan_begin(&scan, &input, &node, path);
        if (listing.is_json) {
            json_open(&listing.json, NULL, '[');
        }
        good = print_all(&listing, &scan, arguments->recursive);
        if (listing.is_json) {
            json_close(&listing.json, ']');
        }
    }
    input_close(&input);
    return good ? EXIT_FINE : EXIT_BAD;
}

const struct command command_ls = {
    "ls", "List files and directories.", "IMAGE [PATH]", notes, options, true, 1, 2, 1, run, false,
};
