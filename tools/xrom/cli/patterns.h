/* SPDX-License-Identifier: MIT */
/* Patterns of the command line: which of them matched nothing, since that is most often a slip. */
#ifndef XROM_TOOL_PATTERNS_H
#define XROM_TOOL_PATTERNS_H

#include <stddef.h>

#include "cli/arguments.h"

/* Those that matched something. Begins as all zero. */
struct patterns {
    const char **matched;
    size_t count, capacity;
};

/* Notes one that matched; for the options of the library. `patterns` is a struct patterns. */
void patterns_note(void *patterns, const char *pattern);

/* Warns of each pattern of the arguments that never did. */
void patterns_warn(const struct patterns *patterns, const struct arguments *arguments);

void patterns_clear(struct patterns *patterns);

#endif
