/* SPDX-License-Identifier: MIT */
/* Images, and what a path in them names. */
#ifndef XROM_TOOL_INPUT_H
#define XROM_TOOL_INPUT_H

#include <xrom/convert.h>
#include <xrom/mmap.h>
#include <xrom/xrom.h>

#include "cli/arguments.h"
#include "text/message.h"

struct input {
    const char *name; /* for messages */
    const uint8_t
        *bytes;  /* the partition: what the file has from --offset on, up to --partition-size; of a stream the image */
    size_t size; /* of the partition, in bytes */
    const char *rest; /* what follows the image in a stream, as input_describe() tells it; else null */
    uint64_t place;   /* of the partition: bytes from the start of the file, or its address in a flash file */
    struct xrom_image image;
    struct xrom_flash *flash; /* of a flash file, in which the partition then is; else null */
    struct xrom_mmap map;     /* where `mapped` */
    bool mapped;
    uint8_t *copy;    /* else, and without `flash`: what was read */
    uint8_t *aligned; /* null, or a copy of the image alone, at an address as it needs it, in memory that begins here */
};

/*
 * Opens the image in a file; "-" is standard input. A regular file is mapped, anything else read whole into memory. In a
 * UF2, HEX or S-record file, which is seen by its content, the image is searched.
 * False with a problem, and then there is nothing to close.
 */
bool input_open(struct input *input, const char *path, const struct arguments *arguments, struct problem *problem);

/* The same, with the problem reported. */
bool input_open_or_report(struct input *input, const char *path, const struct arguments *arguments);

/* The word for what some bytes are: "nothing", "erased" (ff), "zeros" or "other data". */
const char *input_describe(const uint8_t *bytes, size_t size);

/* States that --offset is too large for a file of `size` bytes. */
void input_problem_offset(struct problem *problem, uint64_t offset, uint64_t size);

void input_close(struct input *input);

/* Finds what a path names; null is the root. Reports a problem. */
bool input_find(const struct input *input, const char *path, struct xrom_node *node);

#endif
