/* SPDX-License-Identifier: MIT */
/* What an image says about itself, and what its extra records cost and save, for xrom info. */
#ifndef XROM_TOOL_ABOUT_H
#define XROM_TOOL_ABOUT_H

#include "image/input.h"
#include "image/metadata.h"

/* A range of the image, in bytes from its start. */
struct range {
    uint32_t first, end;
};

struct about {
    struct piece name, version, build_id;
    uint32_t align;        /* bytes that the address of the image must be a multiple of */
    int checksum;          /* what checksum_verify() says */
    int index;             /* what verify_index() says */
    uint32_t index_size;   /* bytes of its records, those before directories included, without padding */
    uint64_t padding_size; /* bytes of lengthened integers, and of fillers that are no data of a file */
    struct range *fillers; /* records of padding, and the payload of data records that stand in no file */
    size_t filler_count, filler_capacity;
};

/* Adds what the records that stand directly in a node cost. The image has been checked. */
void about_add(struct about *about, const struct xrom_image *image, const struct xrom_node *node);

/* Counts what of the fillers is padding. `data` has the places of the data of files, in order. */
void about_count_padding(struct about *about, const struct range *data, size_t count);

/* Gets the rest. 0 or damage. To be cleared either way. */
int about_get(struct about *about, const struct xrom_image *image);

/* Prints lines, or writes members of an object. `saved` is what data that is stored once saves, in bytes. */
void about_print(const struct about *about, uint64_t entries, uint64_t saved);
void about_write(struct json *json, const struct about *about, uint64_t entries, uint64_t saved);

void about_clear(struct about *about);

/* The alignment in bytes that the image that begins at `bytes` asks for; 1 where there is none. */
uint64_t about_align(const uint8_t *bytes, size_t size);

#endif
