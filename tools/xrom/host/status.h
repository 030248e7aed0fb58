/* SPDX-License-Identifier: MIT */
#ifndef XROM_TOOL_STATUS_H
#define XROM_TOOL_STATUS_H

/* How the tool ends. */
enum status {
    EXIT_FINE = 0,
    EXIT_BAD = 1,  /* the input is bad, or the output cannot be written */
    EXIT_USAGE = 2 /* the command line is wrong */
};

#endif
