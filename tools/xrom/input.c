/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "input_align.h"
#include "memory.h"
#include "signals.h"

/* As much of a stream is read before it must have shown that it is an image. Bytes. */
enum { FIRST_PART = 64 * 1024 };

/* So many bytes are looked at to say what is where no image is. */
enum { LOOKED_AT = 4096 };

/* Reads up to `wanted` bytes. False with errno. */
static bool read_part(int file, void *buffer, size_t wanted, size_t *got)
{
    *got = 0;
    while (*got < wanted) {
        ssize_t count = read(file, (char *)buffer + *got, wanted - *got);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        if (count == 0) {
            break;
        }
        if (count > 0) {
            *got += (size_t)count;
        }
    }
    return true;
}

/* States why the host gives no image. */
static void problem_set_host(struct problem *problem, int error)
{
    problem_set(problem, error == ENOENT || error == ENOTDIR ? "check the path" : NULL, "%s", strerror(error));
}

static void problem_set_offset(struct problem *problem, uint64_t offset, uint64_t size)
{
    problem_set(problem, "give a smaller --offset",
                "--offset %" PRIu64 " lies behind its end, it has %" PRIu64 " bytes", offset, size);
}

/* Leaves out the first bytes of a stream. */
static bool skip(int file, uint64_t offset, struct problem *problem)
{
    char buffer[4096];
    uint64_t done = 0;

    while (done < offset) {
        uint64_t left = offset - done;
        size_t got;
        if (!read_part(file, buffer, left < sizeof buffer ? (size_t)left : sizeof buffer, &got)) {
            problem_set_host(problem, errno);
            return false;
        }
        if (got == 0) {
            problem_set_offset(problem, offset, done);
            return false;
        }
        done += got;
    }
    return true;
}

const char *input_describe(const uint8_t *bytes, size_t size)
{
    if (size == 0) {
        return "nothing";
    }
    /* All bytes are equal where each equals its neighbour. */
    if ((bytes[0] != 0xff && bytes[0] != 0) || memcmp(bytes, bytes + 1, size - 1) != 0) {
        return "other data";
    }
    return bytes[0] == 0xff ? "erased" : "zeros";
}

