/* SPDX-License-Identifier: MIT */
/* Images in what is no regular file: it can only be read once, from its start on. */
#ifndef XROM_TOOL_INPUT_STREAM_H
#define XROM_TOOL_INPUT_STREAM_H

#include "image/input.h"
#include "image/whole.h"

/* A stream whose first bytes have been looked at. */
struct stream {
    int file;
    uint8_t head[WHOLE_HEAD];
    size_t head_size;
    size_t next; /* of the head: what is read next */
};

/* Looks at the first bytes. False with errno. */
bool stream_begin(struct stream *stream, int file);

/*
 * Reads the partition, from --offset to the end of the stream or up to --partition-size. Stops early where it is no image
 * at all. What follows the image is not kept. False with a problem.
 */
bool stream_read(struct stream *stream, struct input *input, const struct arguments *arguments,
                 struct problem *problem);

#endif
