/* SPDX-License-Identifier: MIT */
/* Lines of hexadecimal digits, read and written: what HEX and S-records have in common. */
#ifndef XROM_CONVERT_DIGITS_H
#define XROM_CONVERT_DIGITS_H

#include "flash.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* The most bytes that a record has, all told: 255 of data, and 5 around them in HEX. */
#define XROM_RECORD_MAX 260

/* So many bytes of data are written in a line. */
#define XROM_LINE_BYTES 16

/* The value of a hexadecimal digit, or -1. */
int xrom_digit(uint8_t character);

/* The lines of a text that are not empty. All zero but `next` and `end` at first. */
struct xrom_lines {
    const uint8_t *next, *end;
    size_t number; /* of the line that was read last, from 1 */
    const uint8_t *line;
    size_t size; /* of the line, without white space at its end */
};

/* Goes to the next line. False: there is none. */
bool xrom_lines_next(struct xrom_lines *lines);

/* How the bytes of a record stand in a line. */
struct xrom_record_shape {
    size_t first;  /* characters before the digits */
    size_t least;  /* bytes that the record has without data */
    size_t beyond; /* so many more than its first byte tells */
    uint8_t sum;   /* what all add up to, modulo 256 */
};

/*
 * Reads the bytes that the digits of the line stand for, XROM_RECORD_MAX at most, and holds their number and sum against
 * the shape. 0, or XROM_ERR_FILE with a message.
 */
int xrom_lines_record(struct xrom_flash *flash, const struct xrom_lines *lines, const struct xrom_record_shape *shape,
                      uint8_t bytes[XROM_RECORD_MAX], size_t *count);

/* Says what is wrong with the line. Returns XROM_ERR_FILE. */
int xrom_lines_fail(struct xrom_flash *flash, const struct xrom_lines *lines, const char *what);

/* Says that the end of the text came too early. Returns XROM_ERR_FILE. */
int xrom_lines_fail_end(struct xrom_flash *flash, const struct xrom_lines *lines);

/* Lines that are written, collected to larger pieces. */
struct xrom_line_writer {
    const struct xrom_sink *sink;
    size_t used;
    char text[8192];
    int error; /* what the sink did */
};

/* Writes a line: the text, then the bytes and their sum as digits. XROM_RECORD_MAX - 1 bytes at most. */
void xrom_line_write(struct xrom_line_writer *writer, const char *start, const uint8_t *bytes, size_t count,
                     bool is_hex);

/* Writes what is left, and returns what the sink did. */
int xrom_line_finish(struct xrom_line_writer *writer);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
