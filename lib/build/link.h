/* SPDX-License-Identifier: MIT */
/* Symbolic links: where one leads to, and whether that is inside a folder. */
#ifndef XROM_BUILD_LINK_H
#define XROM_BUILD_LINK_H

#include "host.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/*
 * Follows the symbolic link `name` in the open folder and tells what it leads to in `target`, which is never a link.
 *
 * XROM_ERR_TREE: it leads nowhere, in a circle, out of the outermost folder, or to a folder that it is in itself.
 * XROM_ERR_IO: the way cannot be read. XROM_ERR_MEMORY.
 */
int xrom_link_follow(struct xrom_tree *tree, const struct xrom_host_place *place, const char *name,
                     struct stat *target);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
