/* SPDX-License-Identifier: MIT */
#include "digits.h"

#include <string.h>

int xrom_digit(uint8_t character)
{
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    if (character >= 'A' && character <= 'F') {
        return character - 'A' + 10;
    }
    return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

static bool is_space(uint8_t character)
{
    return character == ' ' || character == '\t' || character == '\r';
}

bool xrom_lines_next(struct xrom_lines *lines)
{
    do {
        const uint8_t *end;
        if (lines->next == lines->end) {
            return false;
        }
        lines->line = lines->next;
        end = memchr(lines->line, '\n', (size_t)(lines->end - lines->line));
        lines->next = end ? end + 1 : lines->end;
        end = end ? end : lines->end;
        while (end > lines->line && is_space(end[-1])) {
            end--;
        }
        lines->size = (size_t)(end - lines->line);
        lines->number++;
    } while (lines->size == 0);
    return true;
}

int xrom_lines_fail(struct xrom_flash *flash, const struct xrom_lines *lines, const char *what)
{
    return xrom_flash_fail(flash, XROM_ERR_FILE, "line %zu: %s; make the file anew", lines->number, what);
}

int xrom_lines_fail_end(struct xrom_flash *flash, const struct xrom_lines *lines)
{
    return xrom_flash_fail(flash, XROM_ERR_FILE, "it is cut off: no record of its end follows line %zu; copy it again",
                           lines->number);
}

static int read_bytes(struct xrom_flash *flash, const struct xrom_lines *lines, size_t first, uint8_t *bytes,
                      size_t *count)
{
    size_t digits = lines->size - first;

    if (digits % 2 != 0 || digits / 2 > XROM_RECORD_MAX) {
        return xrom_lines_fail(flash, lines, "the length of the record does not fit the line");
    }
    for (size_t i = 0; i < digits / 2; i++) {
        int high = xrom_digit(lines->line[first + 2 * i]);
        int low = xrom_digit(lines->line[first + 2 * i + 1]);
        if (high < 0 || low < 0) {
            return xrom_lines_fail(flash, lines, "not only hexadecimal digits");
        }
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    *count = digits / 2;
    return XROM_OK;
}

int xrom_lines_record(struct xrom_flash *flash, const struct xrom_lines *lines, const struct xrom_record_shape *shape,
                      uint8_t bytes[XROM_RECORD_MAX], size_t *count)
{
    uint8_t sum;
    int error = read_bytes(flash, lines, shape->first, bytes, count);

    if (error) {
        return error;
    }
    if (*count < shape->least || *count != bytes[0] + shape->beyond) {
        return xrom_lines_fail(flash, lines, "the length of the record does not fit the line");
    }
    sum = shape->sum; /* less all bytes but the last: what that one must be */
    for (size_t i = 0; i + 1 < *count; i++) {
        sum = (uint8_t)(sum - bytes[i]);
    }
    if (bytes[*count - 1] != sum) {
        return xrom_flash_fail(flash, XROM_ERR_FILE,
                               "line %zu: the checksum is %02x, that of its bytes %02x; copy the file again",
                               lines->number, bytes[*count - 1], sum);
    }
    return XROM_OK;
}

static void flush(struct xrom_line_writer *writer)
{
    if (writer->used > 0 && !writer->error) {
        writer->error = writer->sink->write(writer->sink->context, writer->text, writer->used);
    }
    writer->used = 0;
}

static void put_byte(struct xrom_line_writer *writer, uint8_t byte)
{
    static const char digits[] = "0123456789ABCDEF";

    writer->text[writer->used++] = digits[byte >> 4];
    writer->text[writer->used++] = digits[byte & 15];
}

void xrom_line_write(struct xrom_line_writer *writer, const char *start, const uint8_t *bytes, size_t count,
                     bool is_hex)
{
    uint8_t sum = 0;

    if (writer->used + strlen(start) + 2 * (size_t)XROM_RECORD_MAX + 1 > sizeof writer->text) {
        flush(writer);
    }
    memcpy(writer->text + writer->used, start, strlen(start));
    writer->used += strlen(start);
    for (size_t i = 0; i < count; i++) {
        put_byte(writer, bytes[i]);
        sum = (uint8_t)(sum + bytes[i]);
    }
    /* HEX: all bytes of a record add up to 0; S-records: to ff. */
    put_byte(writer, is_hex ? (uint8_t)(0 - sum) : (uint8_t)~sum);
    writer->text[writer->used++] = '\n';
}

int xrom_line_finish(struct xrom_line_writer *writer)
{
    flush(writer);
    return writer->error;
}
