/* SPDX-License-Identifier: MIT */
/*
 * The trees that everything is measured on. They are made of a seed, so they are the same everywhere; no two files are
 * equal, and names are unique in their directory.
 *
 *   T1  6 files of 1 to 30 KiB            T4  10 x 20 x 50 files of 300 to 6000 bytes
 *   T2  100 files of 4 KiB                T5  20 x 50 x 100 files of 32 to 480 bytes
 *   T3  10 x 100 files of 300 to 6000     T6  16 x 16 x 128 files of 8 KiB: 256 MiB
 */
#ifndef BENCH_TREE_H
#define BENCH_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "name.h"

enum {
    BENCH_TREE_COUNT = 6,
    BENCH_PATH_SIZE = 3 * BENCH_NAME_SIZE + 1 /* of the longest path, with a leading '/' and the zero */
};

struct bench_entry {
    const struct bench_entry *parent; /* null: the root */
    uint8_t *bytes;                   /* null: a directory */
    uint32_t size;                    /* of a file */
    char name[BENCH_NAME_SIZE];
};

/* Entries stand level by level, so all directories before all files, and what a directory holds together. */
struct bench_tree {
    struct bench_entry *entries;
    size_t count;
    size_t first_file;
    size_t width; /* files in a directory */
    size_t data_size;
    uint8_t *data;
};

/* Makes the tree of a number from 1 to BENCH_TREE_COUNT. */
void bench_tree_make(struct bench_tree *tree, unsigned number);

void bench_tree_free(struct bench_tree *tree);

/* Writes the path of `name` in the directory `parent`, with a leading '/'. */
void bench_tree_path(const struct bench_entry *parent, const char *name, char path[BENCH_PATH_SIZE]);

/* True where the directory of `file` holds a file of this name. */
bool bench_tree_has_sibling(const struct bench_tree *tree, const struct bench_entry *file, const char *name);

#endif
