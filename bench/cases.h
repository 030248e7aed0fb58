/* SPDX-License-Identifier: MIT */
/* The paths that are looked up. */
#ifndef BENCH_CASES_H
#define BENCH_CASES_H

#include "tree.h"

enum bench_case {
    BENCH_HIT,  /* files, each as likely as any other */
    BENCH_MISS, /* names that are not there, in directories that are: of no file, or of a file of another directory */
    BENCH_LAST, /* the last file of the image */
    BENCH_CASE_COUNT
};

extern const char *const bench_case_names[BENCH_CASE_COUNT];

/*
 * Makes a path of a case; for BENCH_HIT that of the file, for BENCH_MISS one in its directory. `file` counts from 0 and is
 * less than bench_case_files().
 */
void bench_case_path(const struct bench_tree *tree, enum bench_case what, size_t file, struct bench_random *random,
                     char path[BENCH_PATH_SIZE]);

size_t bench_case_files(const struct bench_tree *tree);

#endif
