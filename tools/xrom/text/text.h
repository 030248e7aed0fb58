/* SPDX-License-Identifier: MIT */
/*
 * Text from images, which nobody has looked at before: a name may hold any byte. For a terminal or a pipe, control
 * characters, those that turn the direction of text, bytes that are no valid UTF-8 and the backslash are written as \xNN
 * and \\, so a name can neither move the cursor nor begin a line, and the exact bytes can be told.
 */
#ifndef XROM_TOOL_TEXT_H
#define XROM_TOOL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* The size of the valid UTF-8 character that begins at `text`, 1 to 4 bytes; 0 where there is none. `size` is at least 1. */
size_t text_character(const char *text, size_t size);

/* True where all of the text is valid UTF-8. */
bool text_is_valid(const char *text, size_t size);

/* Writes text to a stream as it is. Of use for short pieces, of which there may be millions: stdio takes no lock for it. */
void text_write_plain(FILE *file, const char *text, size_t size);

/* Writes a byte as two hexadecimal digits. */
void text_write_hex(FILE *file, char byte);

/* Writes text to a stream, escaped. Returns how many bytes that were. */
size_t text_write(FILE *file, const char *text, size_t size);

/* The columns that text_write() takes on a terminal, if each character has one. */
size_t text_width(const char *text, size_t size);

/* The same as text_write(), but a text of more than TEXT_SHORT bytes loses its middle: for messages. */
enum { TEXT_SHORT = 512 };
void text_write_short(FILE *file, const char *text, size_t size);

/* The word for `count` things: "file" or "files". */
const char *text_plural(uint64_t count, const char *one, const char *many);

/* Writes "12 files, 3 directories, 1 byte". */
void text_write_counts(FILE *file, uint64_t files, uint64_t directories, uint64_t bytes);

/* True where a stream is a terminal that shows colours, and the user has not asked for none (NO_COLOR). */
bool text_has_colour(FILE *file);

#define TEXT_BLUE "\033[1;34m"
#define TEXT_RED "\033[31m"
#define TEXT_PLAIN "\033[0m"

#endif
