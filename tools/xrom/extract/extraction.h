/* SPDX-License-Identifier: MIT */
/* What xrom extract works on: first a plan, which finds whatever is wrong with the image, then the writing. */
#ifndef XROM_TOOL_EXTRACTION_H
#define XROM_TOOL_EXTRACTION_H

#include "image/hidden.h"
#include "image/warnings.h"

struct extraction {
    struct input input;
    struct xrom_node node;
    const char *path;     /* of the node; null: the root */
    uint64_t max_size;    /* bytes of the disk that it may take; 0: the default */
    struct hidden hidden; /* from here on it is the plan's */
    uint64_t files, directories, bytes;
};

/* Looks at all that will be extracted. False after a report. */
bool extraction_plan(struct extraction *extraction);

/*
 * Writes what was planned to the empty folder that a descriptor stands for. False after a report, or where a signal came.
 * `target` is for messages.
 */
bool extraction_write(struct extraction *extraction, int descriptor, const char *target);

/* Why no folder can hold a name, here or anywhere; null where one can. */
const char *extraction_name_fault(const char *name, size_t size);

/*
 * Finds the next entry of a scan that is not hidden. Warns about hidden ones, unless `warnings` is null. Else as
 * scan_next().
 */
int extraction_next(struct extraction *extraction, struct scan *scan, struct warnings *warnings);

#endif
