/* SPDX-License-Identifier: MIT */
/*
 * Lookup through the index: from the hash of a path to a slot, from there to the record of an entry, and from its
 * parent's to those of the directories on the way, the last name of the path first.
 *
 * Nothing in an index is trusted. xrom_index_open() makes sure that all pilots and slots lie in the image, and at
 * addresses for words; no hash and no pilot leads outside of them. Each position is compared with the size of the
 * image, the record there is decoded like any other, and each turn takes a name off the path. The word that tells the
 * parent of a directory lies in the image too: it is read only after the directory behind it, which begins no earlier
 * than the records of the image, 4 bytes from its start. What cannot be found in this way is left to the walk.
 */
#include <string.h>

#include <xrom/index.h>

#include "index.h"
#include "record.h"

/*
 * Where size counts, the decoder of records is that of the walk; where speed counts, the lookup has one of its own.
 * Set this to choose; the tests do.
 */
#ifndef XROM_INDEX_SMALL
#ifdef __OPTIMIZE_SIZE__
#define XROM_INDEX_SMALL 1
#else
#define XROM_INDEX_SMALL 0
#endif
#endif

/* For the compiler: an address is a multiple of this, so that bytes can be loaded as one word; and what to inline. */
#if defined(__GNUC__)
#define ALIGNED(address, alignment) __builtin_assume_aligned(address, alignment)
#define INLINE __attribute__((always_inline)) static inline
#else
#define ALIGNED(address, alignment) (address)
#define INLINE static inline
#endif
#if defined(__GNUC__) && XROM_INDEX_SMALL
#define APART __attribute__((noinline)) static /* its stack is free again when the walk begins */
#else
#define APART static
#endif

/* No error: the index does not tell, and the walk must. */
#define WALK 1

