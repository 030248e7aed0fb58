/* SPDX-License-Identifier: MIT */
/* The options of xrom build, and the rest of its help. */
#ifndef XROM_TOOL_BUILD_HELP_H
#define XROM_TOOL_BUILD_HELP_H

#include "cli/arguments.h"

extern const struct option_row build_rows[];
extern const char build_notes[];

#endif
