/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "host/memory.h"
#include "mpy/inspect.h"
#include "mpy/module.h"
#include "mpy/source.h"
#include "text/message.h"

/* A file that is MicroPython's. */
struct file {
    struct xrom_entry *entry;
    char *path; /* in the image */
};

struct files {
    struct file *all;
    size_t count;
};

void inspect_begin(struct inspection *inspection, struct xrom_tree *tree, const char *folder,
                   const struct mpy_options *options)
{
    memset(inspection, 0, sizeof *inspection);
    inspection->tree = tree;
    inspection->folder = folder;
    inspection->options = options;
    memcpy(inspection->refusals.allowed, options->allowed, sizeof inspection->refusals.allowed);
}

static void refuse(struct inspection *inspection, enum refusal refusal, const char *path, const char *what,
                   const char *remedy)
{
    char *shown = host_join(inspection->folder, path);

    refusals_add(&inspection->refusals, refusal, shown, what, remedy);
    free(shown);
}

/* ---- Modules ---- */

static void refuse_damage(struct inspection *inspection, const char *path, int error, uint32_t offset,
                          const void *bytes, size_t size)
{
    static const char remedy[] = "compile it again, with mpy-cross of v1.19 or later";
    const char *byte = bytes;
    char what[160];

    if (error == XROM_ERR_MPY_VERSION && size > 1 && byte[0] == 'M') {
        snprintf(what, sizeof what, "is a .mpy of version %u, and the target reads version %u",
                 (unsigned)(unsigned char)byte[1], (unsigned)XROM_MPY_VERSION);
        refuse(inspection, REFUSAL_VERSION, path, what, remedy);
    } else if (error == XROM_ERR_MPY_VERSION) {
        refuse(inspection, REFUSAL_VERSION, path, "is a .mpy of CircuitPython, which the target does not read", remedy);
    } else if (error == XROM_ERR_NOT_MPY && size > 0) {
        refuse(inspection, REFUSAL_VERSION, path, "is no .mpy, so its import fails", "rename it");
    } else if (size == 0) {
        refuse(inspection, REFUSAL_BROKEN, path, "is empty, so its import fails", "compile it again");
    } else {
        snprintf(what, sizeof what, "is a broken .mpy: %s (offset %" PRIu32 "); an import may never return",
                 xrom_error_text(error), offset);
        refuse(inspection, REFUSAL_BROKEN, path, what, "compile or copy it again");
    }
}

static void refuse_for_target(struct inspection *inspection, const char *path, const struct xrom_mpy *mpy)
{
    const struct board *board = inspection->options->target;
    char what[200];

    if (mpy->arch != XROM_MPY_BYTECODE_ONLY && !board_runs(board, mpy->arch)) {
        snprintf(what, sizeof what, "has native code for %s, and %s runs %s", xrom_mpy_arch_text(mpy->arch),
                 board->name, board->march ? board->march : "none");
        refuse(inspection, REFUSAL_NATIVE, path, what,
               board->march ? "compile it with the target's -march" : "compile it without native code");
    } else if (mpy->arch != XROM_MPY_BYTECODE_ONLY && mpy->sub_version != BOARD_SUB_VERSION) {
        snprintf(what, sizeof what, "has native code of version 6.%u, and the target runs 6.%u",
                 (unsigned)mpy->sub_version, (unsigned)BOARD_SUB_VERSION);
        refuse(inspection, REFUSAL_VERSION, path, what, "compile it again, with mpy-cross of v1.23 or later");
    }
    if (mpy->small_int_bits > board->small_int_bits) {
        snprintf(what, sizeof what, "has small integers of %u bits, and %s has %u", (unsigned)mpy->small_int_bits,
                 board->name, board->small_int_bits);
        refuse(inspection, REFUSAL_SMALL_INT, path, what, "compile it with the target's -msmall-int-bits");
    }
}

/* Sees to it that the constant which a rule names, or the largest one, is aligned. False after a message. */
static bool align_constant(struct inspection *inspection, struct xrom_entry *entry, const char *path,
                           const struct xrom_mpy *mpy)
{
    struct xrom_entry_stat stat;
    const struct module_constant *chosen = NULL;
    struct module_constant *constants;
    const struct constant_rule *rule;
    size_t count;
    bool good = true;

    xrom_entry_stat(entry, &stat);
    rule = mpy_options_constant(inspection->options, stat.name, path);
    constants = module_constants(mpy, &count);
    if (!rule || rule->which == CONSTANT_LARGEST) {
        chosen = module_largest(constants, count);
    } else if (rule->which != CONSTANT_NONE && rule->which < count) {
        chosen = &constants[rule->which];
    } else if (rule->which != CONSTANT_NONE && count > 0) {
        char *shown = host_join(inspection->folder, path);
        message(shown, "has no bytes constant %" PRIu64 ", but %zu of them; see xrom ls --constants", rule->which,
                count);
        free(shown);
        good = false;
    }
    if (chosen && xrom_tree_align_at(inspection->tree, entry, chosen->offset) != XROM_OK) {
        message_escaped(xrom_tree_message(inspection->tree));
        good = false;
    }
    free(constants);
    return good;
}

