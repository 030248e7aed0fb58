/* SPDX-License-Identifier: MIT */
/* Paths of what is found in a folder of the host. */
#ifndef XROM_BUILD_HOST_PATH_H
#define XROM_BUILD_HOST_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "host.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Begins as all zero; its text is to be freed with free(). */
struct xrom_host_path {
    char *text;         /* zero-terminated: what the caller called the outermost folder, and the way from there */
    size_t top_size;    /* of the outermost folder in it, with the '/' behind it */
    size_t folder_size; /* of the present folder in it, the same */
    size_t capacity;
};

/* Says which folder the names that follow are in. False: no memory. */
bool xrom_host_path_enter(struct xrom_host_path *path, const struct xrom_host_folder *folder);

/* Makes it the path of a name in that folder. False: no memory. */
bool xrom_host_path_name(struct xrom_host_path *path, const char *name);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
