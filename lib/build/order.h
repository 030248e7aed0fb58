/* SPDX-License-Identifier: MIT */
/* The order of a tree: each directory sorted. */
#ifndef XROM_BUILD_ORDER_H
#define XROM_BUILD_ORDER_H

#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Memory for the entries of one directory. Begins as all zero; its array is to be freed with free(). */
struct xrom_order {
    struct xrom_entry **entries;
    size_t capacity;
};

/*
 * Sorts the entries of a directory by their names. XROM_ERR_TREE: two names are equal. XROM_ERR_MEMORY.
 */
int xrom_order_directory(struct xrom_order *order, struct xrom_tree *tree, struct xrom_entry *directory);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
