/* SPDX-License-Identifier: MIT */
/* Images and slots among the bytes of a flash, wherever they stand. */
#ifndef XROM_TOOL_SEARCH_H
#define XROM_TOOL_SEARCH_H

#include <xrom/convert.h>

#include "text/message.h"

/* An image that was found, or what is left of one. */
struct finding {
    uint32_t family;      /* of the flash file that it is in */
    uint64_t address;     /* in flash, or from the start of a raw dump */
    const uint8_t *bytes; /* where it stands */
    size_t left;          /* bytes from there on to the next hole */
    uint32_t size;        /* of the image; 0: not known */
    int error;            /* 0: it is sound; else why it is none, or XROM_ERR_UNALIGNED where only its place is wrong */
};

/* The record of a slot that was found. */
struct slot_finding {
    uint32_t family;
    uint64_t address;     /* of the record */
    size_t from;          /* so many bytes stand before it without a hole */
    const uint8_t *bytes; /* the record */
    size_t left;
};

struct search {
    struct finding *findings; /* in the order of families and addresses */
    size_t count, capacity;
    struct slot_finding *slots;
    size_t slot_count, slot_capacity;
    uint64_t budget;   /* bytes that others may overlap, and that are still looked at */
    bool is_exhausted; /* there were too many, and the rest was not looked at */
};

/*
 * Searches the bytes of a raw dump, or all runs of a flash, which must live as long as the search.
 *
 * An image is what opens, is sound in every record, has a right checksum if any, and holds something; an empty one only
 * counts at a multiple of 4096. What begins as one but is not sound counts as damaged where it has the header that this
 * builder writes, or begins at a multiple of 4096. What is inside of an image that was found is not looked at.
 */
void search_bytes(struct search *search, const uint8_t *bytes, size_t size);
void search_flash(struct search *search, const struct xrom_flash *flash);

/* Opens an image that was found, as a copy at an address as it needs it if `*copy` (to be freed) is not null then. */
int finding_open(const struct finding *finding, struct xrom_image *image, uint8_t **copy);

/*
 * Takes `size` bytes that are looked at, and that others may overlap, from the budget: the whole search is to take a time
 * that is linear. False: they are too many, and the search is exhausted.
 */
bool search_afford(struct search *search, uint32_t size);

void search_clear(struct search *search);

#endif