/* Looks at a module that is sound. */
static bool inspect_module(struct inspection *inspection, struct xrom_entry *entry, const char *path,
                           const struct xrom_mpy *mpy)
{
    if (inspection->options->target) {
        refuse_for_target(inspection, path, mpy);
    }
    return align_constant(inspection, entry, path, mpy);
}

/* Looks at one that was found, and may be anything. */
static bool inspect_bytes(struct inspection *inspection, const struct file *file, const void *bytes, size_t size)
{
    struct xrom_fault fault;
    struct xrom_mpy mpy;
    int error = module_open(&mpy, bytes, size, &fault);

    if (error) {
        refuse_damage(inspection, file->path, error, fault.offset, bytes, size);
        return true;
    }
    return inspect_module(inspection, file->entry, file->path, &mpy);
}

/* Reads one that was found, and looks at it. */
static bool inspect_file(struct inspection *inspection, const struct file *file)
{
    struct xrom_entry_stat stat;
    uint8_t *bytes;
    bool good;

    xrom_entry_stat(file->entry, &stat);
    if (stat.size > XROM_SIZE_MAX) {
        return true; /* larger than any image, as the build will say */
    }
    bytes = memory_grow(NULL, (size_t)stat.size, 1);
    good = xrom_tree_read(inspection->tree, file->entry, bytes) == XROM_OK;
    if (good) {
        good = inspect_bytes(inspection, file, bytes, (size_t)stat.size);
    } else {
        message_escaped(xrom_tree_message(inspection->tree));
    }
    free(bytes);
    return good;
}

/* ---- Sources ---- */

static int compare_paths(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->path, ((const struct file *)b)->path);
}

/* Looks at a source that is left as it is. */
static void inspect_source(struct inspection *inspection, const struct files *files, const struct file *file)
{
    const struct mpy_options *options = inspection->options;
    struct file module = {NULL, source_rename(file->path, strlen(file->path), strlen(SOURCE_END), MODULE_END)};
    bool beside = bsearch(&module, files->all, files->count, sizeof module, compare_paths) != NULL;
    struct xrom_entry_stat stat;
    bool kept;

    free(module.path);
    xrom_entry_stat(file->entry, &stat);
    kept = mpy_options_keeps(options, stat.name, file->path);
    if (beside && options->mpy && !kept) {
        char *shown = host_join(inspection->folder, file->path);
        message(shown, "would become the .mpy that is there already; remove one of the two, or --exclude it");
        inspection->refusals.count++;
        free(shown);
    } else if (beside) {
        refuse(inspection, REFUSAL_BESIDE, file->path,
               "stands beside its .mpy, and the import takes the source, which needs the RAM that the .mpy would save",
               "remove one of the two");
    } else if (options->target && !options->mpy && !kept) {
        refuse(inspection, REFUSAL_SOURCE, file->path, "is a source, whose code takes RAM wherever it stands",
               "compile it with --mpy, or --keep it");
    }
}

static void find_files(struct files *files, const struct xrom_tree *tree)
{
    struct xrom_entry *entry = NULL;
    struct xrom_entry_stat stat;
    size_t capacity = 0;

    while ((entry = xrom_tree_next(tree, entry)) != NULL) {
        xrom_entry_stat(entry, &stat);
        if (stat.kind == XROM_FILE &&
            (source_has_name(stat.name, stat.name_size) || module_has_name(stat.name, stat.name_size))) {
            files->all = memory_reserve(files->all, &capacity, files->count + 1, sizeof *files->all);
            files->all[files->count].entry = entry;
            files->all[files->count++].path = source_path(entry);
        }
    }
    if (files->count > 1) {
        qsort(files->all, files->count, sizeof *files->all, compare_paths);
    }
}

bool inspect_found(struct inspection *inspection)
{
    struct files files = {NULL, 0};
    bool good = true;

    find_files(&files, inspection->tree);
    for (size_t i = 0; good && i < files.count; i++) {
        if (module_has_name(files.all[i].path, strlen(files.all[i].path))) {
            good = inspect_file(inspection, &files.all[i]);
        } else {
            inspect_source(inspection, &files, &files.all[i]);
        }
    }
    for (size_t i = 0; i < files.count; i++) {
        free(files.all[i].path);
    }
    free(files.all);
    return refusals_end(&inspection->refusals) && good;
}

bool inspect_compiled(struct inspection *inspection, const struct precompiled *precompiled)
{
    bool good = true;

    inspection->refusals.count = inspection->refusals.told = 0;
    for (size_t i = 0; good && i < precompiled->count; i++) {
        const struct precompiled_module *module = &precompiled->modules[i];
        char *path = source_path(module->entry);
        struct xrom_mpy mpy;
        /* It is sound: else it would be an error of the compilation. */
        good = xrom_mpy_open(&mpy, module->code, module->size) == XROM_OK &&
               inspect_module(inspection, module->entry, path, &mpy);
        free(path);
    }
    return refusals_end(&inspection->refusals) && good;
}
