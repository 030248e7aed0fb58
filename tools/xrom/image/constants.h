/* SPDX-License-Identifier: MIT */
/* The bytes constants of modules in an image: which size, place and alignment each one has. */
#ifndef XROM_TOOL_CONSTANTS_H
#define XROM_TOOL_CONSTANTS_H

#include "image/scan.h"
#include "mpy/module.h"
#include "text/json.h"

/* Those of a file. All zero: there is none. */
struct constants {
    struct module_constant *all; /* offsets count from the start of the image */
    size_t count;
};

/*
 * Finds those of what a scan found last: none where that is no sound .mpy by name and content, or where scan_examine() says
 * that it is too much. 0 or damage.
 */
int constants_find(struct constants *constants, struct scan *scan);

/* Writes a line for each, in columns of `width` for sizes and offsets. Returns how many bytes that were, about. */
size_t constants_print(const struct constants *constants, int width);

/* Writes them as an array that is a member of an object. */
void constants_write(const struct constants *constants, struct json *json);

void constants_clear(struct constants *constants);

#endif
