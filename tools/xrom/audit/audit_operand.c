/* SPDX-License-Identifier: MIT */
/* From an operand to rows: the files in it, and what they become when sources are compiled. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/audit_subject.h"
#include "host/host.h"
#include "host/memory.h"
#include "mpy/precompile.h"
#include "mpy/source.h"

/* So many times the size of an image are modules looked at: its files may share their bytes, again and again. */
enum { EXAMINED_FACTOR = 8 };

/* A file in the tree. */
struct member {
    struct xrom_entry *entry;
    char *path; /* in the image */
    uint64_t size;
};

struct members {
    struct member *all;
    size_t count;
};

/* ---- Its files ---- */

static int compare_paths(const void *one, const void *other)
{
    return strcmp(((const struct member *)one)->path, ((const struct member *)other)->path);
}

static void find_members(struct members *members, const struct xrom_tree *tree)
{
    struct xrom_entry *entry = NULL;
    struct xrom_entry_stat stat;
    size_t capacity = 0;

    while ((entry = xrom_tree_next(tree, entry)) != NULL) {
        xrom_entry_stat(entry, &stat);
        if (stat.kind == XROM_FILE) {
            members->all = memory_reserve(members->all, &capacity, members->count + 1, sizeof *members->all);
            members->all[members->count++] = (struct member){entry, source_path(entry), stat.size};
        }
    }
    if (members->count > 1) {
        qsort(members->all, members->count, sizeof *members->all, compare_paths);
    }
}

/* True where the same path with another end is there as well. */
static bool has_beside(const struct members *members, const char *path, const char *from, const char *end)
{
    struct member wanted = {NULL, source_rename(path, strlen(path), strlen(from), end), 0};
    bool found = bsearch(&wanted, members->all, members->count, sizeof wanted, compare_paths) != NULL;

    free(wanted.path);
    return found;
}

static struct audit_row *add_row(struct audit *audit, const struct audit_subject *subject, const struct member *member)
{
    struct audit_row *row;

    audit->rows = memory_reserve(audit->rows, &audit->capacity, audit->count + 1, sizeof *audit->rows);
    row = &audit->rows[audit->count++];
    memset(row, 0, sizeof *row);
    if (audit->arguments->operand_count == 1) {
        row->path = memory_copy(member->path, strlen(member->path));
    } else {
        row->path = subject->is_single ? memory_copy(subject->name, strlen(subject->name))
                                       : host_join(subject->name, member->path);
    }
    row->size = row->precompiled_size = member->size;
    return row;
}

/* Reads a module and looks at it. False after a message. */
static bool read_module(struct audit *audit, struct audit_subject *subject, const struct member *member,
                        struct audit_row *row)
{
    uint8_t *bytes;
    bool good;

    subject->examined += member->size;
    if (member->size > XROM_SIZE_MAX ||
        (subject->is_image && subject->examined > EXAMINED_FACTOR * (uint64_t)subject->input.image.size)) {
        row->kind = AUDIT_MODULE;
        row->why = "too large to be looked at";
        return true;
    }
    bytes = memory_grow(NULL, (size_t)member->size, 1);
    good = xrom_tree_read(subject->tree, member->entry, bytes) == XROM_OK;
    if (good) {
        audit_module(audit, row, member->path, bytes, (size_t)member->size);
    } else {
        message_escaped(xrom_tree_message(subject->tree));
    }
    free(bytes);
    return good;
}

/* Makes the row of a file. What a source costs is not known yet. False after a message. */
static bool look_at(struct audit *audit, struct audit_subject *subject, const struct members *members,
                    const struct member *member)
{
    struct audit_row *row = add_row(audit, subject, member);
    size_t size = strlen(member->path);

    if (source_has_name(member->path, size)) {
        row->kind = AUDIT_SOURCE;
        row->why = "compiled to RAM";
        row->advice = has_beside(members, member->path, SOURCE_END, MODULE_END) ? "remove it: its .mpy stands beside it"
                                                                                : "precompile: xrom build --mpy";
        audit->source_count++;
        return true;
    }
    if (!module_has_name(member->path, size)) {
        row->in_place = true;
        return true;
    }
    if (audit_encoded_has(&subject->encoded, member->path)) {
        row->kind = AUDIT_BROKEN;
        row->why = "compressed";
        row->advice = "build the image without --gzip for it";
        return true;
    }
    row->is_hidden = has_beside(members, member->path, MODULE_END, SOURCE_END);
    if (!read_module(audit, subject, member, row)) {
        return false;
    }
    if (row->is_hidden) {
        row->in_place = false;
        row->why = "its source is imported instead";
        row->advice = NULL;
    }
    return true;
}

/* ---- Its sources ---- */

/* Compiles the sources, whose rows begin at `first`. False after a message. */
static bool compile(struct audit *audit, const struct audit_subject *subject, const struct members *members,
                    size_t first)
{
    const struct origin origin = {subject->name, subject->is_single};
    struct precompiled precompiled;
    struct progress progress;
    size_t next = 0;
    bool good;

    memset(&precompiled, 0, sizeof precompiled);
    progress_begin(&progress);
    good = precompile(&precompiled, subject->tree, &origin, &audit->arguments->mpy, &progress);
    progress_end(&progress);
    /* Both are in the order of paths. */
    for (size_t i = 0; good && i < members->count; i++) {
        if (audit->rows[first + i].kind == AUDIT_SOURCE) {
            const struct precompiled_module *module = &precompiled.modules[next++];
            char *path = source_path(module->entry);
            audit_compiled(audit, &audit->rows[first + i], path, module->code, module->size);
            free(path);
        }
    }
    audit->precompiled.has_image =
        good && audit_subject_measure(subject->tree, &audit->precompiled.image) && audit->precompiled.has_image;
    precompiled_clear(&precompiled);
    return good;
}

/* Makes the rows of an operand. False after a message. */
static bool examine(struct audit *audit, struct audit_subject *subject, const struct members *members)
{
    size_t first = audit->count;
    size_t sources = audit->source_count;
    uint64_t image = 0;
    bool good = true;

    for (size_t i = 0; good && i < members->count; i++) {
        good = look_at(audit, subject, members, &members->all[i]);
    }
    if (!good) {
        return false;
    }
    if (subject->is_image) {
        image = subject->input.image.size;
    } else if (!audit_subject_measure(subject->tree, &image)) {
        message_escaped(xrom_tree_message(subject->tree));
        return false;
    }
    audit->now.image += image;
    if (audit->source_count > sources) {
        return compile(audit, subject, members, first);
    }
    audit->precompiled.image += image;
    return true;
}

bool audit_operand(struct audit *audit, const char *operand)
{
    struct members members = {NULL, 0};
    struct audit_subject subject;
    bool good = audit_subject_open(&subject, operand, audit->arguments);

    if (good) {
        find_members(&members, subject.tree);
        good = examine(audit, &subject, &members);
    }
    for (size_t i = 0; i < members.count; i++) {
        free(members.all[i].path);
    }
    free(members.all);
    audit_subject_close(&subject);
    return good;
}
