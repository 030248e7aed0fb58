/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "index_image.h"
#include "support.h"

#define DEPTH_MAX 16

static void put_word(uint8_t *at, uint32_t word)
{
    at[0] = (uint8_t)word;
    at[1] = (uint8_t)(word >> 8);
    at[2] = (uint8_t)(word >> 16);
    at[3] = (uint8_t)(word >> 24);
}

static uint32_t word_at(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* All lengths are varuints of 5 bytes, so that they can be filled in later. */
static void put_length(uint8_t *at, size_t length)
{
    for (unsigned i = 0; i < 5; i++) {
        at[i] = (uint8_t)((length >> 7 * (4 - i) & 0x7f) | (i < 4 ? 0x80 : 0));
    }
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

size_t index_image_parent(const struct index_entry *entries, size_t count, size_t index)
{
    size_t size = (size_t)(name_of(entries[index].path) - entries[index].path);

    for (size_t i = index; size > 0 && i-- > 0;) {
        if (strlen(entries[i].path) == size - 1 && memcmp(entries[i].path, entries[index].path, size - 1) == 0) {
            return i;
        }
    }
    return count;
}

/* Puts bytes of 0x80 up to where `offset` is `rest` modulo `unit`: they pad the kind that follows. */
static void pad(struct index_image *image, size_t unit, size_t rest)
{
    while (image->size % unit != rest) {
        image->bytes[image->size++] = 0x80;
    }
}

/* Begins an entry at the multiple of 4; `length` becomes the offset of its length. */
static void put_entry(struct index_image *image, size_t index, const struct index_entry *entry, uint32_t parent,
                      size_t *length)
{
    uint8_t *bytes = image->bytes;
    size_t name_size = strlen(name_of(entry->path));

    if (!entry->data) {
        pad(image, 4, 2);
        bytes[image->size++] = 0x63;
        bytes[image->size++] = 4;
        put_word(bytes + image->size, parent / 4);
        image->size += 4;
    }
    pad(image, 4, 0);
    image->positions[index] = (uint32_t)image->size;
    bytes[image->size++] = entry->data ? 5 : 4;
    *length = image->size;
    put_length(bytes + image->size + 5, name_size);
    memcpy(bytes + image->size + 10, name_of(entry->path), name_size);
    image->size += 10 + name_size;
}

static void put_data(struct index_image *image, const char *data, size_t length)
{
    image->bytes[image->size] = 2;
    put_length(image->bytes + image->size + 1, strlen(data));
    memcpy(image->bytes + image->size + 6, data, strlen(data));
    image->size += 6 + strlen(data);
    put_length(image->bytes + length, image->size - length - 5);
}

static void put_header(struct index_image *image, uint32_t groups)
{
    static const uint8_t header[] = {0xd2, 0xcd, 0x31, 0, 0, 0, 0, 0, 0x43, 0}; /* bases at 8 */
    size_t length;

    memcpy(image->bytes, header, sizeof header);
    image->size = sizeof header;
    image->slot_count = groups * 4;
    length = (size_t)groups * 34 + 4;
    pad(image, 8, (8 + 8 - 6 - groups * 2 % 8) % 8);
    image->bytes[image->size] = 0x61;
    put_length(image->bytes + image->size + 1, length);
    image->record = (uint32_t)image->size + 6;
    image->slots = image->record + groups * 2;
    image->shape = image->slots + image->slot_count * 8;
    image->bytes[image->shape] = (uint8_t)groups;
    image->bytes[image->shape + 1] = (uint8_t)(groups >> 8);
    image->size = image->record + length;
}

void index_image_lay_out(struct index_image *image, const struct index_entry *entries, size_t count, uint16_t groups)
{
    size_t stack[DEPTH_MAX], lengths[DEPTH_MAX];
    size_t depth = 0;
    size_t room = 128 + (size_t)groups * 36;

    for (size_t i = 0; i < count; i++) {
        room += 64 + strlen(entries[i].path) + (entries[i].data ? strlen(entries[i].data) : 0);
    }
    memset(image, 0, sizeof *image);
    image->bytes = calloc(1, room);
    image->positions = calloc(count + 1, sizeof *image->positions);
    image->count = count;
    assert_true(image->bytes && image->positions && (uintptr_t)image->bytes % 8 == 0);
    put_header(image, groups);
    for (size_t i = 0; i <= count; i++) {
        size_t parent = i < count ? index_image_parent(entries, count, i) : count;
        size_t length;

        while (depth > 0 && (i == count || stack[depth - 1] != parent)) {
            depth--;
            put_length(image->bytes + lengths[depth], image->size - lengths[depth] - 5);
        }
        if (i == count) {
            break;
        }
        put_entry(image, i, &entries[i], parent < count ? image->positions[parent] : 0, &length);
        if (entries[i].data) {
            put_data(image, entries[i].data, length);
        } else {
            assert_true(depth < DEPTH_MAX);
            lengths[depth] = length;
            stack[depth++] = i;
        }
    }
    pad(image, 8, 6);
    image->bytes[image->size++] = 1; /* a record of padding up to a multiple of 8 */
    image->bytes[image->size++] = 0;
    put_length(image->bytes + 3, image->size - 8);
    assert_true(image->size <= room);
}

/* The format in other words than those of the library. */
static uint32_t hash_of(const struct index_image *image, const char *path)
{
    uint32_t hash = word_at(image->bytes + image->shape);

    for (; *path; path++) {
        hash = (hash ^ (uint8_t)*path) * 16777619u;
    }
    return hash;
}

static uint32_t spread(const struct index_image *image, uint32_t hash)
{
    return (uint32_t)((uint64_t)(hash >> 15) * image->slot_count >> 17);
}

static uint32_t slot_for(const struct index_image *image, uint32_t hash, uint32_t pilot)
{
    return spread(image, hash * pilot);
}

static uint8_t *pilot_of(const struct index_image *image, uint32_t group)
{
    return image->bytes + image->slots - 2 - 2 * group;
}

uint32_t index_image_slot(const struct index_image *image, const char *path)
{
    uint32_t hash = hash_of(image, path);
    const uint8_t *pilot = pilot_of(image, spread(image, hash) / 4);

    return image->slots + 8 * slot_for(image, hash, pilot[0] | (uint32_t)pilot[1] << 8);
}

/* The first pilot that leads `count` different hashes to slots that are empty and differ, or 65536. */
static uint32_t find_pilot(const struct index_image *image, const uint32_t *hashes, size_t count)
{
    uint32_t pilot = 0;
    bool fits = false;

    for (; pilot < 65536 && !fits; pilot++) {
        fits = true;
        for (size_t i = 0; i < count && fits; i++) {
            uint32_t slot = slot_for(image, hashes[i], pilot);
            fits = word_at(image->bytes + image->slots + 8 * slot + 4) == 0;
            for (size_t j = 0; j < i && fits; j++) {
                fits = slot_for(image, hashes[j], pilot) != slot;
            }
        }
    }
    return fits ? pilot - 1 : 65536;
}

/* Fills the slots of the entries of one group if it has `wanted` different hashes. */
static bool fill_group(struct index_image *image, const struct index_entry *entries, uint32_t group, size_t wanted)
{
    uint32_t hashes[64], pilot;
    size_t members[64], owners[64], count = 0, different = 0;

    for (size_t i = 0; i < image->count; i++) {
        uint32_t hash = hash_of(image, entries[i].path);
        size_t j = 0;
        if (spread(image, hash) / 4 != group || count == 64) {
            continue;
        }
        while (j < different && hashes[j] != hash) {
            j++;
        }
        different += j == different;
        hashes[j] = hash;
        owners[count] = j;
        members[count++] = i;
    }
    if (different != wanted) {
        return true;
    }
    pilot = find_pilot(image, hashes, different);
    if (pilot == 65536) {
        return false;
    }
    pilot_of(image, group)[0] = (uint8_t)pilot;
    pilot_of(image, group)[1] = (uint8_t)(pilot >> 8);
    for (size_t i = 0; i < count; i++) {
        uint32_t hash = hashes[owners[i]];
        uint8_t *slot = image->bytes + image->slots + 8 * slot_for(image, hash, pilot);
        size_t parent = index_image_parent(entries, image->count, members[i]);
        bool shared = word_at(slot + 4) != 0;

        put_word(slot, shared || parent == image->count ? 0 : image->positions[parent] / 4);
        put_word(slot + 4, (hash & 0xe0000000) | (shared ? 0x1fffffff : image->positions[members[i]] / 4));
    }
    return true;
}

bool index_image_fill(struct index_image *image, const struct index_entry *entries, uint16_t seed)
{
    memset(image->bytes + image->record, 0, image->shape - image->record);
    image->bytes[image->shape + 2] = (uint8_t)seed;
    image->bytes[image->shape + 3] = (uint8_t)(seed >> 8);
    for (size_t size = 16; size > 0; size--) {
        for (uint32_t group = 0; group < image->slot_count / 4; group++) {
            if (!fill_group(image, entries, group, size)) {
                return false;
            }
        }
    }
    return true;
}

void index_image_make(struct index_image *image, const struct index_entry *entries, size_t count)
{
    uint32_t seed = 0;

    index_image_lay_out(image, entries, count, (uint16_t)(2 * (count / 7 + 1)));
    while (!index_image_fill(image, entries, (uint16_t)seed)) {
        assert_true(++seed < 256);
    }
}

void index_image_free(struct index_image *image)
{
    free(image->bytes);
    free(image->positions);
}
