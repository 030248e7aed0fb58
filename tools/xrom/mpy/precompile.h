/* SPDX-License-Identifier: MIT */
/* xrom build --mpy: the sources in a tree become compiled modules. The files that they come from are only read. */
#ifndef XROM_TOOL_PRECOMPILE_H
#define XROM_TOOL_PRECOMPILE_H

#include <xrom/build.h>

#include "cli/mpy_options.h"
#include "text/progress.h"

/* Where a tree is from. */
struct origin {
    const char *path;
    bool is_single; /* a file, which is all that is in the tree; else a folder or an image */
};

/* What a source became. */
struct precompiled_module {
    struct xrom_entry *entry; /* in the tree, in the place of the source */
    const uint8_t *code;
    size_t size;
    uint8_t *own; /* the same where it has memory of its own, else null */
};

/* What sources became, by their paths; must live as long as the tree. Begins as all zero. */
struct precompiled {
    struct precompiled_module *modules;
    size_t count;
    uint64_t source_size, code_size; /* of all; bytes */
    char *compiler;                  /* the path of the program; null: none was needed */
    uint8_t *pack;                   /* memory of the others */
};

/*
 * Replaces each .py of a tree, but those to be kept, by its .mpy. `origin` is for messages, and for the cache.
 * False after a message, and where a signal came.
 */
bool precompile(struct precompiled *precompiled, struct xrom_tree *tree, const struct origin *origin,
                const struct mpy_options *options, struct progress *progress);

void precompiled_clear(struct precompiled *precompiled);

#endif
