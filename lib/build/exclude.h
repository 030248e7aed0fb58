/* SPDX-License-Identifier: MIT */
/* Excludes: which names of a folder are left out. */
#ifndef XROM_BUILD_EXCLUDE_H
#define XROM_BUILD_EXCLUDE_H

#include "host.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_exclude {
    const char *const *patterns;
    size_t count;
    bool paths; /* a pattern has a '/', so paths are needed */
    char *path; /* of the present folder below the outermost one, with a '/' at its end; room for a name follows */
    size_t path_size;
    size_t capacity;
};

/* Begins with the patterns of options, which may be null. */
void xrom_exclude_begin(struct xrom_exclude *exclude, const struct xrom_folder_options *options);

/* Says which folder the names that follow are in. False: no memory. */
bool xrom_exclude_enter(struct xrom_exclude *exclude, const struct xrom_host_folder *folder);

/* Tells whether a name in that folder is left out. False: no memory. */
bool xrom_exclude_matches(struct xrom_exclude *exclude, const char *name, bool *matches);

void xrom_exclude_end(struct xrom_exclude *exclude);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
