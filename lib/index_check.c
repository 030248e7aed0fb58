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
    uint32_t hash;                          /* of the path of that directory, and of a '/' behind it */
    uint32_t entry_count;                   /* with a slot of their own */
    uint32_t shared_count;                  /* the others: several paths have their hash, and the slot says so */
    uint32_t shared[XROM_INDEX_SHARED_MAX]; /* and their slots, as offsets from the first one */
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

/* The hash goes back over the name of a directory and the '/' behind it: no path is hashed again for each entry. */
static uint32_t remove_name(const struct xrom_image *image, const struct xrom_node *node, uint32_t hash)
{
    hash = xrom_index_unhash(hash, '/');
    for (uint32_t i = node->body; i > node->name; i--) {
        hash = xrom_index_unhash(hash, image->base[i - 1]);
        xrom_trace(&image->base[i - 1], 1);
    }
    return hash;
}

/* Notes an entry that a walk has to find, and whether it does: not where an earlier one has the same name. */
static int check_shared(struct walk *walk, const struct xrom_node *directory, const struct xrom_node *node,
                        const uint8_t *slot)
{
    const struct xrom_image *image = walk->index->image;
    const char *name = (const char *)image->base + node->name;
    struct xrom_node found = *node;

    /* Finds this one at the latest: the walk has come to it. */
    (void)xrom_lookup_from(image, directory, name, xrom_name_size(node), &found);
    if (walk->shared_count == XROM_INDEX_SHARED_MAX || found.name != node->name) {
        return XROM_ERR_INDEX;
    }
    walk->shared[walk->shared_count++] = (uint32_t)(slot - walk->index->slots);
    return XROM_OK;
}

/* Holds the slot of an entry, and for a directory the word before it, against what the walk knows. */
static int check_entry(struct walk *walk, const struct xrom_node *directory, const struct entry *entry, bool has_parent)
{
    const struct xrom_image *image = walk->index->image;
    uint32_t parent = walk->levels[walk->depth] / 4;
    uint32_t hash = walk->hash;
    const uint8_t *slot;

    if (!add_name(image, &entry->node, &hash)) {
        return XROM_ERR_INDEX;
    }
    slot = slot_of(walk->index, hash);
    if (word_at(slot + 4) == ((hash & ~XROM_INDEX_POSITION) | XROM_INDEX_SHARED) && word_at(slot) == 0) {
        int error = check_shared(walk, directory, &entry->node, slot);
        if (error) {
            return error;
        }
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
            walk->hash = remove_name(image, &directory.node, walk->hash);
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
            error = check_entry(walk, &directory.node, &entry, before == entry.position);
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
            add_name(image, &entry.node, &walk->hash);
            walk->hash = xrom_index_hash(walk->hash, '/');
            directory = entry;
            position = entry.node.body;
        }
    }
}

/* Holds the place of the slots in the record against their number. */
static int check_shape(const struct xrom_index *index, const struct xrom_node *record)
{
    uint32_t groups = xrom_index_groups(index->shape);
    /* Where xrom_index_open() has found them: they end with the record. */
    uint32_t slots = record->end - XROM_INDEX_SHAPE_SIZE - groups * XROM_INDEX_GROUP_SLOTS * XROM_INDEX_SLOT_SIZE;

    if (groups > XROM_INDEX_GROUPS_MAX || slots % XROM_INDEX_SLOT_SIZE != 0 ||
        slots - record->body != groups * XROM_INDEX_PILOT_SIZE) {
        return XROM_ERR_INDEX;
    }
    return XROM_OK;
}

/* How many entries have the slot with this offset together. */
static uint32_t count_sharers(const struct walk *walk, uint32_t slot)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < walk->shared_count; i++) {
        count += walk->shared[i] == slot;
    }
    return count;
}

/* Compares the slots in use with those that the walk came to. */
static int check_slots(const struct walk *walk)
{
    const struct xrom_index *index = walk->index;
    uint32_t count = xrom_index_groups(index->shape) * XROM_INDEX_GROUP_SLOTS;
    uint32_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t offset = i * XROM_INDEX_SLOT_SIZE;
        uint32_t parent = word_at(index->slots + offset);
        uint32_t place = word_at(index->slots + offset + 4);
        if ((place & XROM_INDEX_POSITION) != XROM_INDEX_SHARED) {
            used += (place | parent) != 0;
        } else if (count_sharers(walk, offset) < 2) {
            return XROM_ERR_INDEX;
        }
    }
    return used == walk->entry_count ? XROM_OK : XROM_ERR_INDEX;
}

int xrom_index_check(const struct xrom_index *index, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault)
{
    struct walk walk = {index, levels, 0, index->shape, 0, 0, {0}};
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
        /* As xrom_index_open(), which takes the kind below it for one too. */
    } while (!error && (record.kind | 1) != XROM_RECORD_INDEX);
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
