/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/signals.h"
#include "mpy/mpy_cache.h"
#include "mpy/precompile.h"
#include "mpy/source.h"
#include "text/message.h"

/* A source in the tree. */
struct source {
    struct xrom_entry *entry;
    char *path; /* in the image */
    const uint8_t *code;
    size_t code_size;
    uint8_t *own; /* see compile.h */
};

struct sources {
    struct source *all;
    size_t count, done;
    struct progress *progress;
    const struct origin *origin;
};

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
        struct source source = {entry, NULL, NULL, 0, NULL};
        xrom_entry_stat(entry, &stat);
        if (stat.kind != XROM_FILE || !source_has_name(stat.name, stat.name_size)) {
            continue;
        }
        source.path = source_path(entry);
        if (mpy_options_keeps(options, stat.name, source.path)) {
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
static void take(void *context, size_t number, const uint8_t *code, size_t size, uint8_t *own)
{
    struct sources *sources = context;

    sources->all[number].code = code;
    sources->all[number].code_size = size;
    sources->all[number].own = own;
    progress_sources(sources->progress, ++sources->done, sources->count);
}

/* Reads a source and compiles it. False after a message, or where it makes no sense to go on. */
static bool compile(struct compilation *compilation, struct sources *sources, size_t number, struct xrom_tree *tree)
{
    const struct source *source = &sources->all[number];
    struct xrom_entry_stat stat;
    uint8_t *bytes;
    char *shown;
    bool good;

    xrom_entry_stat(source->entry, &stat);
    shown = sources->origin->is_single ? memory_copy(sources->origin->path, strlen(sources->origin->path))
                                       : host_join(sources->origin->path, source->path);
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
    char *name;
    bool good;

    xrom_entry_stat(source->entry, &stat);
    name = source_rename(stat.name, stat.name_size, strlen(SOURCE_END), MODULE_END);
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
    precompiled->modules = memory_grow(NULL, sources->count, sizeof *precompiled->modules);
    for (size_t i = 0; i < sources->count; i++) {
        struct precompiled_module *module = &precompiled->modules[precompiled->count++];
        module->entry = sources->all[i].entry;
        module->code = sources->all[i].code;
        module->size = sources->all[i].code_size;
        module->own = sources->all[i].own;
        free(sources->all[i].path);
    }
    free(sources->all);
}

/* Keeps the cache out of the folder that the sources are from. False after a message. */
static bool place_cache(struct compile_options *options, const char *folder)
{
    char *own = options->cache || options->no_cache ? NULL : mpy_cache_default();
    bool good = true;

    if (options->cache && host_is_inside(options->cache, folder)) {
        message(options->cache, "lies in the folder that goes into the image; name a place outside it with --cache");
        good = false;
    }
    if (own && host_is_inside(own, folder)) {
        message(own,
                "warning: the cache would lie in the folder that goes into the image, so all is compiled each time; "
                "name a place outside it with --cache");
        options->no_cache = true;
    }
    free(own);
    return good;
}

bool precompile(struct precompiled *precompiled, struct xrom_tree *tree, const struct origin *origin,
                const struct mpy_options *options, struct progress *progress)
{
    struct sources sources = {NULL, 0, 0, progress, origin};
    struct compile_options given = options->compile;
    char *whole = realpath(origin->path, NULL);
    struct compilation compilation;
    bool good;

    if (!place_cache(&given, origin->path)) {
        free(whole);
        return false;
    }
    find_sources(&sources, tree, options);
    if (options->target && !given.compiler.march) {
        given.compiler.march = options->target->march;
    }
    given.set = whole ? whole : origin->path;
    good = sources.count == 0 || compile_begin(&compilation, &given, take, &sources);
    if (good && sources.count > 0) {
        for (size_t i = 0; good && i < sources.count; i++) {
            good = compile(&compilation, &sources, i, tree);
        }
        good = compile_wait(&compilation, good);
        progress_end(progress);
        precompiled->compiler = memory_copy(compilation.compiler.path, strlen(compilation.compiler.path));
        precompiled->pack = compile_pack(&compilation);
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
        free(precompiled->modules[i].own);
    }
    free(precompiled->modules);
    free(precompiled->compiler);
    free(precompiled->pack);
}
