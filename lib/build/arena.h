/* SPDX-License-Identifier: MIT */
/* An arena: memory that is taken in small pieces and given back all at once. */
#ifndef XROM_BUILD_ARENA_H
#define XROM_BUILD_ARENA_H

#include <stddef.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_arena_block;

/* Begins as all zero. */
struct xrom_arena {
    struct xrom_arena_block *blocks;
    unsigned char *next; /* the first free byte of the current block */
    size_t left;         /* free bytes from there on */
};

/* Gives `size` bytes, aligned for pointers and 64-bit integers and not initialized, or null: no memory. */
void *xrom_arena_take(struct xrom_arena *arena, size_t size);

/* Gives a zero-terminated copy of `size` bytes, or null: no memory. */
char *xrom_arena_copy(struct xrom_arena *arena, const char *bytes, size_t size);

/* Frees all that was taken. */
void xrom_arena_free(struct xrom_arena *arena);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
