/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "extract/extraction.h"
#include "host/host.h"
#include "host/system.h"
#include "text/text.h"

enum {
    /* Levels of folders. Deeper ones are hard to get rid of on many hosts. */
    DEPTH_MAX = 4096,
    /* What an entry takes on the disk besides its data, in bytes; about right for most file systems. */
    ENTRY_SIZE = 2048,
    /* The default of --max-size: bytes, and so many more for each byte of the image. */
    DISK_BASE = 256 * 1024 * 1024,
    DISK_FACTOR = 16
};

const char *extraction_name_fault(const char *name, size_t size)
{
    const char *fault = host_name_fault(name, size);

    return fault ? fault : system_name_fault(name, size);
}

int extraction_next(struct extraction *extraction, struct scan *scan, struct warnings *warnings)
{
    int error;

    while ((error = scan_next(scan)) == XROM_OK && hidden_take(&extraction->hidden, &scan->node)) {
        if (warnings) {
            warnings_add(warnings, scan, "left out: an earlier entry has the same name");
        }
        if (scan->node.kind == XROM_DIRECTORY) {
            scan_skip(scan);
        }
    }
    return error;
}

static bool report(const struct scan *scan, const char *remedy, const char *what)
{
    struct problem problem;

    problem_set(&problem, remedy, "%s", what);
    scan_locate(scan, &problem);
    problem_report(&problem, scan->input->name);
    problem_clear(&problem);
    return false;
}

/* Looks whether an entry can be extracted, and counts it. */
static bool plan_entry(struct extraction *extraction, const struct scan *scan)
{
    size_t name_size;
    const char *name = scan_name(scan, &name_size);
    const char *fault = extraction_name_fault(name, name_size);
    struct xrom_stat stat;
    int error;

    if (fault) {
        return report(scan, "take the files that you need out with xrom cat", fault);
    }
    if (scan->depth >= DEPTH_MAX) {
        return report(scan, "extract a directory in it, with xrom extract IMAGE PATH", "more than 4096 levels deep");
    }
    error = xrom_stat(&extraction->input.image, &scan->node, &stat);
    if (error) {
        return report(scan, "the image is damaged: build it or copy it again", xrom_error_text(error));
    }
    extraction->files += stat.kind == XROM_FILE;
    extraction->directories += stat.kind == XROM_DIRECTORY;
    extraction->bytes += stat.kind == XROM_FILE ? stat.size : 0;
    return true;
}

/* Looks whether PATH can be made of folders. */
static bool plan_path(const struct scan *scan)
{
    const char *name = scan->path;
    const char *fault = NULL;

    while (!fault && name < scan->path + scan->path_size) {
        const char *slash;
        name++;
        slash = memchr(name, '/', (size_t)(scan->path + scan->path_size - name));
        size_t size = slash ? (size_t)(slash - name) : (size_t)(scan->path + scan->path_size - name);
        fault = extraction_name_fault(name, size);
        name += size;
    }
    return !fault || report(scan, "take the files that you need out with xrom cat", fault);
}

/*
 * Looks whether so much was to be expected. An image can ask for far more than it is large: a hundred thousand folders,
 * or files that all have the same megabyte as their data.
 */
static bool plan_size(const struct extraction *extraction)
{
    uint64_t entries = extraction->files + extraction->directories;
    uint64_t size = extraction->bytes + ENTRY_SIZE * entries;
    uint64_t most = extraction->max_size;

    if (most == 0) {
        most = DISK_BASE + (uint64_t)DISK_FACTOR * extraction->input.image.size;
    }
    if (size > most) {
        message(extraction->input.name,
                "%" PRIu64 " %s with %" PRIu64 " bytes need about %" PRIu64 " bytes on the disk, more than %" PRIu64
                "; allow that with --max-size",
                entries, text_plural(entries, "entry", "entries"), extraction->bytes, size, most);
    }
    return size <= most;
}

bool extraction_plan(struct extraction *extraction)
{
    struct scan scan;
    bool good;
    int error = XROM_ERR_END;

    if (!hidden_find(&extraction->hidden, &extraction->input, &extraction->node, extraction->path)) {
        return false;
    }
    scan_begin(&scan, &extraction->input, &extraction->node, extraction->path);
    good = plan_path(&scan);
    if (good && scan.node.kind == XROM_FILE) {
        good = plan_entry(extraction, &scan);
    }
    while (good && (error = extraction_next(extraction, &scan, NULL)) == XROM_OK) {
        good = plan_entry(extraction, &scan);
    }
    good = scan_end(&scan, good ? error : XROM_ERR_END) && good;
    extraction->hidden.next = 0;
    return good && plan_size(extraction);
}
