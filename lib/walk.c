/* SPDX-License-Identifier: MIT */
/* The walk over a whole tree, without recursion: a stack of the ends of the directories that it is inside of. */
#include <xrom/xrom.h>

int xrom_walk(const struct xrom_node *directory, uint32_t *levels, uint32_t level_count, struct xrom_walk *walk)
{
    if (level_count == 0) {
        return XROM_ERR_ARGUMENT;
    }
    if (directory->kind != XROM_DIRECTORY) {
        return XROM_ERR_NOT_DIRECTORY;
    }
    levels[0] = directory->end;
    walk->levels = levels;
    walk->level_count = level_count;
    walk->depth = 0;
    walk->position = directory->body;
    return XROM_OK;
}

int xrom_walk_next(const struct xrom_image *image, struct xrom_walk *walk, struct xrom_node *node, uint32_t *depth)
{
    struct xrom_iter iter;
    struct xrom_node found;
    int error;

    for (;;) {
        iter.position = walk->position;
        iter.end = walk->levels[walk->depth];
        error = xrom_next(image, &iter, &found);
        if (error != XROM_ERR_END || walk->depth == 0) {
            break;
        }
        /* The end of a directory is the place of the next record of its parent. */
        walk->position = iter.end;
        walk->depth--;
    }
    if (error) {
        return error;
    }
    if (found.kind == XROM_DIRECTORY && walk->depth + 1 == walk->level_count) {
        return XROM_ERR_LEVELS;
    }
    *node = found;
    *depth = walk->depth;
    walk->position = iter.position;
    if (found.kind == XROM_DIRECTORY) {
        walk->position = found.body;
        walk->depth++;
        walk->levels[walk->depth] = found.end;
    }
    return XROM_OK;
}
