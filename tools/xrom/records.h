/* SPDX-License-Identifier: MIT */
/*
 * Records one by one, and those of unknown kind, which every reader skips: what a later version of the format, or another tool, has put into
 * an image. The library's reader does not show them.
 */
#ifndef XROM_TOOL_RECORDS_H
#define XROM_TOOL_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

#include <xrom/xrom.h>

/* A record, as it stands in an image. Offsets in bytes from the start of the image. */
struct record {
    uint32_t kind;
    uint32_t offset, body, end;
    uint32_t padding; /* bytes of its kind and length that change nothing: leading 0x80 */
};

/*
 * Reads the record at a position and moves on behind it. False where none is left, or what is left is none: in an image
 * that has been checked that is the end.
 */
bool record_next(const struct xrom_image *image, uint32_t *position, uint32_t end, struct record *record);

/*
 * Reads an integer of the format and adds its leading 0x80 bytes to `padding`. False at the end of the range, or where
 * it does not fit into 32 bits.
 */
bool record_varuint(const struct xrom_image *image, uint32_t *position, uint32_t end, uint32_t *value,
                    uint32_t *padding);

struct unknown_records {
    uint32_t *kinds; /* of each record; after unknown_sort() in ascending order */
    size_t count, capacity;
};

/* Adds those that stand directly in a node of an image that has been checked. */
void unknown_add(struct unknown_records *unknown, const struct xrom_image *image, const struct xrom_node *node);

void unknown_sort(struct unknown_records *unknown);

/* How many records from `first` on, in ascending order, are of the kind of the first. */
size_t unknown_run(const struct unknown_records *unknown, size_t first);

void unknown_clear(struct unknown_records *unknown);

#endif
