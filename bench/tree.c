/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "tree.h"

enum { LEVELS_MAX = 3 };

struct shape {
    uint32_t widths[LEVELS_MAX]; /* entries in each directory, from the root on; the last ones are files */
    uint32_t size_min, size_max; /* of a file */
};

static const struct shape shapes[BENCH_TREE_COUNT] = {
    {{6}, 1024, 30720},        {{100}, 4096, 4096},      {{10, 100}, 300, 6000},
    {{10, 20, 50}, 300, 6000}, {{20, 50, 100}, 32, 480}, {{16, 16, 128}, 8192, 8192},
};

static bool is_taken(const struct bench_entry *first, size_t count, const char *name)
{
    while (count > 0 && strcmp(first->name, name) != 0) {
        first++;
        count--;
    }
    return count > 0;
}

/* Makes all that a directory holds. */
static void fill_directory(struct bench_tree *tree, const struct bench_entry *parent, uint32_t width, bool files,
                           struct bench_random *random)
{
    struct bench_entry *first = tree->entries + tree->count;

    for (uint32_t i = 0; i < width; i++) {
        struct bench_entry *entry = first + i;
        memset(entry, 0, sizeof *entry);
        entry->parent = parent;
        do {
            const char *suffix = bench_random_below(random, 2) ? ".py" : ".mpy";
            bench_name(random, files ? suffix : "", entry->name);
        } while (is_taken(first, i, entry->name));
    }
    tree->count += width;
}

/* Gives all files their bytes. */
static void fill_files(struct bench_tree *tree, const struct shape *shape, struct bench_random *random)
{
    uint8_t *next;

    for (size_t i = tree->first_file; i < tree->count; i++) {
        uint32_t size = shape->size_min + bench_random_below(random, shape->size_max - shape->size_min + 1);
        tree->entries[i].size = size;
        tree->data_size += size;
    }
    tree->data = bench_alloc(tree->data_size + sizeof(uint32_t));
    for (size_t i = 0; i < tree->data_size; i += sizeof(uint32_t)) {
        uint32_t bits = bench_random_bits(random);
        memcpy(tree->data + i, &bits, sizeof bits);
    }
    next = tree->data;
    for (size_t i = tree->first_file; i < tree->count; i++) {
        tree->entries[i].bytes = next;
        next += tree->entries[i].size;
    }
}

void bench_tree_make(struct bench_tree *tree, unsigned number)
{
    const struct shape *shape = &shapes[number - 1];
    struct bench_random random = {number};
    size_t total = 0, level_size = 1, level_first = 0;
    unsigned levels;

    for (levels = 0; levels < LEVELS_MAX && shape->widths[levels] > 0; levels++) {
        level_size *= shape->widths[levels];
        total += level_size;
    }
    memset(tree, 0, sizeof *tree);
    tree->entries = bench_alloc(total * sizeof *tree->entries);
    tree->width = shape->widths[levels - 1];
    fill_directory(tree, NULL, shape->widths[0], levels == 1, &random);
    for (unsigned level = 1; level < levels; level++) {
        size_t level_end = tree->count;
        tree->first_file = level_end;
        for (; level_first < level_end; level_first++) {
            fill_directory(tree, &tree->entries[level_first], shape->widths[level], level + 1 == levels, &random);
        }
    }
    fill_files(tree, shape, &random);
}

void bench_tree_free(struct bench_tree *tree)
{
    free(tree->data);
    free(tree->entries);
}

void bench_tree_path(const struct bench_entry *parent, const char *name, char path[BENCH_PATH_SIZE])
{
    const char *names[LEVELS_MAX];
    unsigned depth = 0;

    for (; parent; parent = parent->parent) {
        names[depth++] = parent->name;
    }
    *path = '\0';
    while (depth > 0) {
        strcat(strcat(path, "/"), names[--depth]);
    }
    strcat(strcat(path, "/"), name);
}

bool bench_tree_has_sibling(const struct bench_tree *tree, const struct bench_entry *file, const char *name)
{
    size_t i = (size_t)(file - tree->entries) - tree->first_file;

    return is_taken(tree->entries + tree->first_file + i / tree->width * tree->width, tree->width, name);
}
