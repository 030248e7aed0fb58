/* SPDX-License-Identifier: MIT */
/*
 * The folder that xrom extract makes: all or nothing. It may be made in a folder of somebody else, who can rename and replace
 * what is there at any time. So after its beginning nothing is taken by its path: the parent and the new folder are known by
 * their descriptors.
 */
#ifndef XROM_TOOL_TARGET_H
#define XROM_TOOL_TARGET_H

#include <stdbool.h>

struct target {
    const char *path;   /* for messages */
    const char *name;   /* the last part of it */
    char temporary[32]; /* its name until it is complete */
    int parent;         /* descriptor of the folder that it is in */
    int descriptor;     /* its own; -1: it does not exist yet, or is given up */
};

/* The folder that the user named, without slashes at its end. To be freed. */
char *target_trim(const char *path);

/* The folder for an image where the user named none; null after a message. To be freed. */
char *target_default(const char *image);

/* True where nothing is in the way of a new folder; else after a message. */
bool target_is_free(const char *target);

/* Makes a temporary folder beside `path`, which nobody else can enter. False after a message: there is nothing to close. */
bool target_begin(struct target *target, const char *path);

/* Gives it the name and the usual permissions of the target. False after a message, and where a signal came. */
bool target_finish(struct target *target);

/* Removes it, and all that is in it. */
void target_remove(struct target *target);

/* Lets go of it: what is there stays. */
void target_close(struct target *target);

#endif
