/* SPDX-License-Identifier: MIT */
/*
 * Records one by one, as they stand in an image: also padding, the index, and what a later version of the format or
 * another tool has put there, none of which other functions show. For tools that explain images. The rules at the head
 * of xrom/xrom.h hold here too.
 */
#ifndef XROM_RECORD_H
#define XROM_RECORD_H

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Kinds of records, beside those of xrom/metadata.h. lib/FORMAT.md describes them. */
enum xrom_record_kind {
    XROM_RECORD_UNUSED = 0, /* damage: no function gives it */
    XROM_RECORD_PADDING = 1,
    XROM_RECORD_DATA = 2,
    XROM_RECORD_POINTER = 3,
    XROM_RECORD_DIRECTORY = 4,
    XROM_RECORD_FILE = 5,
    XROM_RECORD_ALIGN = 0x40, /* and the 31 kinds above it */
    XROM_RECORD_INDEX = 0x61,
    XROM_RECORD_PARENT = 0x63, /* belongs to the index */
    XROM_RECORD_CHECKSUM = 0x7f,
    XROM_RECORD_IMAGE = 0x14a6b1
};

/* Offsets are from the first byte of the image. */
struct xrom_record {
    uint32_t kind;    /* enum xrom_record_kind, enum xrom_metadata_kind, or any other number but 0 */
    uint32_t offset;  /* of its first byte */
    uint32_t body;    /* offset of its payload */
    uint32_t end;     /* offset of the end of that */
    uint32_t padding; /* leading 0x80 of its integers, also of a name's or pointer's: bytes that change nothing */
};

/* Whether this version knows what records of a kind mean. */
bool xrom_record_is_known(uint32_t kind);

/* Begins with the records in a node, a file or a directory. Reads nothing. */
static inline struct xrom_iter xrom_records(const struct xrom_node *node)
{
    struct xrom_iter iter = {0, 0};
    iter.position = node->body;
    iter.end = node->end;
    return iter;
}

/*
 * Gives the next record. An iterator that is set to 0 and the size of the image gives the record that is the image.
 *
 * XROM_ERR_END: there is no further one. Damage: it is broken; each further call gives the same error; XROM_ERR_POINTER
 * tells only that its integers are. XROM_ERR_ARGUMENT: an iterator of another image.
 *
 * Reads the integers of one record.
 */
int xrom_record_next(const struct xrom_image *image, struct xrom_iter *iter, struct xrom_record *record);

/*
 * Tells the size of the image at `base`, and what its address must be a multiple of, both in bytes, whatever its address
 * is: for programs that bring it to a good one. Errors as xrom_open(), but not XROM_ERR_UNALIGNED.
 */
int xrom_inspect(const void *base, size_t partition_size, uint32_t *size, uint32_t *align);

#ifdef __cplusplus
}
#endif

#endif
