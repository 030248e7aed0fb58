/* SPDX-License-Identifier: MIT */
/* A walk over the tree of an image that knows the path of each node. It is as deep as the image is: its arrays grow. */
#ifndef XROM_TOOL_SCAN_H
#define XROM_TOOL_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "image/input.h"

/* A directory that the scan is inside of. */
struct scan_level {
    uint32_t directory; /* offset of its body: tells it from all others */
    size_t path_size;
    struct xrom_node last; /* that was found in it; the kind is 0 before the first */
};

struct scan {
    const struct input *input;
    struct xrom_walk walk;
    uint32_t *ends; /* the levels of the walk */
    struct scan_level *levels;

    /* What was found last. */
    struct xrom_node node;
    uint32_t depth;            /* 0 for what stands in the directory where the scan began */
    uint32_t directory;        /* offset of the body of the directory that it stands in */
    struct xrom_node previous; /* the one before it in that directory; the kind is 0 if it is the first */
    char *path;                /* with a leading slash; any bytes; a zero stands behind it */
    size_t path_size;
    size_t path_capacity;

    bool is_check;           /* it holds all records against the format */
    struct xrom_fault fault; /* where one is at fault then */

    uint64_t file_count, directory_count; /* that were found so far */
    uint64_t spent;                       /* bytes of listing, see scan_afford() */
    uint64_t examined;                    /* bytes of data, see scan_examine() */
};

/*
 * Begins with a node that `path` names (null: the root). If it is a directory all below it is found; if it is a file
 * there is nothing to find, and scan->node and scan->path are the file's.
 */
void scan_begin(struct scan *scan, const struct input *input, const struct xrom_node *from, const char *path);

/* The same from the root, as a check of the whole image: scan->fault tells of damage. */
void scan_begin_check(struct scan *scan, const struct input *input);

/* Finds the next node. XROM_ERR_END: there is none. Else damage. */
int scan_next(struct scan *scan);

/* Leaves out what is in the directory that was found last. */
void scan_skip(struct scan *scan);

/* The name of what was found last, in the path. */
const char *scan_name(const struct scan *scan, size_t *size);

/* True where nothing stands behind the node that was found last in its directory. */
bool scan_is_last(const struct scan *scan);

/* Notes that a problem is about what was found last. */
void scan_locate(const struct scan *scan, struct problem *problem);

/*
 * Counts bytes of a listing. False, with a report, where they are far more than the image could need: a few hundred
 * kilobytes of directories, each in the other, have paths of many gigabytes.
 */
bool scan_afford(struct scan *scan, size_t size);

/*
 * Counts bytes of data that are looked at more closely. False where they are far more than the image has: many pointers can
 * lead to the same data, and each reading of it takes time.
 */
bool scan_examine(struct scan *scan, size_t size);

/* Reports the error, if it is one, that ended a scan, and frees what it holds. True where the scan came to its end. */
bool scan_end(struct scan *scan, int error);

#endif