/* Reads a stream until the image in it is complete, or can be none; at most `most` bytes. */
static bool read_image(struct input *input, int file, size_t most, struct problem *problem)
{
    size_t capacity = 0;
    int error = XROM_ERR_TRUNCATED;

    while (input->size < most && error != XROM_OK && error != XROM_ERR_NOT_ROMFS) {
        size_t wanted, got;
        input->copy = memory_reserve(input->copy, &capacity, capacity > 0 ? capacity + 1 : FIRST_PART, 1);
        wanted = capacity - input->size < most - input->size ? capacity - input->size : most - input->size;
        if (!read_part(file, input->copy + input->size, wanted, &got)) {
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
static bool read_rest(struct input *input, int file, size_t most, struct problem *problem)
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
        good = read_part(file, part, wanted, &got);
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

/* Reads a stream to its end, or to its first `limit` bytes. Stops early where it is no image at all. */
static bool read_stream(struct input *input, int file, uint64_t limit, struct problem *problem)
{
    size_t most = limit < XROM_SIZE_MAX ? (size_t)limit : XROM_SIZE_MAX;

    return read_image(input, file, most, problem) &&
           (xrom_open(&input->image, input->copy, input->size) != XROM_OK || read_rest(input, file, most, problem));
}

/* Maps a regular file. */
static bool map_file(struct input *input, const char *path, uint64_t file_size, const struct arguments *arguments,
                     struct problem *problem)
{
    uint64_t size = file_size - arguments->offset;
    int error;

    if (arguments->offset > file_size) {
        problem_set_offset(problem, arguments->offset, file_size);
        return false;
    }
    if (arguments->partition_size > 0 && arguments->partition_size < size) {
        size = arguments->partition_size;
    }
    if (size > UINT32_MAX) {
        size = UINT32_MAX;
    }
    error = xrom_mmap_open(&input->map, path, arguments->offset, size);
    if (error == XROM_ERR_RANGE) {
        problem_set(problem, "run the command again when nothing writes to it", "changed while it was read");
    } else if (error) {
        problem_set_host(problem, errno);
    } else {
        input->mapped = true;
        input->bytes = input->map.bytes;
        input->size = input->map.backend.geometry.size;
        watch_mapping(input->name);
    }
    return error == XROM_OK;
}

/* Gets the bytes of the partition. */
static bool get_bytes(struct input *input, const char *path, const struct arguments *arguments, struct problem *problem)
{
    uint64_t limit = arguments->partition_size > 0 ? arguments->partition_size : UINT64_MAX;
    bool is_input = strcmp(path, "-") == 0;
    struct stat stat;
    int file = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    bool good;

    if (file < 0 || fstat(file, &stat) != 0) {
        problem_set_host(problem, errno);
        good = false;
    } else if (!is_input && S_ISREG(stat.st_mode)) {
        good = map_file(input, path, (uint64_t)stat.st_size, arguments, problem);
    } else {
        good = skip(file, arguments->offset, problem) && read_stream(input, file, limit, problem);
    }
    if (file >= 0 && !is_input) {
        close(file);
    }
    return good;
}

/* States why there is no image. */
static void explain(const struct input *input, const struct arguments *arguments, int error, struct problem *problem)
{
    struct xrom_image image;

    problem_set_error(problem, error);
    if (error == XROM_ERR_NOT_ROMFS && arguments->offset > 0) {
        const char *there = input_describe(input->bytes, input->size < LOOKED_AT ? input->size : LOOKED_AT);
        problem_set(problem, "check --offset", "no ROMFS image begins at offset %" PRIu64 ", there is %s",
                    arguments->offset, strcmp(there, "erased") == 0 ? "erased flash" : there);
    } else if (error == XROM_ERR_TRUNCATED) {
        /* The header is there: only it is read here, whatever size is claimed. */
        bool known = xrom_open(&image, input->bytes, XROM_SIZE_MAX) == XROM_OK;
        const char *remedy = problem->remedy;
        if (input->size == arguments->partition_size) {
            remedy = "copy the whole image again, or give a larger --partition-size";
        }
        if (known) {
            problem_set(problem, remedy, "the image is cut off: it has %" PRIu32 " bytes, %zu are there", image.size,
                        input->size);
        }
        problem->remedy = remedy;
    }
}

bool input_open(struct input *input, const char *path, const struct arguments *arguments, struct problem *problem)
{
    int error;

    memset(input, 0, sizeof *input);
    input->name = strcmp(path, "-") == 0 ? "standard input" : path;
    if (!get_bytes(input, path, arguments, problem)) {
        input_close(input);
        return false;
    }
    error = xrom_open(&input->image, input->bytes, input->size);
    if (error == XROM_ERR_UNALIGNED) {
        error = input_align(input, arguments->offset);
    }
    if (error) {
        explain(input, arguments, error, problem);
        input_close(input);
    }
    return error == XROM_OK;
}

bool input_open_or_report(struct input *input, const char *path, const struct arguments *arguments)
{
    struct problem problem;

    if (!input_open(input, path, arguments, &problem)) {
        problem_report(&problem, input->name);
        problem_clear(&problem);
        return false;
    }
    return true;
}

void input_close(struct input *input)
{
    if (input->mapped) {
        xrom_mmap_close(&input->map);
    }
    free(input->copy);
    free(input->aligned);
}

bool input_find(const struct input *input, const char *path, struct xrom_node *node)
{
    int error;

    if (!path) {
        *node = xrom_root(&input->image);
        return true;
    }
    error = xrom_lookup(&input->image, path, node);
    if (error) {
        struct problem problem;
        problem_find(&problem, &input->image, error);
        if (!problem.path) {
            problem_set_path(&problem, path, strlen(path));
        }
        problem_report(&problem, input->name);
        problem_clear(&problem);
    }
    return error == XROM_OK;
}
