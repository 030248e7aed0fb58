/* SPDX-License-Identifier: MIT */
/*
 * Motorola S-records: lines of 'S', a type, and bytes as two digits each: the count of those that follow, an address of 2 to
 * 4 bytes, data, and a sum that makes all of them add up to ff.
 */
#include <string.h>

#include "digits.h"

struct s19_reader {
    struct xrom_flash *flash;
    struct xrom_part *part;
    struct xrom_lines lines;
    size_t data_count; /* records of data so far */
    bool is_counted;   /* and a record has told their number */
    bool has_ended;
};

/* How many bytes of a record of a type are an address, or a count; 0: there is no such type. */
static size_t address_size(char type)
{
    static const uint8_t sizes[] = {2, 2, 3, 4, 0, 2, 3, 4, 3, 2};

    return type >= '0' && type <= '9' ? sizes[type - '0'] : 0;
}

/* Takes a record, whose length and sum are right; `value` is its address, or count. */
static int read_record(struct s19_reader *reader, char type, uint32_t value, const uint8_t *data, size_t size)
{
    switch (type) {
    case '0': return XROM_OK; /* a name */
    case '5':
    case '6':
        reader->is_counted = value == reader->data_count;
        return reader->is_counted
                   ? XROM_OK
                   : xrom_lines_fail(reader->flash, &reader->lines, "this is not how many records of data there are");
    case '7':
    case '8':
    case '9': reader->has_ended = true; return XROM_OK;
    default: break;
    }
    if (size > UINT64_C(0x100000000) - value) {
        return xrom_lines_fail(reader->flash, &reader->lines, "data runs past the last address");
    }
    reader->data_count++;
    reader->is_counted = false;
    return xrom_part_append(reader->flash, reader->part, value, data, size);
}

static int read_line(struct s19_reader *reader)
{
    const struct xrom_lines *lines = &reader->lines;
    char type = lines->size > 1 ? (char)lines->line[1] : '\0';
    size_t around = address_size(type) + 2;
    struct xrom_record_shape shape = {2, around, 1, 0xff};
    uint8_t record[XROM_RECORD_MAX];
    uint32_t value = 0;
    size_t count;
    int error;

    if (reader->has_ended) {
        return xrom_lines_fail(reader->flash, lines, "something follows the record of the end");
    }
    if (lines->line[0] != 'S' || address_size(type) == 0) {
        return xrom_lines_fail(reader->flash, lines, "not an S-record");
    }
    error = xrom_lines_record(reader->flash, lines, &shape, record, &count);
    if (error) {
        return error;
    }
    for (size_t i = 0; i < address_size(type); i++) {
        value = value << 8 | record[1 + i];
    }
    return read_record(reader, type, value, record + around - 1, count - around);
}

int xrom_s19_read(struct xrom_flash *flash, const uint8_t *bytes, size_t size)
{
    struct s19_reader reader = {.flash = flash, .lines = {.next = bytes, .end = bytes + size}};
    int error = XROM_OK;

    reader.part = xrom_flash_need_part(flash, XROM_FAMILY_NONE);
    if (!reader.part) {
        return XROM_ERR_FILE;
    }
    while (!error && xrom_lines_next(&reader.lines)) {
        error = read_line(&reader);
    }
    /* Some tools write no record of the end where there is no address to start at; a count tells the end as well. */
    return error || reader.has_ended || reader.is_counted ? error : xrom_lines_fail_end(flash, &reader.lines);
}

/* Writes a record of a type with up to XROM_LINE_BYTES of data. */
static void write_record(struct xrom_line_writer *writer, char type, uint32_t value, const void *data, size_t size)
{
    const char start[] = {'S', type, '\0'};
    size_t width = address_size(type);
    uint8_t record[5 + XROM_LINE_BYTES];

    record[0] = (uint8_t)(width + size + 1);
    for (size_t i = 0; i < width; i++) {
        record[1 + i] = (uint8_t)(value >> 8 * (width - 1 - i));
    }
    if (size > 0) {
        memcpy(record + 1 + width, data, size);
    }
    xrom_line_write(writer, start, record, 1 + width + size, false);
}

int xrom_s19_write(const struct xrom_part *part, const struct xrom_sink *sink)
{
    const struct xrom_segment *last = &part->segments[part->segment_count - 1];
    uint64_t end = (uint64_t)last->address + last->size - 1;
    struct xrom_line_writer writer = {.sink = sink};
    unsigned kind = end > 0xffffff ? 3 : end > 0xffff ? 2 : 1;
    uint32_t count = 0;

    write_record(&writer, '0', 0, "xrom", 4);
    for (size_t i = 0; i < part->segment_count && !writer.error; i++) {
        const struct xrom_segment *segment = &part->segments[i];
        size_t size;
        for (size_t done = 0; done < segment->size && !writer.error; done += size) {
            size = segment->size - done < XROM_LINE_BYTES ? segment->size - done : XROM_LINE_BYTES;
            write_record(&writer, (char)('0' + kind), segment->address + (uint32_t)done,
                         part->bytes + segment->offset + done, size);
            count++;
        }
    }
    /* No record can hold a larger count. */
    if (count <= 0xffffff) {
        write_record(&writer, count > 0xffff ? '6' : '5', count, NULL, 0);
    }
    write_record(&writer, (char)('0' + 10 - kind), 0, NULL, 0);
    return xrom_line_finish(&writer);
}
