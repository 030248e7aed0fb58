/* SPDX-License-Identifier: MIT */
/* The layout: in which order the entries of a tree stand in the image, and how large their records are. */
#ifndef XROM_BUILD_LAYOUT_H
#define XROM_BUILD_LAYOUT_H

#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* An entry in its place: a directory before all that it holds. */
struct xrom_item {
    const struct xrom_entry *entry;
    size_t parent; /* index of the item of its directory */
    uint64_t size; /* of the data of a file, or of the records in a directory */
};

struct xrom_layout {
    struct xrom_item *items; /* the first one is the root */
    size_t count;
    bool padded; /* a 0x80 stands before the length of the image */
    struct xrom_built built;
};

/* The payload of an entry's record in bytes: its name with the length, and its records. */
uint64_t xrom_layout_payload(const struct xrom_item *item);

/* Errors as xrom_build(). Whatever it returns, the layout is to be freed. */
int xrom_layout_make(struct xrom_layout *layout, struct xrom_tree *tree, const struct xrom_build_options *options);

void xrom_layout_free(struct xrom_layout *layout);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
