/* SPDX-License-Identifier: MIT */
/* The check of a whole image. */
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

int xrom_check(const struct xrom_image *image, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault)
{
    uint32_t offset = image->root;
    uint32_t depth = 0;
    int error = XROM_OK;

    if (level_count == 0) {
        return XROM_ERR_ARGUMENT;
    }
    levels[0] = image->size;
    for (;;) {
        struct xrom_iter iter = {offset, levels[depth]};
        struct xrom_node record;

        error = xrom_record_find(image, &iter, &record, XROM_RECORDS_ALL);
        if (error == XROM_ERR_NOT_FOUND) {
            /* The end of a directory is the place of the next record of its parent. */
            if (depth == 0) {
                return XROM_OK;
            }
            depth--;
            continue;
        }
        if (!error && record.kind == XROM_FILE) {
            error = check_file(image, &record, &offset);
        } else if (!error && record.kind == XROM_DIRECTORY) {
            if (++depth == level_count) {
                error = XROM_ERR_LEVELS;
            } else {
                levels[depth] = record.end;
                record.end = record.body;
            }
        }
        if (error) {
            break;
        }
        offset = record.end;
    }
    fault->error = error;
    fault->offset = offset;
    return error;
}
