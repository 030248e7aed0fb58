/* SPDX-License-Identifier: MIT */
/* All that paths reach in an image, in an array ordered by path: to hold images against each other. */
#ifndef XROM_TOOL_CONTENTS_H
#define XROM_TOOL_CONTENTS_H

#include "image/input.h"

struct content {
    char *path; /* with a leading slash; any bytes */
    size_t path_size;
    struct xrom_stat stat;
    const uint8_t *data; /* of a file; null: a directory */
    size_t group;        /* of a file: its number among all groups of files of equal data, see equal_find() */
};

struct contents {
    struct content *entries;
    size_t count;
};

/* Collects them. False after a report. */
bool contents_collect(struct contents *contents, const struct input *input);

void contents_clear(struct contents *contents);

/* Orders by the bytes of the paths. */
int contents_compare_paths(const struct content *one, const struct content *other);

/* True for files of equal data, and for two directories. After equal_find(). */
bool contents_are_equal(const struct content *one, const struct content *other);

#endif
