/* SPDX-License-Identifier: MIT */
/* Why one of several things that are done at a time failed: of several failures the first one, in the order of the things. */
#ifndef XROM_TOOL_FAILURE_H
#define XROM_TOOL_FAILURE_H

#include "host/process.h"

struct failure {
    size_t order; /* of what failed; SIZE_MAX: nothing so far */
    char *file, *why;
    char *words; /* what the program said, or null */
    size_t words_size;
};

void failure_begin(struct failure *failure);

bool failure_is_known(const struct failure *failure);

/* Notes a failure of a file, unless an earlier one is known. */
void failure_note(struct failure *failure, size_t order, const char *file, const char *why);

/*
 * Where that is the failure that is known, keeps what the program said about it, with `name` wherever one of `names`, which end
 * with null, stands in it.
 */
void failure_quote(struct failure *failure, size_t order, const struct process *process, const char *const *names,
                   const char *name);

/* Writes the message. */
void failure_report(const struct failure *failure);

void failure_clear(struct failure *failure);

#endif
