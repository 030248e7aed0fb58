/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "extract/extraction.h"
#include "host/folder.h"
#include "host/memory.h"
#include "host/signals.h"

/* Makes the folders of PATH that lead to what it names, the last one too if that is a directory. Returns an errno. */
static int make_path(struct folder *folder, const struct scan *scan, char *path)
{
    char *name = path;
    char *slash;
    int error = 0;

    while (!error && (slash = strchr(name, '/')) != NULL) {
        *slash = '\0';
        error = folder_make(folder, name);
        name = slash + 1;
    }
    if (!error && *name != '\0' && scan->node.kind == XROM_DIRECTORY) {
        error = folder_make(folder, name);
    }
    return error;
}

/* Writes what a scan has found last. Returns an errno. */
static int write_entry(struct folder *folder, const struct scan *scan)
{
    size_t name_size;
    const char *name = scan_name(scan, &name_size);
    const void *data;
    uint32_t size;

    /* The plan has seen this name and this data. The name is a copy: what is tested is what is used. */
    if (extraction_name_fault(name, name_size)) {
        mapping_changed();
    }
    if (scan->node.kind == XROM_DIRECTORY) {
        return folder_make(folder, name);
    }
    if (xrom_data(&scan->input->image, &scan->node, 1, &data, &size) != XROM_OK) {
        mapping_changed();
    }
    return folder_write(folder, name, data, size);
}

/* Writes all below the directory where a scan began. Returns an errno. */
static int write_all(struct extraction *extraction, struct folder *folder, struct scan *scan)
{
    struct warnings warnings = {NULL, 0, NULL};
    size_t start = folder->depth;
    int error = 0;
    int found;

    while (!error && (found = extraction_next(extraction, scan, &warnings)) != XROM_ERR_END) {
        if (found) {
            mapping_changed();
        }
        while (!error && folder->depth > start + scan->depth) {
            error = folder_leave(folder);
        }
        if (!error) {
            error = interrupted() ? EINTR : write_entry(folder, scan);
        }
    }
    warnings_end(&warnings, scan->input->name);
    return error;
}

/* Writes all that was planned. Returns an errno, after which the scan stands at what could not be written. */
static int write_planned(struct extraction *extraction, struct folder *folder, struct scan *scan)
{
    char *path = memory_copy(scan->path, scan->path_size);
    int error = make_path(folder, scan, *path == '/' ? path + 1 : path);
    free(path);
    if (error) {
        return error;
    }
    return scan->node.kind == XROM_FILE ? write_entry(folder, scan) : write_all(extraction, folder, scan);
}

static void report(const struct scan *scan, const char *target, int error)
{
    struct problem problem;

    problem_set(&problem, "nothing was extracted", "%s", strerror(error));
    problem_set_path(&problem, scan->path_size > 0 ? scan->path : "/", scan->path_size > 0 ? scan->path_size : 1);
    problem_report(&problem, target);
    problem_clear(&problem);
}

bool extraction_write(struct extraction *extraction, int descriptor, const char *target)
{
    struct folder folder;
    struct scan scan;
    int error = folder_open(&folder, descriptor);

    scan_begin(&scan, &extraction->input, &extraction->node, extraction->path);
    if (!error) {
        error = write_planned(extraction, &folder, &scan);
        folder_close(&folder);
    }
    if (error && !interrupted()) {
        report(&scan, target, error);
    }
    scan_end(&scan, XROM_ERR_END);
    return !error;
}
