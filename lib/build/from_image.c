/* SPDX-License-Identifier: MIT */
/* A tree from another image: its names are copied, its data stays where it is. */
#include <stdlib.h>

#include <xrom/metadata.h>

#include "../record.h"
#include "grow.h"
#include "message.h"
#include "name.h"

/* A file or directory in a directory of the image. */
struct found {
    struct xrom_node node;
    const char *name; /* in the image */
};

/* A directory of the image, and the one of the tree that its content goes to. */
struct pending {
    struct xrom_node node;
    struct xrom_entry *entry;
};

struct transfer {
    struct xrom_tree *tree;
    const struct xrom_image *image;
    struct found *found; /* in one directory */
    size_t found_count;
    size_t found_capacity;
    struct pending *pending; /* directories that are still to be added, the last one first */
    size_t pending_count;
    size_t pending_capacity;
};

static int fail_damage(struct transfer *transfer, int error, const struct xrom_where *where, uint32_t offset)
{
    return xrom_fail(transfer->tree, error, where, "%s (at offset %lu or behind it); make that image anew",
                     xrom_error_text(error), (unsigned long)offset);
}

/* Collects what is in a directory. */
static int find(struct transfer *transfer, const struct pending *directory)
{
    struct xrom_iter iter;
    struct xrom_node node;
    int error = xrom_iterate(&directory->node, &iter);

    transfer->found_count = 0;
    while (!error) {
        error = xrom_next(transfer->image, &iter, &node);
        if (!error) {
            struct found *found = xrom_grow(transfer->found, &transfer->found_capacity, transfer->found_count + 1,
                                            sizeof *transfer->found);
            if (!found) {
                return xrom_fail_memory(transfer->tree);
            }
            transfer->found = found;
            found += transfer->found_count++;
            found->node = node;
            found->name = (const char *)transfer->image->base + node.name;
        }
    }
    if (error != XROM_ERR_END) {
        struct xrom_where where = xrom_where_is_entry(directory->entry);
        return fail_damage(transfer, error, &where, iter.position);
    }
    return XROM_OK;
}

static int compare_names(const struct found *a, const struct found *b)
{
    return xrom_name_compare(a->name, xrom_name_size(&a->node), b->name, xrom_name_size(&b->node));
}

/* By name, and equal ones in the order of the image. */
static int compare(const void *a, const void *b)
{
    const struct found *one = a;
    const struct found *other = b;
    int order = compare_names(one, other);

    return order != 0 ? order : (one->node.name > other->node.name) - (one->node.name < other->node.name);
}

static int add_directory(struct transfer *transfer, struct xrom_entry *parent, const struct found *found)
{
    struct pending *pending = xrom_grow(transfer->pending, &transfer->pending_capacity, transfer->pending_count + 1,
                                        sizeof *transfer->pending);
    struct xrom_entry *entry;
    int error;

    if (!pending) {
        return xrom_fail_memory(transfer->tree);
    }
    transfer->pending = pending;
    error = xrom_tree_add_directory(transfer->tree, parent, found->name, xrom_name_size(&found->node), &entry);
    if (!error) {
        pending += transfer->pending_count++;
        pending->node = found->node;
        pending->entry = entry;
    }
    return error;
}

static int find_text(const struct xrom_image *image, const struct xrom_node *file, enum xrom_metadata_kind kind,
                     struct xrom_text *text)
{
    struct xrom_iter iter = {file->body, file->end};
    struct xrom_node record;
    int error = xrom_record_find(image, &iter, &record, (uint32_t)kind);

    if (!error) {
        text->bytes = (const char *)image->base + record.body;
        text->size = record.end - record.body;
    }
    return error == XROM_ERR_NOT_FOUND ? XROM_OK : error;
}

/* Finds what the image says about a file. */
static int find_said(const struct xrom_image *image, const struct xrom_node *file, struct xrom_said *said)
{
    static const struct xrom_said nothing;
    int error;

    *said = nothing;
    error = xrom_modified(image, file, &said->modified);
    said->has_modified = error == XROM_OK;
    if (error == XROM_ERR_NOT_FOUND) {
        error = XROM_OK;
    } else if (error == XROM_ERR_BUFFER) {
        error = XROM_ERR_VARUINT; /* of the image's, not of ours */
    }
    if (!error) {
        error = find_text(image, file, XROM_CONTENT_TYPE, &said->type);
    }
    return error ? error : find_text(image, file, XROM_CONTENT_ENCODING, &said->encoding);
}

static int add_said(struct transfer *transfer, struct xrom_entry *entry, const struct xrom_said *said)
{
    struct xrom_said *copy;

    if (!said->has_modified && !said->type.bytes && !said->encoding.bytes) {
        return XROM_OK;
    }
    copy = xrom_arena_take(&transfer->tree->arena, sizeof *copy);
    if (!copy) {
        return xrom_fail_memory(transfer->tree);
    }
    *copy = *said;
    entry->content.memory.said = copy;
    return XROM_OK;
}

static int add_file(struct transfer *transfer, struct xrom_entry *parent, const struct found *found)
{
    struct xrom_where where = {NULL, parent, found->name, xrom_name_size(&found->node)};
    struct xrom_entry *entry;
    struct xrom_said said;
    const void *data;
    uint32_t size;
    int error = xrom_data(transfer->image, &found->node, 1, &data, &size);

    if (!error) {
        error = find_said(transfer->image, &found->node, &said);
    }
    if (error) {
        return fail_damage(transfer, error, &where, found->node.body);
    }
    error = xrom_tree_add_bytes(transfer->tree, parent, found->name, where.name_size, data, size, &entry);
    return error ? error : add_said(transfer, entry, &said);
}

/* Adds what is in a directory of the image: of equal names the first, whatever is in the others. */
static int add_content(struct transfer *transfer, const struct pending *directory)
{
    int error = find(transfer, directory);

    if (!error && transfer->found_count > 1) {
        qsort(transfer->found, transfer->found_count, sizeof transfer->found[0], compare);
    }
    for (size_t i = 0; !error && i < transfer->found_count; i++) {
        const struct found *found = &transfer->found[i];
        if (i > 0 && compare_names(found - 1, found) == 0) {
            continue;
        }
        error = found->node.kind == XROM_DIRECTORY ? add_directory(transfer, directory->entry, found)
                                                   : add_file(transfer, directory->entry, found);
    }
    return error;
}

int xrom_tree_add_image(struct xrom_tree *tree, struct xrom_entry *parent, const struct xrom_image *image)
{
    struct transfer transfer = {.tree = tree, .image = image};
    struct pending root = {xrom_root(image), xrom_tree_directory(tree, parent)};
    int error = root.entry ? add_content(&transfer, &root) : XROM_ERR_TREE;

    while (!error && transfer.pending_count > 0) {
        struct pending directory = transfer.pending[--transfer.pending_count];
        error = add_content(&transfer, &directory);
    }
    free(transfer.found);
    free(transfer.pending);
    return error;
}
