/* SPDX-License-Identifier: MIT */
/*
 * The layout: in which order the entries of a tree stand in the image, what is stored of each, and where. It is made in
 * steps, each in a file of its own:
 *
 *   layout.c    the order
 *   describe.c  what the options say about each file
 *   compress.c  data that is stored compressed
 *   dedupe.c    data that is stored once for several files
 *   arrange.c   positions, in the way that gives the smallest image: place.c finds them, by the bounds of bound.c, with
 *               the index of index.c, and with the pool of pool.c for data that stands apart from its file
 */
#ifndef XROM_BUILD_LAYOUT_H
#define XROM_BUILD_LAYOUT_H

#include "hash.h"
#include "spool.h"
#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Bytes of the record of padding that makes the size of an image even: a kind of two bytes and the length 0. */
#define XROM_FILLER_SIZE 3

/* An entry in its place: a directory before all that it holds. Positions count from the first byte of the image. */
struct xrom_item {
    const struct xrom_entry *entry;
    size_t parent; /* index of the item of its directory */
    uint64_t size; /* of the data of a file as stored; of the records in a directory the most that it can be */

    /* Of files. */
    struct xrom_text type; /* of the content */
    uint64_t spooled;      /* where in the spool the data is */
    size_t first;          /* index of the first item with the same data: its own, or a smaller one */
    uint8_t hash[XROM_HASH_SIZE];
    bool is_spooled;
    bool gzip;     /* is to be compressed; then: is compressed */
    bool hashed;   /* `hash` is that of the data */
    bool shared;   /* the data is that of `first` */
    bool pooled;   /* the data stands in the pool */
    uint8_t align; /* the position of the byte `origin` of the data is a multiple of 2^align */
    uint32_t origin;

    /* Where it is. */
    uint8_t length_size; /* bytes of the length of the record */
    uint64_t record;     /* position of the last byte of its kind */
    uint64_t data;       /* position of the data of a file */
    uint64_t end;        /* position behind the record */
};

struct xrom_plan; /* see index.h */

struct xrom_layout {
    struct xrom_tree *tree;
    struct xrom_build_options options; /* as xrom_options_take() gives them */
    struct xrom_item *items;           /* the first one is the root */
    size_t count;
    struct xrom_spool spool;

    unsigned length_size; /* bytes of the length of the image */
    unsigned offset_size; /* bytes of an offset in a pointer record */
    uint64_t root;        /* position of the first record */
    bool spare;           /* the length of the image has a 0x80 in front, which makes its size even */
    uint8_t align;        /* the address of the image is to be a multiple of 2^align */

    struct xrom_plan *index; /* null: there is none */
    uint64_t index_record;   /* position of the last byte of its kind */

    /* The pool: a record in the root with the data of files that stand elsewhere. */
    struct xrom_item **pool; /* in the order of their data */
    size_t pool_count;
    unsigned pool_length_size; /* bytes of the length of its record */
    uint64_t pool_record;
    uint64_t pool_data;
    uint64_t pool_end;

    uint64_t size;
    struct xrom_built built;
};

static inline bool xrom_item_is_directory(const struct xrom_item *item)
{
    return item->entry->source == XROM_SOURCE_NONE;
}

/* How much the position of the data is above a multiple of 2^align. */
static inline uint32_t xrom_item_skew(const struct xrom_item *item)
{
    return (0 - item->origin) & ((UINT32_C(1) << item->align) - 1);
}

/* Whether the data of a file stands in its own record. */
static inline bool xrom_item_is_inline(const struct xrom_item *item)
{
    return !item->shared && !item->pooled;
}

/* The position of the data of a file, which may be that of another one. */
static inline uint64_t xrom_item_data(const struct xrom_layout *layout, const struct xrom_item *item)
{
    return item->shared ? layout->items[item->first].data : item->data;
}

/* Begins with the order of the entries. Errors as xrom_build(). Whatever it returns, the layout is to be freed. */
int xrom_layout_begin(struct xrom_layout *layout, struct xrom_tree *tree, const struct xrom_build_options *options);

/* The steps, in the order in which they are taken. Errors as xrom_build(). */
int xrom_describe(struct xrom_layout *layout);
int xrom_compress(struct xrom_layout *layout);
int xrom_dedupe(struct xrom_layout *layout);
int xrom_arrange(struct xrom_layout *layout);

/* XROM_ERR_TREE where the image needs more bytes than are allowed. `least`: it needs as many or more. */
int xrom_layout_check_size(struct xrom_layout *layout, uint64_t size, bool least);

/* The sum of two sizes. It stops at the largest number: sparse files can have any size. */
static inline uint64_t xrom_plus(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

void xrom_layout_end(struct xrom_layout *layout);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
