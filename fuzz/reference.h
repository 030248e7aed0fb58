/* SPDX-License-Identifier: MIT */
/*
 * A second, slow reader of the format that shares no code with the library: what the library answers is held against
 * it. It decodes the whole image once into an array of all nodes that can be reached, each directory before what it
 * holds.
 */
#ifndef FUZZ_REFERENCE_H
#define FUZZ_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/xrom.h>

struct reference_node {
    uint32_t kind;
    uint32_t start; /* offset of the record; those of its name, nested records and end follow */
    uint32_t name;
    uint32_t body;
    uint32_t end;
    uint32_t depth;  /* 0 for what stands in the root; the root has none */
    uint32_t parent; /* index */
    uint32_t last;   /* index behind the last node below this one */
    int fault;       /* of a directory: why its listing ends before its end, or 0 */
    int data_error;  /* of a file: what a stat of it answers, and the place of its data */
    uint32_t data;
    uint32_t data_size;
};

struct reference {
    uint32_t root;                /* offset of the first record */
    uint32_t size;                /* of the image */
    struct reference_node *nodes; /* the first one is the root */
    uint32_t count;

    /*
     * What a check answers: 0, or the error of the first fault and the offset of the record at fault (that of the file,
     * where it has no data); and the deepest readable node that this record belongs to.
     */
    int error;
    uint32_t fault_offset;
    uint32_t fault_node;
};

/*
 * What xrom_open() must answer for an image at this address, and on success or XROM_ERR_UNALIGNED the place of the root's
 * records and the size of the image.
 */
int reference_open(const uint8_t *bytes, size_t size, uint32_t *root, uint32_t *image_size);

/* A copy of the image in some bytes, or null where they begin with none that can be opened, as far as it can be told. */
uint8_t *reference_copy(const uint8_t *bytes, size_t size, uint32_t *root, uint32_t *image_size);

/* Decodes an image of which reference_open() told `root` and `size`. */
void reference_read(struct reference *reference, const uint8_t *bytes, uint32_t root, uint32_t size);

void reference_free(struct reference *reference);

/* What a walk of all below `directory` answers after the node `next - 1`: 0 and the node `next`, its end, or damage. */
int reference_step(const struct reference *reference, uint32_t directory, uint32_t next);

/* The deepest node whose record holds the byte at `offset`. */
uint32_t reference_at(const struct reference *reference, uint32_t offset);

/* Elements of the array of levels that a walk of the whole image needs. */
uint32_t reference_levels(const struct reference *reference);

/* The same node as the library has it, and whether a node of the library is the same. */
struct xrom_node reference_value(const struct reference_node *node);
bool reference_is(const struct reference_node *node, const struct xrom_node *value);

#endif
