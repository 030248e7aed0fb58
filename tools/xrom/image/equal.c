/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/equal.h"

/* The pieces may have this many bytes, and so many more for each byte of the images. */
enum { PIECES_BASE = 16 * 1024 * 1024, PIECES_FACTOR = 8 };

/* Data that at least one file has. */
struct piece {
    const uint8_t *data;
    uint32_t size;
    uint64_t hash;
    size_t group;
};

/* FNV-1a. Only an order: pieces of equal hashes are compared. */
static uint64_t hash(const uint8_t *data, uint32_t size)
{
    uint64_t value = UINT64_C(0xcbf29ce484222325);

    for (uint32_t i = 0; i < size; i++) {
        value = (value ^ data[i]) * UINT64_C(0x100000001b3);
    }
    return value;
}

/* Orders files by the place of their data. */
static int compare_places(const void *one, const void *other)
{
    const struct content *a = *(struct content *const *)one, *b = *(struct content *const *)other;

    if (a->data != b->data) {
        return (uintptr_t)a->data < (uintptr_t)b->data ? -1 : 1;
    }
    return a->stat.size < b->stat.size ? -1 : a->stat.size > b->stat.size;
}

/* Orders pieces by their bytes, which are read only where sizes and hashes are equal. */
static int compare_pieces(const void *one, const void *other)
{
    const struct piece *a = *(struct piece *const *)one, *b = *(struct piece *const *)other;

    if (a->size != b->size) {
        return a->size < b->size ? -1 : 1;
    }
    if (a->hash != b->hash) {
        return a->hash < b->hash ? -1 : 1;
    }
    return a->data == b->data ? 0 : memcmp(a->data, b->data, a->size);
}

/* Makes a piece for each place, and lets the files know its number. Returns how many, or 0 where they are too much. */
static size_t collect(struct piece *pieces, struct content **files, size_t count, uint64_t most)
{
    size_t used = 0;

    qsort(files, count, sizeof(struct content *), compare_places);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_places(&files[i - 1], &files[i]) != 0) {
            struct piece piece = {files[i]->data, files[i]->stat.size, 0, 0};
            if (piece.size > most) {
                return 0;
            }
            most -= piece.size;
            piece.hash = hash(piece.data, piece.size);
            pieces[used++] = piece;
        }
        files[i]->group = used - 1;
    }
    return used;
}

static void number(struct piece *pieces, size_t count)
{
    struct piece **sorted = memory_grow(NULL, count, sizeof *sorted);

    for (size_t i = 0; i < count; i++) {
        sorted[i] = &pieces[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_pieces);
    for (size_t i = 0; i < count; i++) {
        bool is_new = i == 0 || compare_pieces(&sorted[i - 1], &sorted[i]) != 0;
        sorted[i]->group = i == 0 ? 0 : sorted[i - 1]->group + is_new;
    }
    free(sorted);
}

static size_t add_files(struct content **files, size_t count, struct contents *contents)
{
    for (size_t i = 0; i < contents->count; i++) {
        if (contents->entries[i].data) {
            files[count++] = &contents->entries[i];
        }
    }
    return count;
}

bool equal_find(struct contents *old, struct contents *new, uint64_t image_sizes)
{
    uint64_t most = PIECES_BASE + PIECES_FACTOR * image_sizes;
    struct content **files = memory_grow(NULL, old->count + new->count, sizeof *files);
    size_t count = add_files(files, add_files(files, 0, old), new);
    struct piece *pieces = memory_grow(NULL, count, sizeof *pieces);
    size_t piece_count = count > 0 ? collect(pieces, files, count, most) : 0;
    bool good = piece_count > 0 || count == 0;

    if (piece_count > 0) {
        number(pieces, piece_count);
        for (size_t i = 0; i < count; i++) {
            files[i]->group = pieces[files[i]->group].group;
        }
    } else if (!good) {
        message("diff",
                "the files share parts of their data in too many ways to compare them all, over %" PRIu64
                " bytes; take out those that you need with xrom cat, and compare them",
                most);
    }
    free(pieces);
    free(files);
    return good;
}
