/* SPDX-License-Identifier: MIT */
/* Entries that no path reaches, because an earlier one in the same directory has the same name: the first one wins. */
#ifndef XROM_TOOL_HIDDEN_H
#define XROM_TOOL_HIDDEN_H

#include "image/scan.h"

struct hidden {
    uint32_t *names; /* offsets of their names, ascending */
    size_t count;
    size_t next; /* of those that hidden_take() has not met */
};

/*
 * True where the name of what a scan found last does not come behind that of the entry before it, by its bytes. As long as
 * that is never so, as in images of any builder that sorts, no entry is hidden.
 */
bool hidden_is_possible(const struct scan *scan);

/* Finds them in all below a node. In O(n log n). False after a report: the image is damaged. */
bool hidden_find(struct hidden *hidden, const struct input *input, const struct xrom_node *from, const char *path);

/* True for a hidden node. To be asked for each node of a scan, in its order; it may leave some out. */
bool hidden_take(struct hidden *hidden, const struct xrom_node *node);

void hidden_clear(struct hidden *hidden);

#endif
