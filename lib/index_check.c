/* SPDX-License-Identifier: MIT */
/* The check of an index: a walk that looks at the slot of each entry, and then a count of what else there is. */
#include <xrom/index.h>

#include "index.h"
#include "record.h"

/*
 * The state of one check. The root's level is 0; levels[i] is the position of the directory that the walk is in there.
 */
struct walk {
    const struct xrom_index *index;
    uint32_t *levels;
    uint32_t depth;
    uint32_t entry_count;  /* with a slot of their own */
    uint32_t shared_count; /* the others: several paths have their hash, and the slot says so */
};

/* An entry of the walk. */
struct entry {
    struct xrom_node node;
    uint32_t position;
};

static uint32_t word_at(const uint8_t *bytes)
{
    xrom_trace(bytes, 4);
    return xrom_join(bytes);
}

/* Where the slot for a hash is. */
static const uint8_t *slot_of(const struct xrom_index *index, uint32_t hash)
{
    uint32_t shape = index->shape;
    const uint8_t *pilot = index->slots - XROM_INDEX_PILOT_SIZE * (xrom_index_group(hash, shape) + 1);

    xrom_trace(pilot, XROM_INDEX_PILOT_SIZE);
    return index->slots + XROM_INDEX_SLOT_SIZE * xrom_index_slot(hash, pilot[0] | (uint32_t)pilot[1] << 8, shape);
}

/* Reads an entry again that has been read before: it begins at an offset, or less than its kind earlier. */
static void entry_at(const struct xrom_image *image, uint32_t offset, struct entry *entry)
{
    struct xrom_iter iter = {offset, image->size};

    (void)xrom_record_find(image, &iter, &entry->node, XROM_RECORDS_ALL);
    entry->position = offset;
    while (image->base[entry->position] & 0x80) {
        xrom_trace(&image->base[entry->position], 1);
        entry->position++;
    }
}

/* The hash goes on over a name. False: the name is none that an index can tell. */
static bool add_name(const struct xrom_image *image, const struct xrom_node *node, uint32_t *hash)
{
    for (uint32_t i = node->name; i < node->body; i++) {
        uint8_t byte = image->base[i];
        xrom_trace(&image->base[i], 1);
        if (byte == '/') {
            return false;
        }
        *hash = xrom_index_hash(*hash, byte);
    }
    return node->body > node->name;
}

/* Holds the slot of an entry, and for a directory the word before it, against what the walk knows. */
static int check_entry(struct walk *walk, const struct entry *entry, bool has_parent)
{
    const struct xrom_image *image = walk->index->image;
    uint32_t parent = walk->levels[walk->depth] / 4;
    uint32_t hash = walk->index->shape;
    const uint8_t *slot;

    for (uint32_t i = 1; i <= walk->depth; i++) {
        struct entry directory;
        entry_at(image, walk->levels[i], &directory);
        add_name(image, &directory.node, &hash);
        hash = xrom_index_hash(hash, '/');
    }
    if (!add_name(image, &entry->node, &hash)) {
        return XROM_ERR_INDEX;
    }
    slot = slot_of(walk->index, hash);
    if (word_at(slot + 4) == ((hash & ~XROM_INDEX_POSITION) | XROM_INDEX_SHARED) && word_at(slot) == 0) {
        walk->shared_count++;
    } else if (word_at(slot + 4) == ((hash & ~XROM_INDEX_POSITION) | entry->position / 4) && word_at(slot) == parent &&
               entry->position % 4 == 0) {
        walk->entry_count++;
    } else {
        return XROM_ERR_INDEX;
    }
    if (entry->node.kind == XROM_DIRECTORY && (!has_parent || word_at(image->base + entry->position - 4) != parent)) {
        return XROM_ERR_INDEX;
    }
    return XROM_OK;
}

