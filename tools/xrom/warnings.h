/* SPDX-License-Identifier: MIT */
/* Warnings about entries of an image, of which it can have very many: the first ones are told, the others counted. */
#ifndef XROM_TOOL_WARNINGS_H
#define XROM_TOOL_WARNINGS_H

#include "json.h"
#include "scan.h"

struct warnings {
    struct json *json; /* null, or the array that gets an object for each warning that is told */
    uint64_t count;
};

/* Warns about what was found last. */
void warnings_add(struct warnings *warnings, const struct scan *scan, const char *what);

/* Tells how many were not told. */
void warnings_end(const struct warnings *warnings, const struct scan *scan);

#endif
