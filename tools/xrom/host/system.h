/* SPDX-License-Identifier: MIT */
/* What systems differ in: how a program begins, and what paths, names and programs look like. */
#ifndef XROM_TOOL_SYSTEM_H
#define XROM_TOOL_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

/* Readies the standard streams. Gives the arguments of main(), in UTF-8, and their number. */
char **system_begin(int *count, char **arguments);

/* Makes '/' what separates the parts of a path that the user has named. */
void system_plain_path(char *path);

bool system_is_absolute(const char *path);

/* Why folders of this system cannot hold a name that those of others can; null where they can. */
const char *system_name_fault(const char *name, size_t size);

/* True for a file that can be run. */
bool system_is_program(const char *path);

/* The path of a program that is named as in a shell, to be freed; null: there is none. */
char *system_find_program(const char *name);

#endif
