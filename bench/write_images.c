/* SPDX-License-Identifier: MIT */
/*
 * bench_write_images FOLDER COUNT [LAST]: writes the images of T1 to T4, or to the tree LAST, into a folder, plain and
 * indexed, and beside them COUNT paths of each case to look up: T1.plain, T1.indexed, T1.paths and so on.
 * bench_write_images FOLDER large: the image of T6.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "fail.h"
#include "image.h"

enum { LOOKUP_TREES = 4, LARGE_TREE = 6 };

static FILE *create(const char *folder, unsigned number, const char *suffix)
{
    char name[4096];
    FILE *file;

    snprintf(name, sizeof name, "%s/T%u.%s", folder, number, suffix);
    file = fopen(name, "wb");
    if (!file) {
        bench_fail("%s cannot be written", name);
    }
    return file;
}

static void finish(FILE *file)
{
    int failed = ferror(file);

    if (fclose(file) != 0 || failed) {
        bench_fail("a file cannot be written to its end");
    }
}

static void write_image(const char *folder, unsigned number, const struct bench_tree *tree, enum bench_layout layout)
{
    FILE *file = create(folder, number, bench_layout_names[layout]);
    struct bench_image image;

    bench_image_make(&image, tree, layout);
    fwrite(image.bytes, 1, image.size, file);
    bench_image_free(&image);
    finish(file);
}

static void write_paths(const char *folder, unsigned number, const struct bench_tree *tree, unsigned long count)
{
    FILE *file = create(folder, number, "paths");
    struct bench_random random = {100 + number};

    for (int what = 0; what < BENCH_CASE_COUNT; what++) {
        for (unsigned long i = 0; i < (what == BENCH_LAST ? 1 : count); i++) {
            char path[BENCH_PATH_SIZE];
            size_t which = bench_random_below(&random, (uint32_t)bench_case_files(tree));
            bench_case_path(tree, (enum bench_case)what, which, &random, path);
            fprintf(file, "%s %s\n", bench_case_names[what], path);
        }
    }
    finish(file);
}

int main(int argument_count, char **arguments)
{
    bool large = argument_count == 3 && strcmp(arguments[2], "large") == 0;
    unsigned long last = large ? LARGE_TREE : LOOKUP_TREES;
    struct bench_tree tree;

    if (argument_count == 4) {
        last = strtoul(arguments[3], NULL, 10);
    }
    if (argument_count < 3 || argument_count > 4 || last > LARGE_TREE) {
        bench_fail("usage: bench_write_images FOLDER COUNT [LAST] | FOLDER large");
    }
    for (unsigned number = large ? LARGE_TREE : 1; number <= last; number++) {
        bench_tree_make(&tree, number);
        write_image(arguments[1], number, &tree, BENCH_INDEXED);
        if (!large) {
            write_image(arguments[1], number, &tree, BENCH_PLAIN);
            write_paths(arguments[1], number, &tree, strtoul(arguments[2], NULL, 10));
        }
        bench_tree_free(&tree);
    }
    return 0;
}
