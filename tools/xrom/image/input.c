/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "host/signals.h"
#include "image/input.h"
#include "image/input_align.h"
#include "image/input_flash.h"
#include "image/input_stream.h"
#include "image/opened.h"

/* So many bytes are looked at to say what is where no image is. */
enum { LOOKED_AT = 4096 };

void input_problem_offset(struct problem *problem, uint64_t offset, uint64_t size)
{
    problem_set(problem, "give a smaller --offset",
                "--offset %" PRIu64 " lies behind its end, it has %" PRIu64 " bytes", offset, size);
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

/* Maps a regular file. */
static bool map_file(struct input *input, const char *path, uint64_t file_size, const struct arguments *arguments,
                     struct problem *problem)
{
    uint64_t size = file_size - arguments->offset;
    int error;

    if (arguments->offset > file_size) {
        input_problem_offset(problem, arguments->offset, file_size);
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

/* Reads what is no regular file. */
static bool read_stream(struct input *input, int file, const struct arguments *arguments, struct problem *problem)
{
    struct stream stream;
    struct whole whole;
    bool good;

    if (!stream_begin(&stream, file)) {
        problem_set_host(problem, errno);
        return false;
    }
    if (xrom_flash_format(stream.head, stream.head_size) == XROM_FLASH_BINARY) {
        return stream_read(&stream, input, arguments, problem);
    }
    if (!whole_read(&whole, file, stream.head, stream.head_size, problem)) {
        return false;
    }
    good = input_read_flash(input, &whole, arguments, problem);
    whole_close(&whole);
    return good;
}

/* Reads a regular file. */
static bool read_file(struct input *input, const char *path, int file, uint64_t size, const struct arguments *arguments,
                      struct problem *problem)
{
    uint8_t head[WHOLE_HEAD];
    struct whole whole;
    size_t head_size;
    bool good;

    if (!host_read_some(file, head, sizeof head, &head_size)) {
        problem_set_host(problem, errno);
        return false;
    }
    if (xrom_flash_format(head, head_size) == XROM_FLASH_BINARY) {
        return map_file(input, path, size, arguments, problem);
    }
    if (!whole_open(&whole, path, problem)) {
        return false;
    }
    good = input_read_flash(input, &whole, arguments, problem);
    whole_close(&whole);
    return good;
}

/* Gets the bytes of the partition. */
static bool get_bytes(struct input *input, const char *path, const struct arguments *arguments, struct problem *problem)
{
    struct opened opened;
    bool good;

    if (!opened_begin(&opened, path, problem)) {
        return false;
    }
    good = opened.is_regular ? read_file(input, path, opened.file, opened.size, arguments, problem)
                             : read_stream(input, opened.file, arguments, problem);
    opened_end(&opened);
    return good;
}

/* States why there is no image. */
static void explain(const struct input *input, const struct arguments *arguments, int error, struct problem *problem)
{
    struct xrom_image image;

    problem_set_error(problem, error);
    if (error == XROM_ERR_NOT_ROMFS && arguments->offset > 0) {
        const char *there = input_describe(input->bytes, input->size < LOOKED_AT ? input->size : LOOKED_AT);
        problem_set(problem, "check --offset",
                    input->flash ? "no ROMFS image begins at 0x%08" PRIx64 ", there is %s"
                                 : "no ROMFS image begins at offset %" PRIu64 ", there is %s",
                    input->place, strcmp(there, "erased") == 0 ? "erased flash" : there);
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
    input->place = arguments->offset;
    input->name = strcmp(path, "-") == 0 ? "standard input" : path;
    if (!get_bytes(input, path, arguments, problem)) {
        input_close(input);
        return false;
    }
    error = input_align(input);
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
    xrom_flash_free(input->flash);
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
