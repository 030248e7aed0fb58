/* SPDX-License-Identifier: MIT */
/* Figures of an image, for xrom info. */
#ifndef XROM_TOOL_FIGURES_H
#define XROM_TOOL_FIGURES_H

#include "image/about.h"
#include "image/input.h"
#include "image/unknown.h"

/* A node that stands out. */
struct top {
    bool found;
    uint32_t value;
    uint32_t offset; /* of a byte of its record */
};

struct figures {
    uint64_t files, directories;
    uint64_t data_size;   /* of all files */
    uint64_t stored_size; /* bytes of the image that are data of at least one file */
    struct top largest, deepest;
    struct unknown_records unknown;
    struct about about;
    const char *rest; /* what follows the image */
    struct range *ranges;
    size_t range_count, range_capacity;
};

/* Checks an image and collects its figures. False after a report. To be cleared either way. */
bool figures_collect(struct figures *figures, const struct input *input);

void figures_clear(struct figures *figures);

#endif
