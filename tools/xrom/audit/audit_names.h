/* SPDX-License-Identifier: MIT */
/* The names in modules, each counted once however many modules have it: they share the tables of the firmware. */
#ifndef XROM_TOOL_AUDIT_NAMES_H
#define XROM_TOOL_AUDIT_NAMES_H

#include <xrom/mpy_cost.h>

struct audit_name {
    char *text;
    uint32_t size;
    bool is_copied; /* now: the text is in RAM, and not read in place */
};

struct audit_names {
    struct audit_name *all;
    size_t count, capacity;
    uint64_t path_size; /* of the paths of all modules, which become names too */
};

/* Adds the names of a sound module, and its path. `is_source`: it comes from a source, whose names are copied. */
void audit_names_add(struct audit_names *names, const struct xrom_mpy *mpy, const char *path, bool is_source);

/* The RAM that all of them take now, or when sources are compiled, in a firmware that has none of them yet; an estimate. */
uint64_t audit_names_ram(struct audit_names *names, const struct xrom_mpy_profile *profile, bool precompiled);

void audit_names_clear(struct audit_names *names);

#endif
