/* SPDX-License-Identifier: MIT */
/*
 * Folders and files of the host, by names relative to one open directory: paths may be longer than the operating system
 * takes, and one descriptor is open for directories at a time, however deep they are.
 */
#ifndef XROM_BUILD_HOST_H
#define XROM_BUILD_HOST_H

#include <sys/stat.h>

#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_host_folder {
    const struct xrom_host_folder *parent; /* null: `name` is the path that the caller gave */
    struct xrom_host_folder *next;         /* in a list of folders that are still to be looked through */
    struct xrom_entry *entry;              /* the directory of the tree that its content is added to */
    const char *name;
    struct xrom_host_identity identity;
    uint32_t depth; /* how many parents it has */
    bool linked;    /* found through a symbolic link, its own or that of a folder that it is in */
    bool link;      /* found as a symbolic link, so ".." does not lead to the parent */
};

struct xrom_host_identity xrom_host_identity(const struct stat *stat);
bool xrom_host_is_same(const struct xrom_host_identity *a, const struct xrom_host_identity *b);

/* Time of the last change of content, in nanoseconds modulo 2^64. */
uint64_t xrom_host_modified(const struct stat *stat);

/* The same in seconds since 1970, or the nearest that fits. */
uint32_t xrom_host_seconds(uint64_t modified);

/*
 * Opens a folder, by way of those between it and the open one. Each must be what it was when it was added.
 *
 * XROM_ERR_TREE: it is not. XROM_ERR_IO: it cannot be opened. The message says which.
 */
int xrom_host_enter(struct xrom_tree *tree, struct xrom_host_place *place, const struct xrom_host_folder *folder);

/* Closes the open folder, if there is one. */
void xrom_host_leave(struct xrom_host_place *place);

/* Opens the file of an entry for reading. Errors as xrom_host_enter(). */
int xrom_host_open(struct xrom_tree *tree, struct xrom_host_place *place, const struct xrom_entry *entry,
                   int *descriptor);

/*
 * Reads up to `size` bytes, 1 at least, of the open file of an entry, and tells how many; there is 1 at least.
 *
 * XROM_ERR_TREE: it ends, which is too early, or is not the one that was added. XROM_ERR_IO: it cannot be read.
 */
int xrom_host_read(struct xrom_tree *tree, const struct xrom_entry *entry, int descriptor, void *bytes, size_t size,
                   size_t *got);

/* XROM_ERR_TREE: the open file is not the one that was added, or has changed since. XROM_ERR_IO: nobody can tell. */
int xrom_host_check(struct xrom_tree *tree, const struct xrom_entry *entry, int descriptor);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
