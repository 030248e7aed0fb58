/* SPDX-License-Identifier: MIT */
#include "image/input_stream.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "host/memory.h"

/* As much of a stream is read before it must have shown that it is an image. Bytes. */
enum { FIRST_PART = 64 * 1024 };

bool stream_begin(struct stream *stream, int file)
{
    stream->file = file;
    stream->next = 0;
    return host_read_some(file, stream->head, sizeof stream->head, &stream->head_size);
}

/* Reads up to `wanted` bytes. False with errno. */
static bool read_part(struct stream *stream, void *buffer, size_t wanted, size_t *got)
{
    size_t known = stream->head_size - stream->next;
    bool good;

    known = known < wanted ? known : wanted;
    memcpy(buffer, stream->head + stream->next, known);
    stream->next += known;
    good = host_read_some(stream->file, (uint8_t *)buffer + known, wanted - known, got);
    *got += known;
    return good;
}

/* Leaves out the first bytes of a stream. */
static bool skip(struct stream *stream, uint64_t offset, struct problem *problem)
{
    char buffer[4096];
    uint64_t done = 0;

    while (done < offset) {
        uint64_t left = offset - done;
        size_t got;
        if (!read_part(stream, buffer, left < sizeof buffer ? (size_t)left : sizeof buffer, &got)) {
            problem_set_host(problem, errno);
            return false;
        }
        if (got == 0) {
            input_problem_offset(problem, offset, done);
            return false;
        }
        done += got;
    }
    return true;
}

/* Reads a stream until the image in it is complete, or can be none; at most `most` bytes. */
static bool read_image(struct input *input, struct stream *stream, size_t most, struct problem *problem)
{
    size_t capacity = 0;
    int error = XROM_ERR_TRUNCATED;

    while (input->size < most && error != XROM_OK && error != XROM_ERR_NOT_ROMFS) {
        size_t wanted, got;
        input->copy = memory_reserve(input->copy, &capacity, capacity > 0 ? capacity + 1 : FIRST_PART, 1);
        wanted = capacity - input->size < most - input->size ? capacity - input->size : most - input->size;
        if (!read_part(stream, input->copy + input->size, wanted, &got)) {
            problem_set_host(problem, errno);
            return false;
        }
        input->size += got;
        if (got < wanted) {
            break;
        }
        error = xrom_open(&input->image, input->copy, input->size);
    }
    input->bytes = input->copy;
    return true;
}

/* Reads what follows the image in a stream, up to `most` bytes of both, and keeps what kind of data it is. */
static bool read_rest(struct input *input, struct stream *stream, size_t most, struct problem *problem)
{
    uint8_t *part = memory_grow(NULL, FIRST_PART, 1);
    size_t got = input->size - input->image.size; /* what has been read already */
    const char *rest = input_describe(input->copy + input->image.size, got);
    uint8_t first = got > 0 ? input->copy[input->image.size] : 0;
    bool good = true;

    input->copy = memory_grow(input->copy, input->image.size, 1);
    input->bytes = input->copy;
    do {
        size_t wanted = most - input->size < FIRST_PART ? most - input->size : FIRST_PART;
        good = read_part(stream, part, wanted, &got);
        if (!good) {
            problem_set_host(problem, errno);
        } else if (got > 0 && strcmp(rest, "nothing") == 0) {
            rest = input_describe(part, got);
            first = part[0];
        } else if (got > 0 && (part[0] != first || strcmp(input_describe(part, got), rest) != 0)) {
            rest = "other data";
        }
        input->size += got;
    } while (good && got > 0);
    free(part);
    input->rest = rest;
    return good;
}

bool stream_read(struct stream *stream, struct input *input, const struct arguments *arguments, struct problem *problem)
{
    uint64_t limit = arguments->partition_size > 0 ? arguments->partition_size : UINT64_MAX;
    size_t most = limit < XROM_SIZE_MAX ? (size_t)limit : XROM_SIZE_MAX;

    return skip(stream, arguments->offset, problem) && read_image(input, stream, most, problem) &&
           (xrom_open(&input->image, input->copy, input->size) != XROM_OK || read_rest(input, stream, most, problem));
}
