/* SPDX-License-Identifier: MIT */
/* xrom info --find: what is in a flash dump. */
#ifndef XROM_TOOL_FIND_H
#define XROM_TOOL_FIND_H

#include "cli/arguments.h"

/* Prints all images and slots in a dump. Returns an enum status. */
int find_run(const struct arguments *arguments);

#endif
