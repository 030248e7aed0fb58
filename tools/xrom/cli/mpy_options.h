/* SPDX-License-Identifier: MIT */
/* The options of xrom build that are about MicroPython's modules. */
#ifndef XROM_TOOL_MPY_OPTIONS_H
#define XROM_TOOL_MPY_OPTIONS_H

#include "mpy/board.h"
#include "mpy/compile.h"
#include "mpy/refusals.h"

/* Which bytes constant of a module is to be aligned: one that is counted from 0 on, or.. */
#define CONSTANT_LARGEST UINT64_MAX
#define CONSTANT_NONE (UINT64_MAX - 1) /* ..none: then it is the first byte of the file */

struct constant_rule {
    char *pattern;
    uint64_t which;
};

/* All zero: none was given. */
struct mpy_options {
    const char *command;     /* whose options they are, for messages */
    bool mpy;                /* compile sources */
    const char *without_mpy; /* an option that makes sense with --mpy alone, as it is written; null: none was given */
    struct compile_options compile;
    const char **keeps; /* patterns of sources that stay as they are */
    size_t keep_count;
    const struct board *target; /* null: not given */
    bool allowed[REFUSAL_COUNT];
    struct constant_rule *constants; /* later ones win */
    size_t constant_count;
};

/* Notes an option (an enum option_id) and its argument, which must live as long as the options. False after a message. */
bool mpy_options_take(struct mpy_options *options, int id, const char *argument);

/* False, after a message, where options were given that make no sense together. */
bool mpy_options_check(const struct mpy_options *options);

/* True where a pattern of --keep matches a source: with a slash in it the path, else the name. */
bool mpy_options_keeps(const struct mpy_options *options, const char *name, const char *path);

/* The rule for a module, or null. */
const struct constant_rule *mpy_options_constant(const struct mpy_options *options, const char *name, const char *path);

void mpy_options_clear(struct mpy_options *options);

#endif
