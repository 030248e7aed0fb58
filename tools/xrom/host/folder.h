/* SPDX-License-Identifier: MIT */
/*
 * A place in a new tree of folders on the host, which can go down into a folder and back up. Whatever the depth one
 * descriptor is open, and no path is put together: each step is taken relative to that descriptor and follows no link.
 * On the way up, ".." must be the very folder that the way down came through.
 */
#ifndef XROM_TOOL_FOLDER_H
#define XROM_TOOL_FOLDER_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct folder_id {
    dev_t device;
    ino_t number;
};

struct folder {
    int descriptor;
    DIR *entries;            /* owns the descriptor, where the folder is being listed; else null */
    struct folder_id *above; /* the folders on the way down, `depth` of them */
    size_t depth, capacity;
};

/* All functions that return int return 0, or the errno that says why not. */

/* Notes which folder a descriptor stands for. */
int folder_identify(int descriptor, struct folder_id *id);

bool folder_is_same(const struct folder_id *one, const struct folder_id *other);

/* Opens the folder `name` in the one that `parent` stands for (AT_FDCWD: in the current one), no link. Gives its descriptor. */
int folder_descriptor(int parent, const char *name, int *descriptor);

/* Begins in the folder that a descriptor stands for, which stays the caller's. */
int folder_open(struct folder *folder, int descriptor);

void folder_close(struct folder *folder);

/* Goes down into a folder. */
int folder_enter(struct folder *folder, const char *name);

/* The same for a new one. */
int folder_make(struct folder *folder, const char *name);

/* Goes up. `depth` must not be 0. */
int folder_leave(struct folder *folder);

/* Writes a new file. */
int folder_write(const struct folder *folder, const char *name, const void *bytes, size_t size);

/* Removes all that is in the folder that a descriptor stands for, as far as that is possible. */
void folder_empty(int descriptor);

/* Says whether a folder has nothing in it. */
int folder_is_empty(const char *path, bool *empty);

#endif
