/* SPDX-License-Identifier: MIT */
/*
 * A file that a command writes. It is written beside its place and renamed when it is whole, so that an old one
 * stays as it is until then. What is no regular file (a pipe, /dev/null) is written to in place.
 */
#ifndef XROM_TOOL_OUTPUT_H
#define XROM_TOOL_OUTPUT_H

#include <stdbool.h>

struct output {
    const char *name; /* for messages */
    char *path;       /* where it is to be; null: it is written in place */
    char *temporary;  /* where it is now */
    int file;
    bool is_answer; /* standard output may be the same, or it is no regular file: nothing else is to be written there */
    struct output *next; /* of those that are open beside their places */
};

/* Finds out where a path leads; "-" is standard output. False after a message; then there is nothing to close. */
bool output_find(struct output *output, const char *path);

/* True where the output lies in a folder. */
bool output_is_inside(const struct output *output, const char *folder);

/* True where both lead to one file, whether that is there or not. */
bool output_is_same(const struct output *one, const struct output *other);

/* Opens it for writing; it must stay where it is until it is closed. Several may be open at a time. False after a message. */
bool output_open(struct output *output);

/*
 * Closes it; keeps what was written, or not. False after a message; then nothing is kept. To be called also where
 * output_open() failed.
 */
bool output_close(struct output *output, bool keep);

/* The same for two files: both are kept, or neither. The first one gets its name first. */
bool output_close_both(struct output *first, struct output *second, bool keep);

#endif
