/* SPDX-License-Identifier: MIT */
/* Records of unknown kind, which every reader skips: what a later format, or another tool, has put into an image. */
#ifndef XROM_TOOL_UNKNOWN_H
#define XROM_TOOL_UNKNOWN_H

#include <stddef.h>

#include <xrom/xrom.h>

struct unknown_records {
    uint32_t *kinds; /* of each record; after unknown_sort() in ascending order */
    size_t count, capacity;
};

/* Adds those that stand directly in a node of an image that has been checked. */
void unknown_add(struct unknown_records *unknown, const struct xrom_image *image, const struct xrom_node *node);

void unknown_sort(struct unknown_records *unknown);

/* How many records from `first` on, in ascending order, are of the kind of the first. */
size_t unknown_run(const struct unknown_records *unknown, size_t first);

void unknown_clear(struct unknown_records *unknown);

#endif
