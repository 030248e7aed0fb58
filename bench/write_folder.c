/* SPDX-License-Identifier: MIT */
/* bench_write_folder NUMBER FOLDER: writes a tree as a new folder of the host. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fail.h"
#include "tree.h"

static void write_entry(const struct bench_entry *entry, const char *path)
{
    FILE *file;

    if (!entry->bytes) {
        if (mkdir(path, 0777) != 0) {
            bench_fail("%s: %s", path, strerror(errno));
        }
        return;
    }
    file = fopen(path, "wb");
    if (!file || fwrite(entry->bytes, 1, entry->size, file) != entry->size || fclose(file) != 0) {
        bench_fail("%s: %s", path, strerror(errno));
    }
}

int main(int argument_count, char **arguments)
{
    unsigned long number = argument_count == 3 ? strtoul(arguments[1], NULL, 10) : 0;
    struct bench_tree tree;

    if (number < 1 || number > BENCH_TREE_COUNT) {
        bench_fail("usage: bench_write_folder NUMBER FOLDER");
    }
    if (mkdir(arguments[2], 0777) != 0) {
        bench_fail("%s: %s", arguments[2], strerror(errno));
    }
    bench_tree_make(&tree, (unsigned)number);
    for (size_t i = 0; i < tree.count; i++) {
        const struct bench_entry *entry = &tree.entries[i];
        char inner[BENCH_PATH_SIZE], path[4096];
        bench_tree_path(entry->parent, entry->name, inner);
        snprintf(path, sizeof path, "%s%s", arguments[2], inner);
        write_entry(entry, path);
    }
    bench_tree_free(&tree);
    return 0;
}
