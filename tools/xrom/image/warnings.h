/* SPDX-License-Identifier: MIT */
/* Warnings about entries of an image, of which it can have very many: the first ones are told, the others counted. */
#ifndef XROM_TOOL_WARNINGS_H
#define XROM_TOOL_WARNINGS_H

#include "image/scan.h"
#include "text/json.h"

/* So many are told. */
enum { WARNINGS_MAX = 100 };

struct warnings {
    struct json *json; /* null, or the array that gets an object for each warning that is told */
    uint64_t count;
    struct problem *problems; /* with JSON: those that are to be told, where it is complete */
};

/* What is surprising about the name of what was found last, or null. */
const char *warnings_name_fault(const struct scan *scan);

/* Warns about what was found last: at once, or with JSON in warnings_end(), so that no message stands within a line. */
void warnings_add(struct warnings *warnings, const struct scan *scan, const char *what);

/* Tells what has not been told, and how many more there are. `image` is for messages. */
void warnings_end(struct warnings *warnings, const char *image);

#endif
