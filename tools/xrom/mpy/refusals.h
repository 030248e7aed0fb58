/* SPDX-License-Identifier: MIT */
/* What keeps a file out of an image although it could be stored: reasons that have a name, by which each can be allowed. */
#ifndef XROM_TOOL_REFUSALS_H
#define XROM_TOOL_REFUSALS_H

#include <stdbool.h>
#include <stdint.h>

enum refusal {
    REFUSAL_BROKEN,    /* a .mpy that is damaged or cut off */
    REFUSAL_VERSION,   /* no .mpy of a version that the target reads */
    REFUSAL_NATIVE,    /* native code that the target does not run */
    REFUSAL_SMALL_INT, /* small integers that are wider than the target's */
    REFUSAL_BESIDE,    /* a source beside its module */
    REFUSAL_SOURCE,    /* a source that was not meant to be left one */
    REFUSAL_COUNT
};

/* The refusals of a build. All zero: none so far, nothing is allowed. */
struct refusals {
    bool allowed[REFUSAL_COUNT]; /* these are warnings */
    uint64_t count;              /* without warnings */
    uint64_t told;               /* with them */
};

/* The refusal of a name; REFUSAL_COUNT: there is none. */
enum refusal refusal_find(const char *name);

/* All names, for messages. */
extern const char refusal_names[];

/* Refuses a file, or warns: says what is wrong with it, and what to do. Of very many the first ones are told. */
void refusals_add(struct refusals *refusals, enum refusal refusal, const char *file, const char *what,
                  const char *remedy);

/* Tells how many more there were. True where nothing is refused. */
bool refusals_end(const struct refusals *refusals);

#endif
