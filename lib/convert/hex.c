/* SPDX-License-Identifier: MIT */
/*
 * Intel HEX: lines of ':' and bytes as two digits each: their count, an address of 16 bits, a type, data, and a sum that
 * makes all of them add up to 0. The rest of the address comes from a record of another type (Hexadecimal Object File
 * Format Specification, revision A).
 */
#include "digits.h"

enum type {
    HEX_DATA = 0,
    HEX_END = 1,
    HEX_SEGMENT = 2, /* the address of a segment of 64 KiB, in units of 16: addresses wrap in it */
    HEX_START_SEGMENT = 3,
    HEX_LINEAR = 4, /* the upper half of the address */
    HEX_START_LINEAR = 5
};

/* Bytes of a record around its data: 4 before, and the sum. */
enum { HEX_AROUND = 5 };

struct hex_reader {
    struct xrom_flash *flash;
    struct xrom_part *part;
    struct xrom_lines lines;
    uint32_t base; /* of addresses */
    bool is_segment, has_ended;
};

static int read_data(struct hex_reader *reader, uint32_t address, const uint8_t *data, size_t size)
{
    if (reader->is_segment && address + size > 0x10000) {
        return xrom_lines_fail(reader->flash, &reader->lines, "data runs past the end of its segment");
    }
    if (size > UINT64_C(0x100000000) - reader->base || address > UINT64_C(0x100000000) - reader->base - size) {
        return xrom_lines_fail(reader->flash, &reader->lines, "data runs past the last address");
    }
    return xrom_part_append(reader->flash, reader->part, reader->base + address, data, size);
}

/* Takes a record, whose sum is right. */
static int read_record(struct hex_reader *reader, const uint8_t *record)
{
    uint8_t size = record[0];
    uint32_t address = (uint32_t)record[1] << 8 | record[2];
    uint32_t value = (uint32_t)record[4] << 8 | record[5]; /* of a record with two bytes, or more */

    switch (record[3]) {
    case HEX_DATA: return read_data(reader, address, record + 4, size);
    case HEX_END: reader->has_ended = true; return XROM_OK;
    case HEX_SEGMENT:
    case HEX_LINEAR:
        if (size != 2) {
            return xrom_lines_fail(reader->flash, &reader->lines, "an address record has two bytes");
        }
        reader->is_segment = record[3] == HEX_SEGMENT;
        reader->base = reader->is_segment ? value << 4 : value << 16;
        return XROM_OK;
    case HEX_START_SEGMENT:
    case HEX_START_LINEAR: return XROM_OK; /* where a program begins is of no use in flash */
    default: return xrom_lines_fail(reader->flash, &reader->lines, "the type of the record is unknown");
    }
}

static int read_line(struct hex_reader *reader)
{
    static const struct xrom_record_shape shape = {1, HEX_AROUND, HEX_AROUND, 0};
    uint8_t record[XROM_RECORD_MAX] = {0};
    size_t count;
    int error;

    if (reader->has_ended) {
        return xrom_lines_fail(reader->flash, &reader->lines, "something follows the record of the end");
    }
    if (reader->lines.line[0] != ':') {
        return xrom_lines_fail(reader->flash, &reader->lines, "not a record of Intel HEX");
    }
    error = xrom_lines_record(reader->flash, &reader->lines, &shape, record, &count);
    return error ? error : read_record(reader, record);
}

int xrom_hex_read(struct xrom_flash *flash, const uint8_t *bytes, size_t size)
{
    struct hex_reader reader = {.flash = flash, .lines = {.next = bytes, .end = bytes + size}};
    int error = XROM_OK;

    reader.part = xrom_flash_need_part(flash, XROM_FAMILY_NONE);
    if (!reader.part) {
        return XROM_ERR_FILE;
    }
    while (!error && xrom_lines_next(&reader.lines)) {
        error = read_line(&reader);
    }
    return error || reader.has_ended ? error : xrom_lines_fail_end(flash, &reader.lines);
}

/* Writes a record with up to XROM_LINE_BYTES of data. */
static void write_record(struct xrom_line_writer *writer, enum type type, uint32_t address, const uint8_t *data,
                         size_t size)
{
    uint8_t record[4 + XROM_LINE_BYTES];

    record[0] = (uint8_t)size;
    record[1] = (uint8_t)(address >> 8);
    record[2] = (uint8_t)address;
    record[3] = (uint8_t)type;
    for (size_t i = 0; i < size; i++) {
        record[4 + i] = data[i];
    }
    xrom_line_write(writer, ":", record, 4 + size, true);
}

int xrom_hex_write(const struct xrom_part *part, const struct xrom_sink *sink)
{
    struct xrom_line_writer writer = {.sink = sink};
    uint32_t upper = 0;

    for (size_t i = 0; i < part->segment_count && !writer.error; i++) {
        const struct xrom_segment *segment = &part->segments[i];
        size_t size;
        for (size_t done = 0; done < segment->size && !writer.error; done += size) {
            uint32_t address = segment->address + (uint32_t)done;
            if (address >> 16 != upper) {
                uint8_t value[2] = {(uint8_t)(address >> 24), (uint8_t)(address >> 16)};
                upper = address >> 16;
                write_record(&writer, HEX_LINEAR, 0, value, sizeof value);
            }
            /* Lines end where addresses are multiples of their length, so none leaves its 64 KiB. */
            size = XROM_LINE_BYTES - address % XROM_LINE_BYTES;
            size = size < segment->size - done ? size : segment->size - done;
            write_record(&writer, HEX_DATA, address & 0xffff, part->bytes + segment->offset + done, size);
        }
    }
    write_record(&writer, HEX_END, 0, NULL, 0);
    return xrom_line_finish(&writer);
}