INLINE uint32_t join(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

INLINE uint32_t load_word(const uint8_t *address)
{
    xrom_trace(address, 4);
    return join(ALIGNED(address, 4));
}

INLINE uint32_t load_pilot(const uint8_t *address)
{
    const uint8_t *bytes = ALIGNED(address, 2);

    xrom_trace(bytes, 2);
    return bytes[0] | (uint32_t)bytes[1] << 8;
}

/*
 * Takes the slots of the index whose payload ends with its shape at `end`; null where there is something wrong with it.
 */
INLINE const uint8_t *take_slots(struct xrom_index *index, const uint8_t *base, uint32_t end)
{
    const uint8_t *address = base + end;
    uint32_t shape, pilots_size, slots_size;

    if ((((uintptr_t)address | end) & 3) != 0) {
        return NULL;
    }
    shape = load_word(address);
    if ((shape & 0xff) - XROM_INDEX_SHIFT_MIN > XROM_INDEX_SHIFT_MAX - XROM_INDEX_SHIFT_MIN) {
        return NULL;
    }
    pilots_size = xrom_index_pilots_size(shape);
    slots_size = pilots_size * 16;
    /* Less than 2^23 * 17: the sum wraps only where there are no slots. */
    if (pilots_size + slots_size - 1 >= end) {
        return NULL;
    }
    index->shape = shape;
    return address - slots_size;
}

int xrom_index_open(struct xrom_index *index, const struct xrom_image *image)
{
    struct xrom_cursor cursor;
    const uint8_t *slots = NULL;

    /* The second record, behind the header. */
    xrom_cursor_begin(&cursor, image, image->root, image->size);
    if (xrom_record_find(&cursor, XROM_RECORDS_ALL) == XROM_OK && cursor.record.kind == XROM_RECORD_HEADER &&
        xrom_record_find(&cursor, XROM_RECORDS_ALL) == XROM_OK && cursor.record.kind == XROM_RECORD_INDEX) {
        /* No record ends earlier than that: the image has a header of 4 bytes. */
        slots = take_slots(index, cursor.base, cursor.record.end - XROM_INDEX_SHAPE_SIZE);
    }
    index->image = image;
    index->slots = slots;
    return XROM_OK;
}

#if XROM_INDEX_SMALL

/* The same as xrom_index_lookup(), or WALK. */
APART int find(const struct xrom_index *index, const char *path, struct xrom_node *node)
{
    const uint8_t *slot = index->slots;
    uint32_t shape = index->shape;
    uint32_t hash = shape;
    uint32_t position, first;
    struct xrom_cursor cursor;
    bool again = false;
    const char *last;
    char byte, before = '/';

    path += *path == '/';
    last = path;
    while ((byte = *last) != 0) {
        last++;
        before = byte;
        hash = xrom_index_hash(hash, (uint8_t)byte);
    }
    /* The root, and a directory with a '/' behind it, are the walk's. */
    if (!slot || before == '/') {
        return WALK;
    }
    position = load_pilot(slot - 2 - 2 * xrom_index_group(hash, shape));
    slot += XROM_INDEX_SLOT_SIZE * xrom_index_slot(hash, position, shape);
    position = load_word(slot + 4);
    if ((position ^ hash) >> (32 - XROM_INDEX_TAG_BITS) != 0 || position << XROM_INDEX_TAG_BITS == 0) {
        return XROM_ERR_NOT_FOUND;
    }
    position = position << XROM_INDEX_TAG_BITS >> (XROM_INDEX_TAG_BITS - 2);
    first = position;
    for (;;) {
        uint32_t size;

        xrom_cursor_begin(&cursor, index->image, position, index->image->size);
        if (xrom_record_find(&cursor, XROM_RECORDS_ENTRY) != XROM_OK) {
            return WALK;
        }
        if (again) {
            *node = cursor.record;
            return XROM_OK;
        }
        size = xrom_name_size(&cursor.record);
        if (size == 0 || size > (size_t)(last - path)) {
            break;
        }
        last -= size;
        if (!xrom_cursor_equals(index->image, cursor.record.name, last, size)) {
            break;
        }
        position = load_word(slot) * 4;
        slot = cursor.base - 4 + position;
        if (last != path) {
            if (*--last != '/') {
                break;
            }
            continue;
        }
        if (position != 0) {
            break;
        }
        /* All names are equal: to read the entry again is less code than to keep it. */
        position = first;
        again = true;
    }
    return XROM_ERR_NOT_FOUND;
}

#else

/* The byte behind the varuint at `at`, if as many bytes as it says follow before `end`; else null. */
INLINE const uint8_t *read_size(const uint8_t *at, const uint8_t *end, uint32_t *size)
{
    uint32_t value;
    uint8_t byte;

    if (at == end) {
        return NULL;
    }
    xrom_trace(at, 1);
    value = *at++;
    if (value & 0x80) {
        value &= 0x7f;
        do {
            if (at == end || value > UINT32_MAX >> 7) {
                return NULL;
            }
            xrom_trace(at, 1);
            byte = *at++;
            value = value << 7 | (byte & 0x7f);
        } while (byte & 0x80);
    }
    *size = value;
    return value > (size_t)(end - at) ? NULL : at;
}

/* Reads the entry at a position, which may be outside the image. */
INLINE bool read_entry(const struct xrom_image *image, uint32_t position, struct xrom_node *entry)
{
    const uint8_t *at = image->base + position;
    const uint8_t *end = image->base + image->size;
    uint32_t size;

    if (position >= image->size) {
        return false;
    }
    xrom_trace(at, 1);
    entry->kind = *at++;
    if ((entry->kind | 1) != XROM_RECORDS_ENTRY) {
        return false;
    }
    at = read_size(at, end, &size);
    if (!at) {
        return false;
    }
    end = at + size;
    entry->end = (uint32_t)(end - image->base);
    at = read_size(at, end, &size);
    if (!at) {
        return false;
    }
    entry->name = (uint32_t)(at - image->base);
    entry->body = entry->name + size;
    return true;
}

/* By words where the processor can load them from any address: the compiler knows. */
INLINE bool is_equal(const uint8_t *name, const char *bytes, size_t size)
{
    const uint8_t *name_end = name + size;
    const uint8_t *end = (const uint8_t *)bytes + size;
    ptrdiff_t i = -(ptrdiff_t)size;

    for (; i <= -4; i += 4) {
        xrom_trace(name_end + i, 4);
        if (join(name_end + i) != join(end + i)) {
            return false;
        }
    }
    for (; i < 0; i++) {
        xrom_trace(name_end + i, 1);
        if (name_end[i] != end[i]) {
            return false;
        }
    }
    return true;
}

/* Goes on with a hash over a path, two bytes a turn, and tells where it ends. */
INLINE const char *hash_path(const char *path, uint32_t *hash)
{
    uint32_t value = *hash;

    for (; path[0]; path += 2) {
        value = xrom_index_hash(value, (uint8_t)path[0]);
        if (!path[1]) {
            path++;
            break;
        }
        value = xrom_index_hash(value, (uint8_t)path[1]);
    }
    *hash = value;
    return path;
}

/*
 * Compares the names of the entry at `first` and of all that hold it with a path that ends at `last`. The slot of an
 * entry begins with the word that tells its parent, and so do the 4 bytes before each directory.
 */
INLINE int compare(const struct xrom_image *image, const uint8_t *slot, uint32_t first, const char *path,
                   const char *last, struct xrom_node *node)
{
    struct xrom_node entry, found = {0, 0, 0, 0};
    uint32_t position = first;

    for (;;) {
        size_t size;

        if (!read_entry(image, position, &entry)) {
            return WALK;
        }
        if (position == first) {
            found = entry;
        }
        size = xrom_name_size(&entry);
        if (size - 1 >= (size_t)(last - path)) {
            return XROM_ERR_NOT_FOUND;
        }
        last -= size;
        if (!is_equal(image->base + entry.name, last, size)) {
            return XROM_ERR_NOT_FOUND;
        }
        position = load_word(slot) * 4;
        slot = image->base - 4 + position;
        if (last == path) {
            if (position != 0) {
                return XROM_ERR_NOT_FOUND;
            }
            *node = found;
            return XROM_OK;
        }
        if (*--last != '/') {
            return XROM_ERR_NOT_FOUND;
        }
    }
}

/* The same as xrom_index_lookup(), or WALK. */
APART int find(const struct xrom_index *index, const char *path, struct xrom_node *node)
{
    const uint8_t *slot = index->slots;
    uint32_t shape = index->shape;
    uint32_t hash = shape;
    uint32_t pilot, place;
    const char *last;

    if (*path == '/') {
        path++;
    }
    last = hash_path(path, &hash);
    /* The root, and a directory with a '/' behind it, are the walk's. */
    if (!slot || last == path || last[-1] == '/') {
        return WALK;
    }
    pilot = load_pilot(slot - 2 - 2 * xrom_index_group(hash, shape));
    slot += XROM_INDEX_SLOT_SIZE * xrom_index_slot(hash, pilot, shape);
    place = load_word(slot + 4);
    if ((place ^ hash) >> (32 - XROM_INDEX_TAG_BITS) != 0 || place << XROM_INDEX_TAG_BITS == 0) {
        return XROM_ERR_NOT_FOUND;
    }
    return compare(index->image, slot, place << XROM_INDEX_TAG_BITS >> (XROM_INDEX_TAG_BITS - 2), path, last, node);
}

#endif

int xrom_index_lookup(const struct xrom_index *index, const char *path, struct xrom_node *node)
{
    int error = find(index, path, node);

    return error == WALK ? xrom_lookup(index->image, path, node) : error;
}
