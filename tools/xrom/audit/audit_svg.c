/* SPDX-License-Identifier: MIT */
/* An audit as a picture (SVG): who takes which part of flash and of RAM, as two treemaps. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"
#include "audit/treemap.h"
#include "host/memory.h"
#include "host/output.h"
#include "text/message.h"
#include "text/text.h"

/* Pixels. */
enum { WIDTH = 960, HEIGHT = 420, MARGIN = 16, TITLE = 28, LETTER_WIDTH = 7, LINE_HEIGHT = 14 };

/* More files than this are drawn as one. */
enum { PARTS_MAX = 400 };

/* A part of a picture. */
struct tile {
    const char *path;
    uint64_t size;
    const char *colour;
};

static const char *const legend[][2] = {
    {"#7fb77e", "runs in place"},
    {"#e07a5f", "source, compiled to RAM"},
    {"#f2b134", "machine code, copied to RAM"},
    {"#8fb8de", "data"},
    {"#c9c9c9", "the rest"},
};
enum { IN_PLACE, SOURCE, NATIVE, DATA, REST, LEGEND_COUNT };

static const char *colour_of(const struct audit_row *row)
{
    switch (row->kind) {
    case AUDIT_SOURCE: return legend[SOURCE][0];
    case AUDIT_MODULE: return legend[row->arch == XROM_MPY_BYTECODE_ONLY ? IN_PLACE : NATIVE][0];
    case AUDIT_DATA: return legend[DATA][0];
    default: return legend[REST][0];
    }
}

/* True where XML may hold a valid character: none of the controls, nor U+FFFE and U+FFFF. */
static bool is_fit(const char *text, size_t length)
{
    return length == 1   ? (unsigned char)text[0] >= 0x20
           : length == 3 ? memcmp(text, "\xef\xbf\xbe", 3) != 0 && memcmp(text, "\xef\xbf\xbf", 3) != 0
                         : length > 0;
}

/* Writes text of a name so that XML can hold it: what it cannot hold becomes U+FFFD. */
static void write_text(FILE *file, const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t length = text_character(text + i, size - i);
        if (!is_fit(text + i, length)) {
            fputs("\xef\xbf\xbd", file);
            length = length > 0 ? length : 1;
        } else if (strchr("&<>\"", text[i])) {
            fprintf(file, "&#%d;", text[i]);
        } else {
            fwrite(text + i, 1, length, file);
        }
        i += length;
    }
}

/* As many bytes of a text as `width` pixels have room for, up to the end of a character. */
static size_t fitting(const char *text, double width)
{
    size_t size = strlen(text), fits = 0;

    for (unsigned letters = (unsigned)width / LETTER_WIDTH; fits < size && letters > 0; letters--) {
        size_t length = text_character(text + fits, size - fits);
        fits += length > 0 ? length : 1;
    }
    return fits;
}

static void draw_tile(FILE *file, const struct tile *tile, const struct rectangle *part)
{
    double room = part->width - 8;

    fprintf(file, "<g><title>");
    write_text(file, tile->path, strlen(tile->path));
    fprintf(file, ": %" PRIu64 " bytes</title>", tile->size);
    fprintf(file, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", part->x, part->y,
            part->width, part->height, tile->colour);
    if (room >= 6 * LETTER_WIDTH && part->height >= 2 * LINE_HEIGHT + 6) {
        fprintf(file, "<text x=\"%.1f\" y=\"%.1f\">", part->x + 4, part->y + LINE_HEIGHT);
        write_text(file, tile->path, fitting(tile->path, room));
        fprintf(file, "</text><text x=\"%.1f\" y=\"%.1f\">%" PRIu64 "</text>", part->x + 4, part->y + 2 * LINE_HEIGHT,
                tile->size);
    }
    fputs("</g>\n", file);
}

/* The largest first; then by path, so that the picture is the same each time. */
static int compare(const void *one, const void *other)
{
    const struct tile *first = one, *second = other;

    if (first->size != second->size) {
        return first->size > second->size ? -1 : 1;
    }
    return strcmp(first->path, second->path);
}

