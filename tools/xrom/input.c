/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input.h"
#include "memory.h"
#include "signals.h"

/* As much of a stream is read before it must have shown that it is an image. Bytes. */
enum { FIRST_PART = 64 * 1024 };

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
            problem_set(problem, NULL, "%s", strerror(errno));
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

/* Reads a stream to its end, or to its first `limit` bytes. Stops early where it is no image at all. */
static bool read_stream(struct input *input, int file, uint64_t limit, struct problem *problem)
{
    size_t most = limit < XROM_SIZE_MAX ? (size_t)limit : XROM_SIZE_MAX;
    size_t capacity = 0;

    while (input->size < most) {
        size_t wanted, got;
        input->copy = memory_reserve(input->copy, &capacity, capacity > 0 ? capacity + 1 : FIRST_PART, 1);
        wanted = capacity - input->size < most - input->size ? capacity - input->size : most - input->size;
        if (!read_part(file, input->copy + input->size, wanted, &got)) {
            problem_set(problem, NULL, "%s", strerror(errno));
            return false;
        }
        input->size += got;
        if (got < wanted || xrom_open(&input->image, input->copy, input->size) == XROM_ERR_NOT_ROMFS) {
            break;
        }
    }
    input->bytes = input->copy;
    return true;
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
        problem_set(problem, NULL, "%s", strerror(errno));
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
        problem_set(problem, NULL, "%s", strerror(errno));
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
    if (error) {
        problem_set_error(problem, error);
        if (error == XROM_ERR_TRUNCATED && input->size == arguments->partition_size) {
            problem->remedy = "copy the whole image again, or give a larger --partition-size";
        }
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
