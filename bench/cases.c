/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cases.h"

const char *const bench_case_names[BENCH_CASE_COUNT] = {"hit", "miss", "last"};

size_t bench_case_files(const struct bench_tree *tree)
{
    return tree->count - tree->first_file;
}

static const struct bench_entry *random_file(const struct bench_tree *tree, struct bench_random *random)
{
    return &tree->entries[tree->first_file + bench_random_below(random, (uint32_t)bench_case_files(tree))];
}

/* One miss in two has the name of a file of any directory, where it is not there; the others one more letter in a name. */
static void miss_path(const struct bench_tree *tree, const struct bench_entry *file, struct bench_random *random,
                      char path[BENCH_PATH_SIZE])
{
    char name[BENCH_NAME_SIZE];
    bool elsewhere = bench_random_below(random, 2) && tree->first_file > 0;

    do {
        const char *found = random_file(tree, random)->name;
        if (elsewhere) {
            memcpy(name, found, sizeof name);
        } else {
            const char *suffix = strchr(found, '.');
            int stem = (int)(suffix - found) - (strlen(found) + 1 == BENCH_NAME_SIZE);
            snprintf(name, sizeof name, "%.*s%c%s", stem, found, (int)('a' + bench_random_below(random, 26)), suffix);
        }
    } while (bench_tree_has_sibling(tree, file, name));
    bench_tree_path(file->parent, name, path);
}

/* Orders paths as a walk over the image meets them: name by name, so a '/' stands before all other characters. */
static int compare_paths(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return (*a == '/' ? 1 : (uint8_t)*a) - (*b == '/' ? 1 : (uint8_t)*b);
}

static void last_path(const struct bench_tree *tree, char path[BENCH_PATH_SIZE])
{
    char other[BENCH_PATH_SIZE];

    *path = '\0';
    for (size_t i = tree->first_file; i < tree->count; i++) {
        bench_tree_path(tree->entries[i].parent, tree->entries[i].name, other);
        if (compare_paths(other, path) > 0) {
            memcpy(path, other, sizeof other);
        }
    }
}

void bench_case_path(const struct bench_tree *tree, enum bench_case what, size_t file, struct bench_random *random,
                     char path[BENCH_PATH_SIZE])
{
    const struct bench_entry *entry = &tree->entries[tree->first_file + file];

    switch (what) {
    case BENCH_HIT: bench_tree_path(entry->parent, entry->name, path); break;
    case BENCH_MISS: miss_path(tree, entry, random, path); break;
    default: last_path(tree, path); break;
    }
}
