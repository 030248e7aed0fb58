/* SPDX-License-Identifier: MIT */
/* What a firmware must have to run tests. */
#ifndef BARE_H
#define BARE_H

/* Prints a text, to wherever the test that runs the firmware reads it. */
void bare_print(const char *text);

#endif
