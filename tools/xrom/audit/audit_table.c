/* SPDX-License-Identifier: MIT */
/* An audit as a table for a person. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "text/text.h"

/* No wider than this is the column of paths; longer ones push the rest of their line. */
enum { PATH_WIDTH_MAX = 48, SIZE_WIDTH = 9, RAM_WIDTH = 9 };

static size_t path_width(const struct audit *audit)
{
    size_t width = strlen("FILE");

    for (size_t i = 0; i < audit->count; i++) {
        size_t size = text_width(audit->rows[i].path, strlen(audit->rows[i].path));
        width = size > width ? size : width;
    }
    return width < PATH_WIDTH_MAX ? width : PATH_WIDTH_MAX;
}

/* The mark of a figure that may be another. */
static const char *mark_of(const struct xrom_mpy_cost *cost)
{
    return cost->is_partial ? ">" : cost->sureness == XROM_MPY_GUESS ? "~" : "";
}

/* A figure, or what there is instead. */
static void print_ram(const struct audit_row *row, const struct audit_ram *ram)
{
    char text[RAM_WIDTH + 16];

    if (row->kind == AUDIT_DATA || row->kind == AUDIT_BROKEN || row->is_hidden) {
        snprintf(text, sizeof text, "-");
    } else if (!ram->known) {
        snprintf(text, sizeof text, "?");
    } else {
        snprintf(text, sizeof text, "%s%" PRIu32, mark_of(&ram->cost), ram->cost.total);
    }
    printf("  %*s", RAM_WIDTH, text);
}

static void print_row(const struct audit_row *row, size_t width)
{
    char kind[AUDIT_KIND_SIZE];
    size_t used = text_width(row->path, strlen(row->path));

    text_write(stdout, row->path, strlen(row->path));
    printf("%*s  %-16s %*" PRIu64, (int)(used < width ? width - used : 0), "", audit_kind_text(row, kind), SIZE_WIDTH,
           row->size);
    print_ram(row, &row->now);
    print_ram(row, &row->precompiled);
    printf("  %s", row->in_place ? "yes" : "no: ");
    fputs(row->why ? row->why : "", stdout);
    printf("%s%s\n", row->advice ? "; " : "", row->advice ? row->advice : "");
}

/* In units of 1000 bytes, as people quote flash and RAM. */
static void print_size(const char *before, uint64_t size, const char *after)
{
    if (size < 1000) {
        printf("%s%" PRIu64 " bytes%s", before, size, after);
    } else {
        printf("%s%.1f KB%s", before, (double)size / 1000, after);
    }
}

static void print_sum(const struct audit_sum *sum)
{
    if (sum->has_image) {
        print_size("", sum->image, " image, ");
    } else {
        fputs("image of unknown size, ", stdout);
    }
    if (sum->has_ram) {
        print_size(sum->is_partial ? ">" : "~", sum->own + sum->shared, " RAM");
    } else {
        fputs("unknown RAM", stdout);
    }
}

/* Says what the figures mean that are no plain sums. */
static void print_notes(const struct audit *audit)
{
    bool has_guess = false, has_part = false, has_modules = false;

    for (size_t i = 0; i < audit->count; i++) {
        const struct audit_ram *ram = &audit->rows[i].now;
        has_modules |= ram->known;
        has_guess |= ram->known && strcmp(mark_of(&ram->cost), "~") == 0;
        has_part |= ram->known && ram->cost.is_partial != 0;
    }
    if (has_modules && audit->now.has_ram) {
        printf("RAM is heap in bytes that an import keeps; the total has %" PRIu64, audit->now.shared);
        if (audit->source_count > 0) {
            printf(" (precompiled: %" PRIu64 ")", audit->precompiled.shared);
        }
        puts(" more for names, which all modules share.");
    }
    if (has_guess) {
        puts("~ depends on what the module does when it is imported; --json tells on what.");
    }
    if (has_part) {
        puts("> is what was counted until the import ran too long to be followed: it may keep more.");
    }
}

void audit_print(const struct audit *audit)
{
    size_t width = path_width(audit);

    if (audit->count > 0) {
        printf("%-*s  %-16s %*s  %*s  %*s  %s\n", (int)width, "FILE", "KIND", SIZE_WIDTH, "SIZE", RAM_WIDTH, "RAM NOW",
               RAM_WIDTH, "AS .mpy", "IN PLACE");
    }
    for (size_t i = 0; i < audit->count; i++) {
        print_row(&audit->rows[i], width);
    }
    printf("\n%zu %s: ", audit->count, text_plural(audit->count, "file", "files"));
    fputs(audit->source_count > 0 ? ".py " : "", stdout);
    print_sum(&audit->now);
    if (audit->source_count > 0) {
        fputs(" -> .mpy ", stdout);
        print_sum(&audit->precompiled);
    }
    puts("");
    print_notes(audit);
}
