/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/text.h"

/* The range of the second byte of a character; those after it are 80 to bf. It excludes overlong forms and surrogates. */
static bool second_is_valid(unsigned char first, unsigned char second)
{
    unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

    return second >= low && second <= high;
}

size_t text_character(const char *text, size_t size)
{
    const unsigned char *byte = (const unsigned char *)text;
    size_t length = byte[0] < 0x80 ? 1 : byte[0] < 0xc2 ? 0 : byte[0] < 0xe0 ? 2 : byte[0] < 0xf0 ? 3 : 4;

    if (byte[0] > 0xf4 || length > size) {
        return 0;
    }
    if (length > 1 && !second_is_valid(byte[0], byte[1])) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((byte[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

bool text_is_valid(const char *text, size_t size)
{
    size_t position = 0;

    while (position < size) {
        size_t length = text_character(text + position, size - position);
        if (length == 0) {
            return false;
        }
        position += length;
    }
    return true;
}

/* True for characters that change the direction of the text behind them: U+202A to U+202E, U+2066 to U+2069. */
static bool turns_text(const char *character)
{
    const unsigned char *byte = (const unsigned char *)character;

    return byte[0] == 0xe2 && ((byte[1] == 0x80 && byte[2] >= 0xaa && byte[2] <= 0xae) ||
                               (byte[1] == 0x81 && byte[2] >= 0xa6 && byte[2] <= 0xa9));
}

/* The size of the character at `text` if it can be shown as it is, else 0. U+0080 to U+009F are control characters too. */
static size_t harmless(const char *text, size_t size)
{
    unsigned char first = (unsigned char)text[0];
    size_t length;

    if (first < 0x80) {
        return first >= 0x20 && first != 0x7f && first != '\\';
    }
    length = text_character(text, size);
    if (length == 2 && first == 0xc2 && (unsigned char)text[1] < 0xa0) {
        return 0;
    }
    return length == 3 && turns_text(text) ? 0 : length;
}

void text_write_plain(FILE *file, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        putc_unlocked(text[i], file);
    }
}

void text_write_hex(FILE *file, char byte)
{
    static const char digits[] = "0123456789abcdef";

    putc_unlocked(digits[(unsigned char)byte >> 4], file);
    putc_unlocked(digits[(unsigned char)byte & 15], file);
}

size_t text_write(FILE *file, const char *text, size_t size)
{
    size_t written = 0;
    size_t length;

    for (size_t position = 0; position < size; position += length) {
        length = harmless(text + position, size - position);
        if (length > 0) {
            text_write_plain(file, text + position, length);
            written += length;
            continue;
        }
        length = 1;
        if (text[position] == '\\') {
            text_write_plain(file, "\\\\", 2);
            written += 2;
        } else {
            text_write_plain(file, "\\x", 2);
            text_write_hex(file, text[position]);
            written += 4;
        }
    }
    return written;
}

size_t text_width(const char *text, size_t size)
{
    size_t width = 0;
    size_t length;

    for (size_t position = 0; position<size; position += length> 0 ? length : 1) {
        length = harmless(text + position, size - position);
        width += length > 0 ? 1 : text[position] == '\\' ? 2 : 4;
    }
    return width;
}

void text_write_short(FILE *file, const char *text, size_t size)
{
    if (size <= TEXT_SHORT) {
        text_write(file, text, size);
        return;
    }
    text_write(file, text, TEXT_SHORT / 2);
    fputs("...", file);
    text_write(file, text + size - TEXT_SHORT / 2, TEXT_SHORT / 2);
}

const char *text_plural(uint64_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}

void text_write_counts(FILE *file, uint64_t files, uint64_t directories, uint64_t bytes)
{
    fprintf(file, "%" PRIu64 " %s, ", files, text_plural(files, "file", "files"));
    fprintf(file, "%" PRIu64 " %s, ", directories, text_plural(directories, "directory", "directories"));
    fprintf(file, "%" PRIu64 " %s", bytes, text_plural(bytes, "byte", "bytes"));
}

bool text_has_colour(FILE *file)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if ((refused && *refused) || (terminal && strcmp(terminal, "dumb") == 0)) {
        return false;
    }
    return isatty(fileno(file)) == 1;
}
