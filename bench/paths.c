/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "paths.h"

static enum bench_case case_of(const char *name)
{
    int what = 0;

    while (what < BENCH_CASE_COUNT && strcmp(name, bench_case_names[what]) != 0) {
        what++;
    }
    if (what == BENCH_CASE_COUNT) {
        bench_fail("%s is no case", name);
    }
    return (enum bench_case)what;
}

void bench_paths_read(struct bench_paths *paths, const char *name)
{
    FILE *file = fopen(name, "r");
    size_t capacity = 0;
    char what[8], path[BENCH_PATH_SIZE];

    if (!file) {
        bench_fail("%s cannot be read", name);
    }
    paths->paths = NULL;
    paths->count = 0;
    while (fscanf(file, "%7s %63s", what, path) == 2) {
        struct bench_path *last;
        if (paths->count == capacity) {
            capacity += capacity / 2 + 64;
            paths->paths = realloc(paths->paths, capacity * sizeof *paths->paths);
            if (!paths->paths) {
                bench_fail("no memory for %zu paths", capacity);
            }
        }
        last = &paths->paths[paths->count++];
        last->what = case_of(what);
        memcpy(last->path, path, sizeof path);
    }
    fclose(file);
}

const struct bench_path *bench_paths_of(const struct bench_paths *paths, enum bench_case what, size_t *count)
{
    size_t first = 0, end;

    while (first < paths->count && paths->paths[first].what != what) {
        first++;
    }
    end = first;
    while (end < paths->count && paths->paths[end].what == what) {
        end++;
    }
    if (first == end) {
        bench_fail("no path for the case %s", bench_case_names[what]);
    }
    *count = end - first;
    return paths->paths + first;
}

void bench_paths_free(struct bench_paths *paths)
{
    free(paths->paths);
}
