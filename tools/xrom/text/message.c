/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "host/memory.h"
#include "image/place.h"
#include "text/message.h"
#include "text/text.h"

enum {
    /* How many levels of directories to begin with. */
    FIRST_LEVELS = 32,
    /* No message is longer, before it is escaped; the rest of it is left out. Bytes. */
    MESSAGE_MAX = 4096
};

static void begin(const char *file)
{
    /* What is on its way to standard output belongs before the message. */
    host_flush_answer();
    fputs("xrom: ", stderr);
    if (file) {
        text_write(stderr, file, strlen(file));
        fputs(": ", stderr);
    }
}

void message(const char *file, const char *format, ...)
{
    char text[MESSAGE_MAX];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    begin(file);
    text_write(stderr, text, strlen(text));
    fputc('\n', stderr);
}

void message_escaped(const char *text)
{
    begin(NULL);
    fputs(text, stderr);
    fputc('\n', stderr);
}

void message_quote(const char *words, size_t size, unsigned lines)
{
    while (size > 0 && lines > 0) {
        const char *end = memchr(words, '\n', size);
        size_t line = end ? (size_t)(end - words) : size;
        size_t shown = line > 0 && words[line - 1] == '\r' ? line - 1 : line;

        fputs("    ", stderr);
        text_write_short(stderr, words, shown);
        fputc('\n', stderr);
        line += end != NULL;
        words += line;
        size -= line;
        lines--;
    }
    if (size > 0) {
        fputs("    ...\n", stderr);
    }
}

void problem_set(struct problem *problem, const char *remedy, const char *format, ...)
{
    va_list arguments;

    memset(problem, 0, sizeof *problem);
    problem->remedy = remedy;
    va_start(arguments, format);
    vsnprintf(problem->what, sizeof problem->what, format, arguments);
    va_end(arguments);
}

void problem_set_path(struct problem *problem, const char *path, size_t path_size)
{
    free(problem->path);
    problem->path = memory_copy(path, path_size);
    problem->path_size = path_size;
}

static const char *find_remedy(int error)
{
    switch (error) {
    case XROM_ERR_NOT_FOUND: return "see what the image holds with xrom ls -R";
    case XROM_ERR_IS_DIRECTORY: return "name a file in it";
    case XROM_ERR_NOT_ROMFS: return "where the image begins further on in the file, say so with --offset";
    case XROM_ERR_TRUNCATED: return "copy the whole image again";
    default: return xrom_is_damage(error) ? "the image is damaged: build it or copy it again" : NULL;
    }
}

void problem_set_error(struct problem *problem, int error)
{
    problem_set(problem, find_remedy(error), "%s", xrom_error_text(error));
}

void problem_set_host(struct problem *problem, int error)
{
    problem_set(problem, error == ENOENT || error == ENOTDIR ? "check the path" : NULL, "%s", strerror(error));
}

void problem_locate(struct problem *problem, const struct xrom_image *image, uint32_t offset)
{
    free(problem->path);
    problem->path = place_path(image, offset, &problem->path_size);
    problem->located = true;
    problem->offset = offset;
}

int image_check(const struct xrom_image *image, struct xrom_fault *fault)
{
    uint32_t *levels = NULL;
    uint32_t level_count = FIRST_LEVELS;
    int error;

    /* A directory takes two bytes at least, so the size of the image bounds the depth, and with it this loop. */
    for (;;) {
        levels = memory_grow(levels, level_count, sizeof *levels);
        error = xrom_check(image, levels, level_count, fault);
        if (error != XROM_ERR_LEVELS || level_count > image->size) {
            break;
        }
        level_count *= 2;
    }
    free(levels);
    return error;
}

bool problem_check(struct problem *problem, const struct xrom_image *image)
{
    struct xrom_fault fault;
    int error = image_check(image, &fault);

    if (error) {
        problem_set_error(problem, error);
        problem_locate(problem, image, fault.offset);
    }
    return error == XROM_OK;
}

void problem_find(struct problem *problem, const struct xrom_image *image, int error)
{
    if (!xrom_is_damage(error) || problem_check(problem, image)) {
        problem_set_error(problem, error);
    }
}

static void write_problem(const struct problem *problem)
{
    text_write(stderr, problem->what, strlen(problem->what));
    if (problem->path) {
        fputs(" (path ", stderr);
        text_write_short(stderr, problem->path, problem->path_size);
        if (problem->located) {
            fprintf(stderr, ", offset %" PRIu32, problem->offset);
        }
        fputc(')', stderr);
    }
    if (problem->remedy) {
        fprintf(stderr, "; %s", problem->remedy);
    }
}

void problem_report(const struct problem *problem, const char *file)
{
    bool colour = text_has_colour(stderr);

    begin(file);
    fputs(colour ? TEXT_RED : "", stderr);
    write_problem(problem);
    fputs(colour ? TEXT_PLAIN "\n" : "\n", stderr);
}

void problem_warn(const struct problem *problem, const char *file)
{
    begin(file);
    fputs("warning: ", stderr);
    write_problem(problem);
    fputc('\n', stderr);
}

void problem_clear(struct problem *problem)
{
    free(problem->path);
    problem->path = NULL;
}
