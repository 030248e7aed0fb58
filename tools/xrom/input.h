/* SPDX-License-Identifier: MIT */
/* Images, and what a path in them names. */
#ifndef XROM_TOOL_INPUT_H
#define XROM_TOOL_INPUT_H

#include <xrom/mmap.h>
#include <xrom/xrom.h>

#include "arguments.h"
#include "message.h"

struct input {
    const char *name; /* for messages */
    const uint8_t
        *bytes;  /* the partition: what the file has from --offset on, up to --partition-size; of a stream the image */
    size_t size; /* of the partition, in bytes */
    const char *rest; /* what follows the image in a stream, as input_describe() tells it; else null */
    struct xrom_image image;
    struct xrom_mmap map; /* where `mapped` */
    bool mapped;
    uint8_t *copy;    /* else: what was read */
    uint8_t *aligned; /* null, or a copy of the image alone, at an address as it needs it */
};

/*
 * Opens the image in a file; "-" is standard input. A regular file is mapped, anything else read whole into memory.
 * False with a problem, and then there is nothing to close.
 */
bool input_open(struct input *input, const char *path, const struct arguments *arguments, struct problem *problem);

/* The same, with the problem reported. */
bool input_open_or_report(struct input *input, const char *path, const struct arguments *arguments);

/* The word for what some bytes are: "nothing", "erased" (ff), "zeros" or "other data". */
const char *input_describe(const uint8_t *bytes, size_t size);

void input_close(struct input *input);

/* Finds what a path names; null is the root. Reports a problem. */
bool input_find(const struct input *input, const char *path, struct xrom_node *node);

#endif