/* Makes one tile of all beyond those that are drawn, and of what no file has. Gives how many there are now. */
static size_t gather(struct tile *tiles, size_t count, const char *rest_name, uint64_t rest)
{
    if (count > 1) {
        qsort(tiles, count, sizeof *tiles, compare);
    }
    for (; count > PARTS_MAX; count--) {
        rest += tiles[count - 1].size;
    }
    if (rest > 0) {
        tiles[count++] = (struct tile){rest_name, rest, legend[REST][0]};
        qsort(tiles, count, sizeof *tiles, compare);
    }
    return count;
}

/* Draws one treemap below its title. `tiles` has room for one more. */
static void draw_map(FILE *file, const char *title, struct tile *tiles, size_t count, double y)
{
    const struct rectangle whole = {MARGIN, y + TITLE, WIDTH - 2 * MARGIN, HEIGHT};
    struct rectangle *parts = memory_grow(NULL, count, sizeof *parts);
    double *weights = memory_grow(NULL, count, sizeof *weights);
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        weights[i] = (double)tiles[i].size;
        sum += tiles[i].size;
    }
    fprintf(file, "<text class=\"title\" x=\"%d\" y=\"%.0f\">%s: %" PRIu64 " bytes</text>\n", MARGIN, y + TITLE - 9,
            title, sum);
    treemap_divide(&whole, weights, count, parts);
    for (size_t i = 0; i < count; i++) {
        draw_tile(file, &tiles[i], &parts[i]);
    }
    free(weights);
    free(parts);
}

static void draw_flash(FILE *file, const struct audit *audit, double y)
{
    struct tile *tiles = memory_grow(NULL, audit->count + 1, sizeof *tiles);
    size_t count = 0;
    uint64_t data = 0;

    for (size_t i = 0; i < audit->count; i++) {
        const struct audit_row *row = &audit->rows[i];
        if (row->size > 0) {
            tiles[count++] = (struct tile){row->path, row->size, colour_of(row)};
            data += row->size;
        }
    }
    count = gather(tiles, count, "names, headers, index; small files",
                   audit->now.image > data ? audit->now.image - data : 0);
    draw_map(file, "Flash", tiles, count, y);
    free(tiles);
}

static void draw_ram(FILE *file, const struct audit *audit, double y)
{
    struct tile *tiles = memory_grow(NULL, audit->count + 1, sizeof *tiles);
    size_t count = 0;

    for (size_t i = 0; i < audit->count; i++) {
        const struct audit_row *row = &audit->rows[i];
        if (row->now.known && !row->is_hidden && row->now.cost.total > 0) {
            tiles[count++] = (struct tile){row->path, row->now.cost.total, colour_of(row)};
        }
    }
    count = gather(tiles, count, "names, shared; small modules", audit->now.shared);
    draw_map(file, "RAM that imports keep", tiles, count, y);
    free(tiles);
}

static void draw_legend(FILE *file, double y)
{
    double x = MARGIN;

    for (size_t i = 0; i < LEGEND_COUNT; i++) {
        fprintf(file,
                "<rect x=\"%.0f\" y=\"%.0f\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                "<text x=\"%.0f\" y=\"%.0f\">%s</text>\n",
                x, y, legend[i][0], x + 18, y + 11, legend[i][1]);
        x += 18 + LETTER_WIDTH * (double)strlen(legend[i][1]) + 24;
    }
}

static void draw(FILE *file, const struct audit *audit)
{
    const int map = TITLE + HEIGHT;

    fprintf(file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            "<style>text{font:11px monospace;fill:#222}.title{font:bold 15px sans-serif}"
            "rect{stroke:#fff;stroke-width:1}</style>\n"
            "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
            WIDTH, 2 * map + 60, WIDTH, 2 * map + 60);
    draw_flash(file, audit, MARGIN);
    draw_ram(file, audit, MARGIN + map);
    draw_legend(file, MARGIN + 2 * map + 14);
    fputs("</svg>\n", file);
}

bool audit_draw(const struct audit *audit, const char *name)
{
    struct output output;
    FILE *file = NULL;
    bool good;

    if (!output_find(&output, name)) {
        return false;
    }
    good = output_open(&output);
    if (good) {
        int copy = dup(output.file);
        file = copy < 0 ? NULL : fdopen(copy, "w");
        good = file != NULL;
        if (good) {
            draw(file, audit);
            good = !ferror(file);
            good = fclose(file) == 0 && good;
        }
        if (!good) {
            message(name, "cannot be written: %s", strerror(errno));
        }
    }
    return output_close(&output, good) && good;
}
