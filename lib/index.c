/* SPDX-License-Identifier: MIT */
/*
 * Lookup through the index: from the hash of a path to a slot, from there to the record of an entry, and from its
 * parent's to those of the directories on the way, the last name of the path first.
 *
 * Nothing in an index is trusted. xrom_index_open() makes sure that all pilots and slots lie in the image, and at
 * addresses for words; no hash and no pilot leads outside of them. Each position is compared with the size of the
 * image, the record there is decoded like any other, and each turn takes a name or a '/' off the path. The word that
 * tells the parent of a directory lies in the image too: it is read only after the directory behind it, which begins no
 * earlier than the records of the image, 4 bytes from its start. What cannot be found in this way is left to the walk.
 */
#include <string.h>

#include <xrom/index.h>

/*
 * Where size counts, the decoder of records is that of all, and names are compared by the C library; where speed counts,
 * both are done in place. Set this to choose; the tests do.
 */
#ifndef XROM_INDEX_SMALL
#ifdef __OPTIMIZE_SIZE__
#define XROM_INDEX_SMALL 1
#else
#define XROM_INDEX_SMALL 0
#endif
#endif

#if !XROM_INDEX_SMALL
#define XROM_DECODE_INLINE
#endif

#include "index.h"
#include "record.h"
#ifdef XROM_DECODE_INLINE
#include "decode.h"
#endif

/*
 * For the compiler: an address is a multiple of this, so that bytes can be loaded as one word; a function is not to be
 * inlined, so that its stack is free again when the walk begins.
 */
#if defined(__GNUC__)
#define ALIGNED(address, alignment) __builtin_assume_aligned(address, alignment)
#define APART __attribute__((noinline)) static
#else
#define ALIGNED(address, alignment) (address)
#define APART static
#endif

/* No error: the index does not tell, and the walk must. */
#define WALK 1

XROM_INLINE uint32_t load_word(const uint8_t *address)
{
    xrom_trace(address, 4);
    return xrom_join(ALIGNED(address, 4));
}

XROM_INLINE uint32_t load_pilot(const uint8_t *address)
{
    const uint8_t *bytes = ALIGNED(address, XROM_INDEX_PILOT_SIZE);

    xrom_trace(bytes, XROM_INDEX_PILOT_SIZE);
    return bytes[0] | (uint32_t)bytes[1] << 8;
}

/* Takes the slots of the index whose payload ends with its shape at `end`; null where they do not fit into the image. */
static const uint8_t *take_slots(struct xrom_index *index, const struct xrom_image *image, uint32_t end)
{
    const uint8_t *address = image->base + end;
    uint32_t groups, slots_size;

    if ((((uintptr_t)address | end) & 3) != 0) {
        return NULL;
    }
    index->shape = load_word(address);
    groups = xrom_index_groups(index->shape);
    slots_size = groups * XROM_INDEX_GROUP_SLOTS * XROM_INDEX_SLOT_SIZE;
    /* Without groups the sum wraps, and is too large too. */
    if (groups * XROM_INDEX_PILOT_SIZE + slots_size - 1 >= end) {
        return NULL;
    }
    return address - slots_size;
}

int xrom_index_open(struct xrom_index *index, const struct xrom_image *image)
{
    struct xrom_iter iter = {image->root, image->size};
    struct xrom_node record;
    const uint8_t *slots = NULL;

    if (xrom_record_find(image, &iter, &record, XROM_RECORD_INDEX) == XROM_OK) {
        /* No record ends earlier than that: the image has a header of 4 bytes. */
        slots = take_slots(index, image, record.end - XROM_INDEX_SHAPE_SIZE);
    }
    index->image = image;
    index->slots = slots;
    return XROM_OK;
}

