/* SPDX-License-Identifier: MIT */
/* What a caller sees of a tree, and changes in it before it is built. */
#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "host.h"
#include "message.h"

struct xrom_entry *xrom_tree_next(const struct xrom_tree *tree, const struct xrom_entry *entry)
{
    if (!entry) {
        entry = tree->root;
    }
    if (entry->source == XROM_SOURCE_NONE && entry->size > 0) {
        return entry->content.first;
    }
    while (entry->parent && !entry->next) {
        entry = entry->parent;
    }
    return entry->next;
}

void xrom_entry_stat(const struct xrom_entry *entry, struct xrom_entry_stat *stat)
{
    bool is_file = entry->source != XROM_SOURCE_NONE;

    stat->kind = is_file ? XROM_FILE : XROM_DIRECTORY;
    stat->name = entry->name;
    stat->name_size = entry->name_size;
    stat->size = is_file ? entry->size : 0;
}

size_t xrom_entry_path(const struct xrom_entry *entry, char *path, size_t capacity)
{
    size_t size = 0;

    for (const struct xrom_entry *part = entry; part->parent; part = part->parent) {
        size += part->name_size + (part != entry);
    }
    if (size < capacity) {
        size_t end = size;
        path[end] = '\0';
        for (const struct xrom_entry *part = entry; part->parent; part = part->parent) {
            if (part != entry) {
                path[--end] = '/';
            }
            end -= part->name_size;
            memcpy(path + end, part->name, part->name_size);
        }
    }
    return size;
}

/* XROM_ERR_TREE: a directory. */
static int check_file(struct xrom_tree *tree, const struct xrom_entry *entry)
{
    struct xrom_where where = xrom_where_is_entry(entry);

    return entry->source != XROM_SOURCE_NONE
               ? XROM_OK
               : xrom_fail(tree, XROM_ERR_TREE, &where, "is a directory, which has no data; name a file in it");
}

/* Reads a file of the host. */
static int read_host(struct xrom_tree *tree, const struct xrom_entry *entry, uint8_t *bytes)
{
    uint64_t done = 0;
    size_t got = 0;
    int descriptor;
    int error = xrom_host_open(tree, &tree->place, entry, &descriptor);

    if (error) {
        return error;
    }
    while (!error && done < entry->size) {
        uint64_t left = entry->size - done;
        error = xrom_host_read(tree, entry, descriptor, bytes + done, left < SIZE_MAX ? (size_t)left : SIZE_MAX, &got);
        done += error ? 0 : got;
    }
    if (!error) {
        error = xrom_host_check(tree, entry, descriptor);
    }
    close(descriptor);
    return error;
}

int xrom_tree_read(struct xrom_tree *tree, const struct xrom_entry *entry, void *bytes)
{
    int error = check_file(tree, entry);

    if (!error && entry->source == XROM_SOURCE_HOST) {
        error = read_host(tree, entry, bytes);
    } else if (!error && entry->size > 0) {
        memcpy(bytes, entry->content.memory.bytes, (size_t)entry->size);
    }
    return error;
}

/* Notes when a file was changed, for what comes in its place. `said` null: that is not known. XROM_ERR_MEMORY. */
static int keep_time(struct xrom_tree *tree, const struct xrom_entry *entry, const struct xrom_said **said)
{
    const struct xrom_said *known = entry->source == XROM_SOURCE_BYTES ? entry->content.memory.said : NULL;
    struct xrom_said *kept;

    *said = NULL;
    if (entry->source == XROM_SOURCE_BYTES && (!known || !known->has_modified)) {
        return XROM_OK;
    }
    kept = xrom_arena_take(&tree->arena, sizeof *kept);
    if (!kept) {
        return xrom_fail_memory(tree);
    }
    memset(kept, 0, sizeof *kept);
    kept->has_modified = true;
    kept->modified = known ? known->modified : xrom_host_seconds(entry->content.host.modified);
    *said = kept;
    return XROM_OK;
}

int xrom_tree_replace(struct xrom_tree *tree, struct xrom_entry *entry, const char *name, size_t name_size,
                      const void *bytes, size_t size)
{
    struct xrom_where where = {entry->folder, entry->parent, name, name_size};
    const struct xrom_said *said = NULL;
    const char *copy = NULL;
    int error = check_file(tree, entry);

    if (!error) {
        error = xrom_tree_check_name(tree, &where);
    }
    if (!error) {
        error = keep_time(tree, entry, &said);
    }
    if (!error) {
        copy = xrom_arena_copy(&tree->arena, name, name_size);
        error = copy ? XROM_OK : xrom_fail_memory(tree);
    }
    if (error) {
        return error;
    }
    entry->name = copy;
    entry->name_size = (uint32_t)name_size;
    entry->size = size;
    entry->origin = 0;
    entry->source = XROM_SOURCE_BYTES;
    entry->content.memory.bytes = bytes;
    entry->content.memory.said = said;
    return XROM_OK;
}

int xrom_tree_align_at(struct xrom_tree *tree, struct xrom_entry *entry, uint32_t offset)
{
    struct xrom_where where = xrom_where_is_entry(entry);
    int error = check_file(tree, entry);

    if (!error && offset > entry->size) {
        error = xrom_fail(tree, XROM_ERR_TREE, &where,
                          "has no byte %" PRIu32 " that could be aligned; name one that it has", offset);
    }
    if (!error) {
        entry->origin = offset;
    }
    return error;
}