/* Walks the whole tree. `offset` is that of the record at fault. */
static int check_entries(struct walk *walk, uint32_t level_count, uint32_t *offset)
{
    const struct xrom_image *image = walk->index->image;
    struct entry directory = {xrom_root(image), 0};
    uint32_t position = directory.node.body;
    uint32_t before = 0; /* where the last record ended, if it holds the word of a directory behind it */

    for (;;) {
        struct xrom_iter iter = {position, directory.node.end};
        struct entry entry;
        int error = xrom_record_find(image, &iter, &entry.node, XROM_RECORDS_ALL);

        *offset = position;
        if (error == XROM_ERR_NOT_FOUND && walk->depth > 0) {
            /* To the parent: the end of a directory is the place of the next record there. */
            walk->depth--;
            directory.node = xrom_root(image);
            if (walk->depth > 0) {
                entry_at(image, walk->levels[walk->depth], &directory);
            }
            before = 0;
            continue;
        }
        if (error) {
            return error == XROM_ERR_NOT_FOUND ? XROM_OK : error;
        }
        if ((entry.node.kind | 1) == XROM_RECORDS_ENTRY) {
            entry_at(image, position, &entry);
            error = check_entry(walk, &entry, before == entry.position);
        }
        if (error) {
            return error;
        }
        before = entry.node.kind == XROM_RECORD_PARENT && entry.node.end - entry.node.body == 4 ? entry.node.end : 0;
        position = entry.node.end;
        if (entry.node.kind == XROM_DIRECTORY) {
            if (++walk->depth == level_count) {
                return XROM_ERR_LEVELS;
            }
            walk->levels[walk->depth] = entry.position;
            directory = entry;
            position = entry.node.body;
        }
    }
}

/* Holds the place of the slots in the record against their number. */
static int check_shape(const struct xrom_index *index, const struct xrom_node *record)
{
    uint32_t groups = xrom_index_groups(index->shape);
    uint32_t slots = (uint32_t)(index->slots - index->image->base);

    /* The slots end with the record: it is there that xrom_index_open() has found them. */
    if (groups > XROM_INDEX_GROUPS_MAX || slots % XROM_INDEX_SLOT_SIZE != 0 ||
        slots - record->body != groups * XROM_INDEX_PILOT_SIZE) {
        return XROM_ERR_INDEX;
    }
    return XROM_OK;
}

/* Compares the slots in use with those that the walk came to. */
static int check_slots(const struct walk *walk)
{
    const struct xrom_index *index = walk->index;
    uint32_t count = xrom_index_groups(index->shape) * XROM_INDEX_GROUP_SLOTS;
    uint32_t used = 0, shared = 0;

    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *slot = index->slots + (size_t)i * XROM_INDEX_SLOT_SIZE;
        uint32_t place = word_at(slot + 4);
        if (place != 0 || word_at(slot) != 0) {
            used++;
            shared += (place & XROM_INDEX_POSITION) == XROM_INDEX_SHARED;
        }
    }
    if (used - shared != walk->entry_count || walk->shared_count < 2 * shared) {
        return XROM_ERR_INDEX;
    }
    return XROM_OK;
}

int xrom_index_check(const struct xrom_index *index, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault)
{
    struct walk walk = {index, levels, 0, 0, 0};
    struct xrom_iter iter = {index->image->root, index->image->size};
    struct xrom_node record;
    uint32_t offset;
    int error;

    if (level_count == 0) {
        return XROM_ERR_ARGUMENT;
    }
    levels[0] = 0;
    do {
        offset = iter.position;
        error = xrom_record_find(index->image, &iter, &record, XROM_RECORDS_ALL);
    } while (!error && record.kind != XROM_RECORD_INDEX);
    if (error == XROM_ERR_NOT_FOUND) {
        return XROM_OK;
    }
    fault->offset = offset;
    if (!error) {
        error = index->slots ? check_shape(index, &record) : XROM_ERR_INDEX;
    }
    if (!error) {
        error = check_entries(&walk, level_count, &fault->offset);
    }
    if (!error) {
        fault->offset = offset;
        error = check_slots(&walk);
    }
    fault->error = error;
    return error;
}
