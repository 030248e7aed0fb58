/* SPDX-License-Identifier: MIT */
/*
 * Looks at the modules and sources of a tree before its image is built: refuses what the target could not import, or what would
 * take the RAM that the image is to save, and sees to it that bytes constants can be read as words.
 */
#ifndef XROM_TOOL_INSPECT_H
#define XROM_TOOL_INSPECT_H

#include "cli/mpy_options.h"
#include "mpy/precompile.h"

struct inspection {
    struct xrom_tree *tree;
    const char *folder; /* where the tree is from, for messages */
    const struct mpy_options *options;
    struct refusals refusals;
};

void inspect_begin(struct inspection *inspection, struct xrom_tree *tree, const char *folder,
                   const struct mpy_options *options);

/* Looks at what was found, before anything is compiled. False after messages, one for each file that is refused. */
bool inspect_found(struct inspection *inspection);

/* Looks at what was compiled. The same. */
bool inspect_compiled(struct inspection *inspection, const struct precompiled *precompiled);

#endif
