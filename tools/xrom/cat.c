/* SPDX-License-Identifier: MIT */
/* xrom cat: the data of files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/host.h"
#include "host/memory.h"
#include "image/input.h"

static const struct option_row options[] = {
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "Writes the data of each file PATH to standard output, in the order of the command line. All paths are looked\n"
    "up first: where one is wrong nothing is written.\n"
    "\n"
    "Exit code: 0 fine; 1 the image is damaged or cannot be read, a PATH is no file, or the output cannot be\n"
    "written; 2 wrong usage.\n"
    "\n"
    "Example: xrom cat assets.romfs /boot.py > boot.py\n";

/* The data of a file, in the image. */
struct piece {
    const void *data;
    uint32_t size;
};

static bool find(const struct input *input, const char *path, struct piece *piece)
{
    struct xrom_node node;
    struct problem problem;
    int error;

    if (!input_find(input, path, &node)) {
        return false;
    }
    error = xrom_data(&input->image, &node, 1, &piece->data, &piece->size);
    if (error) {
        problem_set_error(&problem, error);
        problem_set_path(&problem, path, strlen(path));
        problem_report(&problem, input->name);
        problem_clear(&problem);
    }
    return error == XROM_OK;
}

static int run(const struct arguments *arguments)
{
    size_t count = arguments->operand_count - 1;
    struct piece *pieces;
    struct input input;
    int status = EXIT_FINE;

    if (!input_open_or_report(&input, arguments->operands[0], arguments)) {
        return EXIT_BAD;
    }
    pieces = memory_grow(NULL, count, sizeof *pieces);
    for (size_t i = 0; i < count && status == EXIT_FINE; i++) {
        status = find(&input, arguments->operands[i + 1], &pieces[i]) ? EXIT_FINE : EXIT_BAD;
    }
    for (size_t i = 0; i < count && status == EXIT_FINE; i++) {
        int error = host_write(STDOUT_FILENO, pieces[i].data, pieces[i].size);
        if (error) {
            host_report_output(error);
            status = EXIT_BAD;
        }
    }
    free(pieces);
    input_close(&input);
    return status;
}

const struct command command_cat = {
    "cat", "Write the data of files to standard output.", "IMAGE PATH...", notes, options, true, 2, SIZE_MAX, 1, run,
    false,
};
