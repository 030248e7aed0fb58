/* SPDX-License-Identifier: MIT */
/* A file with the paths to look up: a line for each, with its case first: "miss /fonts/none.py". */
#ifndef BENCH_PATHS_H
#define BENCH_PATHS_H

#include "cases.h"

struct bench_path {
    enum bench_case what;
    char path[BENCH_PATH_SIZE];
};

struct bench_paths {
    struct bench_path *paths; /* those of a case together */
    size_t count;
};

/* Reads a file of paths. */
void bench_paths_read(struct bench_paths *paths, const char *name);

/* The paths of a case, of which there must be one at least. */
const struct bench_path *bench_paths_of(const struct bench_paths *paths, enum bench_case what, size_t *count);

void bench_paths_free(struct bench_paths *paths);

#endif
