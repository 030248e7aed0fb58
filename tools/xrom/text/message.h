/* SPDX-License-Identifier: MIT */
/* Messages on standard error: "xrom: FILE: what is wrong (where); what to do". */
#ifndef XROM_TOOL_MESSAGE_H
#define XROM_TOOL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/xrom.h>

#include "host/status.h"

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

/* What is wrong with an image. */
struct problem {
    char what[160];
    const char *remedy; /* what to do, or null */
    char *path;         /* in the image, or null; to be freed by problem_clear() */
    size_t path_size;
    bool located;
    uint32_t offset; /* in the image, where `located` */
};

/* Writes a message about a file, or about nothing in particular (null). All of it is escaped as text_write() does it. */
void message(const char *file, const char *format, ...) PRINTF_LIKE(2, 3);

/* Writes a message in which names have been escaped already, as the builder gives it. */
void message_escaped(const char *text);

/* Writes what another program said, below a message: so many lines at most, each escaped and indented. */
void message_quote(const char *words, size_t size, unsigned lines);

/* States a problem. Frees nothing: for a new one. `remedy` must be constant text, or null. */
void problem_set(struct problem *problem, const char *remedy, const char *format, ...) PRINTF_LIKE(3, 4);

/* Notes which path in the image it is about; the text is copied. */
void problem_set_path(struct problem *problem, const char *path, size_t path_size);

/* Notes where in the image it is: an offset, and the path of what is there. */
void problem_locate(struct problem *problem, const struct xrom_image *image, uint32_t offset);

/* States what an error of the library means. */
void problem_set_error(struct problem *problem, int error);

/*
 * The same for an error that a function met which does not tell where: for damage, looks for the first fault of the
 * image.
 */
void problem_find(struct problem *problem, const struct xrom_image *image, int error);

/* States why the host gives no file; `error` is a value of errno. */
void problem_set_host(struct problem *problem, int error);

/* xrom_check(), however deep the image is. */
int image_check(const struct xrom_image *image, struct xrom_fault *fault);

/* Checks a whole image, however deep. True where it is sound; else states the first fault and where it is. */
bool problem_check(struct problem *problem, const struct xrom_image *image);

/* Writes it, as an error. */
void problem_report(const struct problem *problem, const char *file);

/* Writes it, as a warning. */
void problem_warn(const struct problem *problem, const char *file);

/* Frees what it holds. */
void problem_clear(struct problem *problem);

#endif