/* Whether the name of an entry equals bytes of its size. */
XROM_INLINE bool is_equal(const struct xrom_image *image, const struct xrom_node *entry, const char *bytes)
{
#if XROM_INDEX_SMALL
    return xrom_cursor_equals(image, entry->name, bytes, xrom_name_size(entry));
#else
    /* By words where the processor can load them from any address: the compiler knows. */
    const uint8_t *end = image->base + entry->body;
    const uint8_t *other_end = (const uint8_t *)bytes + xrom_name_size(entry);
    ptrdiff_t i = -(ptrdiff_t)xrom_name_size(entry);

    for (; i <= -4; i += 4) {
        xrom_trace(end + i, 4);
        if (xrom_join(end + i) != xrom_join(other_end + i)) {
            return false;
        }
    }
    for (; i < 0; i++) {
        xrom_trace(end + i, 1);
        if (end[i] != other_end[i]) {
            return false;
        }
    }
    return true;
#endif
}

/* Goes on with a hash over a path, and tells where it ends. */
XROM_INLINE const char *hash_path(const char *path, uint32_t *hash)
{
    for (; *path != '\0'; path++) {
        *hash = xrom_index_hash(*hash, (uint8_t)*path);
#if !XROM_INDEX_SMALL
        /* Two bytes a turn. */
        if (*++path == '\0') {
            break;
        }
        *hash = xrom_index_hash(*hash, (uint8_t)*path);
#endif
    }
    return path;
}

/*
 * Compares the names of the entry at `first` and of all that hold it with a path that ends at `last`. The slot of an
 * entry begins with the word that tells its parent, and so do the 4 bytes before each directory.
 */
XROM_INLINE int compare(const struct xrom_image *image, const uint8_t *slot, uint32_t first, const char *path,
                        const char *last, struct xrom_node *node)
{
    struct xrom_iter iter = {first, image->size};
    struct xrom_node entry;

    for (;;) {
        uint32_t size, parent;

        if (xrom_record_find(image, &iter, &entry, XROM_RECORDS_ENTRY) != XROM_OK) {
            return WALK;
        }
        size = xrom_name_size(&entry);
        if (size > (size_t)(last - path)) {
            break;
        }
        last -= size;
        if (!is_equal(image, &entry, last)) {
            break;
        }
        parent = load_word(slot) * 4;
        if (last == path) {
            if (parent != 0) {
                break;
            }
            /* To read the entry again is less code than to keep it. */
            iter.position = first;
            return xrom_record_find(image, &iter, node, XROM_RECORDS_ENTRY);
        }
        if (*--last != '/') {
            break;
        }
        slot = image->base - 4 + parent;
        iter.position = parent;
    }
    return XROM_ERR_NOT_FOUND;
}

/* The same as xrom_index_lookup(), or WALK. */
APART int find(const struct xrom_index *index, const char *path, struct xrom_node *node)
{
    const struct xrom_image *image = index->image;
    const uint8_t *slot = index->slots;
    uint32_t shape = index->shape;
    uint32_t hash = shape;
    uint32_t place;
    const char *last;

    path += *path == '/';
    last = hash_path(path, &hash);
    /* The root, and a directory with a '/' behind it, are the walk's. */
    if (!slot || last == path || last[-1] == '/') {
        return WALK;
    }
    place = load_pilot(slot - XROM_INDEX_PILOT_SIZE - XROM_INDEX_PILOT_SIZE * xrom_index_group(hash, shape));
    slot += XROM_INDEX_SLOT_SIZE * xrom_index_slot(hash, place, shape);
    place = load_word(slot + 4);
    if ((place ^ hash) >> (32 - XROM_INDEX_TAG_BITS) != 0 || place << XROM_INDEX_TAG_BITS == 0) {
        return XROM_ERR_NOT_FOUND;
    }
    return compare(image, slot, place << XROM_INDEX_TAG_BITS >> (XROM_INDEX_TAG_BITS - 2), path, last, node);
}

int xrom_index_lookup(const struct xrom_index *index, const char *path, struct xrom_node *node)
{
    int error = find(index, path, node);

    return error == WALK ? xrom_lookup(index->image, path, node) : error;
}
