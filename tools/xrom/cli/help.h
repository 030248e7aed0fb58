/* SPDX-License-Identifier: MIT */
/* Help, made from the tables of commands and options. To standard output. */
#ifndef XROM_TOOL_HELP_H
#define XROM_TOOL_HELP_H

#include "cli/arguments.h"

/* Of the tool: `commands` ends with a null pointer. */
void help_tool(const struct command *const *commands);

/* Of a command. */
void help_command(const struct command *command);

void help_version(void);

#endif
