/* SPDX-License-Identifier: MIT */
/* The check of a whole image, and the walk that makes it. */
#include "record.h"

/*
 * Holds all records of a file against the format: its data, and what stands behind it, which no other function reads.
 * `offset` is that of the file's record, and becomes that of the record in it that is at fault.
 */
static int check_file(const struct xrom_image *image, const struct xrom_node *file, uint32_t *offset)
{
    struct xrom_iter iter = {file->body, file->end};
    struct xrom_node record;
    struct xrom_stat stat;
    uint32_t data = *offset;
    bool has_data = false;
    int error = XROM_OK;

    while (!error) {
        uint32_t position = iter.position;
        error = xrom_record_find(image, &iter, &record, XROM_RECORDS_ALL);
        if (error != XROM_OK && error != XROM_ERR_NOT_FOUND) {
            *offset = position;
            return error;
        }
        if (!error && !has_data && (record.kind | 1) == XROM_RECORDS_DATA) {
            data = position;
            has_data = true;
        }
    }
    *offset = data;
    return xrom_stat(image, file, &stat);
}

int xrom_walk_check(const struct xrom_image *image, struct xrom_walk *walk, struct xrom_node *node, uint32_t *depth,
                    struct xrom_fault *fault)
{
    for (;;) {
        uint32_t offset = walk->position;
        struct xrom_iter iter = {offset, walk->levels[walk->depth]};
        struct xrom_node record;
        int error = xrom_record_find(image, &iter, &record, XROM_RECORDS_ALL);

        if (error == XROM_ERR_NOT_FOUND) {
            /* The end of a directory is the place of the next record of its parent. */
            if (walk->depth == 0) {
                return XROM_ERR_END;
            }
            walk->depth--;
            continue;
        }
        if (!error && record.kind == XROM_FILE) {
            error = check_file(image, &record, &offset);
        } else if (!error && record.kind == XROM_DIRECTORY && walk->depth + 1 == walk->level_count) {
            error = XROM_ERR_LEVELS;
        }
        if (error) {
            fault->error = error;
            fault->offset = offset;
            return error;
        }
        walk->position = record.end;
        if ((record.kind | 1) == XROM_RECORDS_ENTRY) {
            *node = record;
            *depth = walk->depth;
            if (record.kind == XROM_DIRECTORY) {
                walk->position = record.body;
                walk->depth++;
                walk->levels[walk->depth] = record.end;
            }
            return XROM_OK;
        }
    }
}

int xrom_check(const struct xrom_image *image, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault)
{
    struct xrom_node node = xrom_root(image);
    struct xrom_walk walk;
    uint32_t depth;
    int error = xrom_walk(&node, levels, level_count, &walk);

    while (!error) {
        error = xrom_walk_check(image, &walk, &node, &depth, fault);
    }
    return error == XROM_ERR_END ? XROM_OK : error;
}
