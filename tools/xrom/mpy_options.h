/* SPDX-License-Identifier: MIT */
/* The options of xrom build that are about MicroPython's modules. */
#ifndef XROM_TOOL_MPY_OPTIONS_H
#define XROM_TOOL_MPY_OPTIONS_H

#include "compile.h"

/* All zero: none was given. */
struct mpy_options {
    bool mpy;                /* compile sources */
    const char *without_mpy; /* an option that makes sense with --mpy alone, as it is written; null: none was given */
    struct compile_options compile;
    const char **keeps; /* patterns of sources that stay as they are */
    size_t keep_count;
};

/* Notes an option (an enum option_id) and its argument, which must live as long as the options. False after a message. */
bool mpy_options_take(struct mpy_options *options, int id, const char *argument);

/* False, after a message, where options were given that make no sense together. */
bool mpy_options_check(const struct mpy_options *options);

void mpy_options_clear(struct mpy_options *options);

#endif
