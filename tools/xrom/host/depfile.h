/* SPDX-License-Identifier: MIT */
/*
 * The depfile of xrom build: what an image depends on, as a rule of make, for make and for all that read its rules, as
 * ninja. Each file and folder also is a target without a rule, so that one that is removed means "build again" and no error;
 * but for names that cannot be a target, with % or = in them or & at the end. A name with one of &*?<>"'`^ in it lets ninja,
 * which has no way to read it, build each time.
 */
#ifndef XROM_TOOL_DEPFILE_H
#define XROM_TOOL_DEPFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "host/output.h"

/* All zero: no file yet. */
struct depfile {
    char *needs, *targets; /* the two parts of it */
    size_t needs_size, targets_size;
    size_t needs_capacity, targets_capacity;
    char *unfit;       /* the first path that cannot be said in a depfile, or null */
    const char *fault; /* why that cannot */
    char *misread;     /* the first path, where make takes it for a variable; or null */
};

/* Adds a file or folder that the image depends on. `context` is a struct depfile. */
void depfile_add(void *context, const char *path);

/* Opens an output and writes it there, for a target. False after a message. The output is not closed. */
bool depfile_write(const struct depfile *depfile, struct output *output, const char *target);

void depfile_clear(struct depfile *depfile);

#endif
