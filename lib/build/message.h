/* SPDX-License-Identifier: MIT */
/* Messages: what went wrong, where, and what to do. */
#ifndef XROM_BUILD_MESSAGE_H
#define XROM_BUILD_MESSAGE_H

#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#define XROM_CHECK_FORMAT __attribute__((format(printf, 4, 5)))
#else
#define XROM_CHECK_FORMAT
#endif

/* Bytes of the longest path in a message, with its zero. */
#define XROM_PATH_SHOWN 1280

/* The place of an entry, or of something that is to become one. */
struct xrom_where {
    const struct xrom_host_folder *folder; /* that it was found in; null: it was not found on the host */
    const struct xrom_entry *parent;       /* the directory of the tree that it is in; used where there is no folder */
    const char *name;
    size_t name_size;
};

struct xrom_where xrom_where_is_entry(const struct xrom_entry *entry);
struct xrom_where xrom_where_is_folder(const struct xrom_host_folder *folder);

/*
 * Writes the path of a place, safe to print: on the host the path that the caller gave and what is below it, else the
 * path in the tree. Where it is too long, "..." stands for its front.
 */
void xrom_where_show(char path[XROM_PATH_SHOWN], const struct xrom_where *where);

/* Sets the message "PATH: ..." and returns `error`. */
int xrom_fail(struct xrom_tree *tree, int error, const struct xrom_where *where, const char *format,
              ...) XROM_CHECK_FORMAT;

/* The same for XROM_ERR_IO, with the reason that `number`, a value of errno, stands for. `what` "cannot be" done. */
int xrom_fail_io(struct xrom_tree *tree, const struct xrom_where *where, const char *what, int number);

/* The same for what is not as it was when the folder was looked through. `how` it is not. */
int xrom_fail_changed(struct xrom_tree *tree, const struct xrom_where *where, const char *how);

/* The same where `number` says why something could not be kept in a temporary file. */
int xrom_fail_spool(struct xrom_tree *tree, int number);

/* The same for XROM_ERR_MEMORY. */
int xrom_fail_memory(struct xrom_tree *tree);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
