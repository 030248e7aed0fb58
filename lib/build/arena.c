/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

/* Bytes of a block. A larger piece gets a block of its own. */
#define BLOCK_SIZE ((size_t)65536)

struct xrom_arena_block {
    struct xrom_arena_block *next;
    uint64_t bytes[];
};

static struct xrom_arena_block *new_block(struct xrom_arena *arena, size_t size)
{
    struct xrom_arena_block *block;

    if (size > SIZE_MAX - sizeof *block) {
        return NULL;
    }
    block = malloc(sizeof *block + size);
    if (block) {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *xrom_arena_take(struct xrom_arena *arena, size_t size)
{
    struct xrom_arena_block *block;
    void *piece;

    if (size > SIZE_MAX - sizeof block->bytes[0]) {
        return NULL;
    }
    size = (size + sizeof block->bytes[0] - 1) / sizeof block->bytes[0] * sizeof block->bytes[0];
    if (size > BLOCK_SIZE / 4) {
        block = new_block(arena, size);
        return block ? block->bytes : NULL;
    }
    if (size > arena->left) {
        block = new_block(arena, BLOCK_SIZE);
        if (!block) {
            return NULL;
        }
        arena->next = (unsigned char *)block->bytes;
        arena->left = BLOCK_SIZE;
    }
    piece = arena->next;
    arena->next += size;
    arena->left -= size;
    return piece;
}

char *xrom_arena_copy(struct xrom_arena *arena, const char *bytes, size_t size)
{
    char *copy = size < SIZE_MAX ? xrom_arena_take(arena, size + 1) : NULL;

    if (copy) {
        if (size > 0) {
            memcpy(copy, bytes, size);
        }
        copy[size] = '\0';
    }
    return copy;
}

void xrom_arena_free(struct xrom_arena *arena)
{
    while (arena->blocks) {
        struct xrom_arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->next = NULL;
    arena->left = 0;
}
