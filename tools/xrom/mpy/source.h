/* SPDX-License-Identifier: MIT */
/* Which entries of a tree are MicroPython's: sources (.py) and compiled modules (.mpy). */
#ifndef XROM_TOOL_SOURCE_H
#define XROM_TOOL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include <xrom/build.h>

/* True where a name ends so. */
bool source_has_name(const char *name, size_t size);
bool module_has_name(const char *name, size_t size);

/* The name of what a source becomes, or in general: a name with its end of `from` bytes replaced. To be freed. */
char *source_rename(const char *name, size_t size, size_t from, const char *end);

/* The path of an entry in the image. To be freed. */
char *source_path(const struct xrom_entry *entry);

/* The bytes of the two ends of names, and the ends. */
#define SOURCE_END ".py"
#define MODULE_END ".mpy"

#endif
