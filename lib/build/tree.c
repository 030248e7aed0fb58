/* SPDX-License-Identifier: MIT */
/* The tree: directories and files in memory. */
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "message.h"
#include "name.h"

static struct xrom_entry *new_entry(struct xrom_tree *tree, const char *name, size_t name_size)
{
    struct xrom_entry *entry = xrom_arena_take(&tree->arena, sizeof *entry);
    const char *copy = entry ? xrom_arena_copy(&tree->arena, name, name_size) : NULL;

    if (!copy) {
        return NULL;
    }
    memset(entry, 0, sizeof *entry);
    entry->name = copy;
    entry->name_size = (uint32_t)name_size;
    tree->entry_count++;
    return entry;
}

struct xrom_tree *xrom_tree_new(void)
{
    struct xrom_tree *tree = calloc(1, sizeof *tree);

    if (tree) {
        tree->root = new_entry(tree, "", 0);
        if (!tree->root) {
            free(tree);
            return NULL;
        }
    }
    return tree;
}

void xrom_tree_free(struct xrom_tree *tree)
{
    if (tree) {
        xrom_host_leave(&tree->place);
        xrom_arena_free(&tree->arena);
        free(tree);
    }
}

const char *xrom_tree_message(const struct xrom_tree *tree)
{
    return tree ? tree->message : "the tree: out of memory; build a smaller one, or on a larger host";
}

struct xrom_entry *xrom_tree_directory(struct xrom_tree *tree, struct xrom_entry *parent)
{
    struct xrom_entry *directory = parent ? parent : tree->root;

    if (directory->source != XROM_SOURCE_NONE) {
        struct xrom_where where = xrom_where_is_entry(directory);
        xrom_fail(tree, XROM_ERR_TREE, &where, "is a file, which holds no other entries; add to a directory");
        return NULL;
    }
    return directory;
}

int xrom_tree_check_name(struct xrom_tree *tree, const struct xrom_where *where)
{
    const char *fault = xrom_name_fault(where->name, where->name_size);

    if (fault) {
        xrom_fail(tree, XROM_ERR_TREE, where, "the name %s; rename it%s", fault, where->folder ? " or exclude it" : "");
        return XROM_ERR_TREE;
    }
    if (where->name_size > XROM_SIZE_MAX) {
        xrom_fail(tree, XROM_ERR_TREE, where, "the name is longer than the largest image; rename it");
        return XROM_ERR_TREE;
    }
    return XROM_OK;
}

int xrom_tree_add(struct xrom_tree *tree, struct xrom_entry *parent, const struct xrom_host_folder *folder,
                  const char *name, size_t name_size, enum xrom_source source, struct xrom_entry **entry)
{
    struct xrom_where where = {folder, parent, name, name_size};
    struct xrom_entry *directory = xrom_tree_directory(tree, parent);
    struct xrom_entry *added = NULL;
    int error = directory ? xrom_tree_check_name(tree, &where) : XROM_ERR_TREE;

    if (error) {
        return error;
    }
    added = new_entry(tree, name, name_size);
    if (!added) {
        xrom_fail_memory(tree);
        return XROM_ERR_MEMORY;
    }
    added->parent = directory;
    added->next = directory->content.first;
    added->folder = folder;
    added->source = (uint8_t)source;
    directory->content.first = added;
    directory->size++;
    *entry = added;
    return XROM_OK;
}

int xrom_tree_add_directory(struct xrom_tree *tree, struct xrom_entry *parent, const char *name, size_t name_size,
                            struct xrom_entry **entry)
{
    struct xrom_entry *added = NULL;
    int error = xrom_tree_add(tree, parent, NULL, name, name_size, XROM_SOURCE_NONE, &added);

    if (!error && entry) {
        *entry = added;
    }
    return error;
}

int xrom_tree_add_bytes(struct xrom_tree *tree, struct xrom_entry *parent, const char *name, size_t name_size,
                        const void *bytes, size_t size, struct xrom_entry **entry)
{
    struct xrom_entry *added = NULL;
    int error = xrom_tree_add(tree, parent, NULL, name, name_size, XROM_SOURCE_BYTES, &added);

    if (!error) {
        added->size = size;
        added->content.memory.bytes = bytes;
        added->content.memory.said = NULL;
    }
    if (!error && entry) {
        *entry = added;
    }
    return error;
}
