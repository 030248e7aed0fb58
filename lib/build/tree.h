/* SPDX-License-Identifier: MIT */
/* The tree: entries, where their contents come from, and what went wrong. */
#ifndef XROM_BUILD_TREE_H
#define XROM_BUILD_TREE_H

#include <stdint.h>

#include <xrom/build.h>

#include "arena.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_host_folder; /* see host.h */
struct xrom_where;       /* see message.h */

enum xrom_source {
    XROM_SOURCE_NONE,  /* a directory */
    XROM_SOURCE_BYTES, /* a file: bytes in memory, or in another image */
    XROM_SOURCE_HOST   /* a file: a file of the host */
};

/* What a file or folder of the host is known by, to notice when it is another one later. */
struct xrom_host_identity {
    uint64_t device;
    uint64_t inode;
};

/* The open directory of the host. `folder` null: none is open. See host.h. */
struct xrom_host_place {
    const struct xrom_host_folder *folder;
    int descriptor;
};

/* A text that is not zero-terminated. */
struct xrom_text {
    const char *bytes; /* null: there is none */
    size_t size;
};

/* What another image says about a file of it. */
struct xrom_said {
    struct xrom_text type;     /* of its content; both texts stand in that image */
    struct xrom_text encoding; /* of its data */
    uint32_t modified;         /* seconds since 1970 */
    bool has_modified;
};

struct xrom_entry {
    struct xrom_entry *parent;             /* null: this is the root */
    struct xrom_entry *next;               /* in the same directory, in any order before the layout sorts them */
    const struct xrom_host_folder *folder; /* where it was found on the host, or null */
    uint64_t size;                         /* bytes of a file's data; of a directory, how many entries it has */
    union {
        struct xrom_entry *first; /* of a directory, or null */
        struct {
            const void *bytes;
            const struct xrom_said *said; /* or null */
        } memory;
        struct {
            struct xrom_host_identity identity;
            uint64_t modified; /* nanoseconds, modulo 2^64 */
        } host;
    } content;
    const char *name; /* zero-terminated */
    uint32_t name_size;
    uint32_t origin; /* which byte of a file's data is to be aligned */
    uint8_t source;  /* enum xrom_source */
    bool link;       /* found as a symbolic link */
};

struct xrom_tree {
    struct xrom_arena arena; /* of all entries */
    struct xrom_entry *root;
    size_t entry_count;           /* with the root */
    struct xrom_host_place place; /* for xrom_tree_read() */
    char message[4096];
};

/* The directory that `parent` means (null: the root), or null: XROM_ERR_TREE, it is a file, and the message says so. */
struct xrom_entry *xrom_tree_directory(struct xrom_tree *tree, struct xrom_entry *parent);

/* XROM_ERR_TREE: the name of a place is not allowed in an image; the message says why. */
int xrom_tree_check_name(struct xrom_tree *tree, const struct xrom_where *where);

/*
 * Adds an entry with a name that was found in `folder` (null: not on the host) to a directory (null: the root). The
 * caller fills in its content. Errors as xrom_tree_add_directory().
 */
int xrom_tree_add(struct xrom_tree *tree, struct xrom_entry *parent, const struct xrom_host_folder *folder,
                  const char *name, size_t name_size, enum xrom_source source, struct xrom_entry **entry);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
