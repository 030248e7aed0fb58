/* SPDX-License-Identifier: MIT */
/* Images written anew with one varuint wider than it was: leading bytes of 0x80 change no value, but move all behind them. */
#ifndef TESTS_WIDEN_H
#define TESTS_WIDEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct widening {
    size_t number; /* of the varuint, from 0, counted from the end of the image: the last is the kind of its record */
    size_t by;     /* bytes of 0x80 to put before it */
    bool mend;     /* the lengths of all records around it, else they stay as they are and the image is damaged */
};

struct widened {
    uint8_t *bytes; /* to be freed */
    size_t size;
    size_t varuint_count; /* in the whole image */
    bool has_pointers;    /* which are not mended: they may lead to other bytes now */
};

/* Writes a sound image, and what follows it in its partition, anew. */
struct widened widen(const uint8_t *image, size_t size, const struct widening *widening);

#endif
