/* SPDX-License-Identifier: MIT */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "memory.h"
#include "message.h"
#include "precompile.h"
#include "signals.h"

static const char source_end[] = ".py";

/* A source in the tree. */
struct source {
    struct xrom_entry *entry;
    char *path; /* in the image */
    uint8_t *code;
    size_t code_size;
};

struct sources {
    struct source *all;
    size_t count, done;
    struct progress *progress;
};

static bool is_source(const struct xrom_entry_stat *stat)
{
    size_t end_size = sizeof source_end - 1;

    return stat->kind == XROM_FILE && stat->name_size >= end_size &&
           memcmp(stat->name + stat->name_size - end_size, source_end, end_size) == 0;
}

/* True where a pattern of --keep matches: with a slash in it the path, else the name. */
static bool is_kept(const struct mpy_options *options, const char *name, const char *path)
{
    bool kept = false;

    for (size_t i = 0; i < options->keep_count && !kept; i++) {
        bool of_path = strchr(options->keeps[i], '/') != NULL;
        kept = fnmatch(options->keeps[i], of_path ? path : name, of_path ? FNM_PATHNAME : 0) == 0;
    }
    return kept;
}

static char *path_of(const struct xrom_entry *entry)
{
    size_t size = xrom_entry_path(entry, NULL, 0) + 1;
    char *path = memory_grow(NULL, size, 1);

    xrom_entry_path(entry, path, size);
    return path;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->path, ((const struct source *)b)->path);
}

/* Finds the sources, in the order of their paths. */
static void find_sources(struct sources *sources, const struct xrom_tree *tree, const struct mpy_options *options)
{
    struct xrom_entry *entry = NULL;
    struct xrom_entry_stat stat;
    size_t capacity = 0;

    while ((entry = xrom_tree_next(tree, entry)) != NULL) {
        struct source source = {entry, NULL, NULL, 0};
        xrom_entry_stat(entry, &stat);
        if (!is_source(&stat)) {
            continue;
        }
        source.path = path_of(entry);
        if (is_kept(options, stat.name, source.path)) {
            free(source.path);
            continue;
        }
        sources->all = memory_reserve(sources->all, &capacity, sources->count + 1, sizeof *sources->all);
        sources->all[sources->count++] = source;
    }
    if (sources->count > 1) {
        qsort(sources->all, sources->count, sizeof *sources->all, compare_paths);
    }
}

/* Takes what a source became. */
static void take(void *context, size_t number, uint8_t *code, size_t size)
{
    struct sources *sources = context;

    sources->all[number].code = code;
    sources->all[number].code_size = size;
    progress_sources(sources->progress, ++sources->done, sources->count);
}

/* Reads a source and compiles it. False after a message, or where it makes no sense to go on. */
static bool compile(struct compilation *compilation, struct sources *sources, size_t number, struct xrom_tree *tree,
                    const char *folder)
{
    const struct source *source = &sources->all[number];
    struct xrom_entry_stat stat;
    uint8_t *bytes;
    char *shown;
    bool good;

    xrom_entry_stat(source->entry, &stat);
    shown = host_join(folder, source->path);
    if (stat.size > XROM_SIZE_MAX) {
        message(shown, "is larger than any image; leave it out with --exclude");
        free(shown);
        return false;
    }
    bytes = memory_grow(NULL, (size_t)stat.size, 1);
    good = xrom_tree_read(tree, source->entry, bytes) == XROM_OK;
    if (good) {
        const struct compile_source given = {number, shown, source->path, bytes, (size_t)stat.size};
        good = compile_add(compilation, &given);
    } else if (!interrupted()) {
        message_escaped(xrom_tree_message(tree));
    }
    free(bytes);
    free(shown);
    return good;
}

/* Puts the module in the place of its source. False after a message. */
static bool replace(struct xrom_tree *tree, const struct source *source)
{
    struct xrom_entry_stat stat;
    size_t front;
    char *name;
    bool good;

    xrom_entry_stat(source->entry, &stat);
    front = stat.name_size - (sizeof source_end - 1);
    name = memory_grow(NULL, front + sizeof ".mpy", 1);
    memcpy(name, stat.name, front);
    memcpy(name + front, ".mpy", sizeof ".mpy");
    good = xrom_tree_replace(tree, source->entry, name, strlen(name), source->code, source->code_size) == XROM_OK;
    if (!good) {
        message_escaped(xrom_tree_message(tree));
    }
    free(name);
    return good;
}

/* Gives the modules to the caller, and frees what else is known of the sources. */
static void keep_codes(struct precompiled *precompiled, struct sources *sources)
{
    precompiled->codes = memory_grow(NULL, sources->count, sizeof *precompiled->codes);
    for (size_t i = 0; i < sources->count; i++) {
        precompiled->codes[precompiled->count++] = sources->all[i].code;
        free(sources->all[i].path);
    }
    free(sources->all);
}

bool precompile(struct precompiled *precompiled, struct xrom_tree *tree, const char *folder,
                const struct mpy_options *options, struct progress *progress)
{
    struct sources sources = {NULL, 0, 0, progress};
    struct compile_options given = options->compile;
    char *whole = realpath(folder, NULL);
    struct compilation compilation;
    bool good;

    find_sources(&sources, tree, options);
    given.set = whole ? whole : folder;
    good = sources.count == 0 || compile_begin(&compilation, &given, take, &sources);
    if (good && sources.count > 0) {
        for (size_t i = 0; good && i < sources.count; i++) {
            good = compile(&compilation, &sources, i, tree, folder);
        }
        good = compile_wait(&compilation, good);
        progress_end(progress);
        good = compile_end(&compilation, good);
    }
    for (size_t i = 0; good && i < sources.count; i++) {
        struct xrom_entry_stat stat;
        xrom_entry_stat(sources.all[i].entry, &stat);
        precompiled->source_size += stat.size;
        precompiled->code_size += sources.all[i].code_size;
        good = replace(tree, &sources.all[i]);
    }
    keep_codes(precompiled, &sources);
    free(whole);
    return good;
}

void precompiled_clear(struct precompiled *precompiled)
{
    for (size_t i = 0; i < precompiled->count; i++) {
        free(precompiled->codes[i]);
    }
    free(precompiled->codes);
}
