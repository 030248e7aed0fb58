/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "support.h"
#include "widen.h"

/* Records are written from the last to the first, and each from its end: its length is then known when it is due. */
struct writer {
    const uint8_t *in;
    const struct widening *widening;
    struct widened *out;
    size_t left; /* bytes of the output that are not written yet; they are those at its begin */
};

struct varuint {
    size_t value;
    size_t width; /* in bytes, with its padding */
};

struct record {
    struct varuint kind, length;
    size_t body, end;
};

static struct varuint read_varuint(const uint8_t *in, size_t *position)
{
    struct varuint varuint = {0, 0};

    do {
        varuint.value = varuint.value << 7 | (in[*position + varuint.width] & 0x7f);
    } while (in[*position + varuint.width++] & 0x80);
    *position += varuint.width;
    return varuint;
}

static struct record read_record(const uint8_t *in, size_t position)
{
    struct record record;

    record.kind = read_varuint(in, &position);
    record.length = read_varuint(in, &position);
    record.body = position;
    record.end = position + record.length.value;
    return record;
}

static void write_byte(struct writer *writer, uint8_t byte)
{
    assert_true(writer->left > 0);
    writer->out->bytes[--writer->left] = byte;
}

static void write_bytes(struct writer *writer, size_t position, size_t end)
{
    while (end > position) {
        write_byte(writer, writer->in[--end]);
    }
}

/* Writes a varuint as wide as it was, or wider where its value or the widening needs it. */
static void write_varuint(struct writer *writer, struct varuint varuint)
{
    size_t width = varuint.width;
    uint8_t more = 0;

    if (writer->out->varuint_count++ == writer->widening->number) {
        width += writer->widening->by;
    }
    for (; width > 0 || varuint.value > 0; width -= width > 0) {
        write_byte(writer, (uint8_t)((varuint.value & 0x7f) | more));
        varuint.value >>= 7;
        more = 0x80;
    }
}

static void write_pointer(struct writer *writer, const struct record *record)
{
    size_t position = record->body;
    struct varuint size = read_varuint(writer->in, &position);
    struct varuint offset = read_varuint(writer->in, &position);

    writer->out->has_pointers = true;
    write_bytes(writer, position, record->end);
    write_varuint(writer, offset);
    write_varuint(writer, size);
}

static void write_records(struct writer *writer, size_t position, size_t end);

static void write_entry(struct writer *writer, const struct record *record)
{
    size_t position = record->body;
    struct varuint name_size = read_varuint(writer->in, &position);

    write_records(writer, position + name_size.value, record->end);
    write_bytes(writer, position, position + name_size.value);
    write_varuint(writer, name_size);
}

static void write_record(struct writer *writer, const struct record *record)
{
    size_t behind = writer->left;
    struct varuint length = record->length;

    switch (record->kind.value) {
    case XROM_RECORD_DIRECTORY:
    case XROM_RECORD_FILE: write_entry(writer, record); break;
    case XROM_RECORD_POINTER: write_pointer(writer, record); break;
    case XROM_RECORD_IMAGE: write_records(writer, record->body, record->end); break;
    default: write_bytes(writer, record->body, record->end); break;
    }
    if (writer->widening->mend) {
        length.value = behind - writer->left;
    }
    write_varuint(writer, length);
    write_varuint(writer, record->kind);
}

/* Recurses for each record, so that the last is written first. Vectors are small enough for that. */
static void write_records(struct writer *writer, size_t position, size_t end)
{
    struct record record;

    if (position < end) {
        record = read_record(writer->in, position);
        write_records(writer, record.end, end);
        write_record(writer, &record);
    }
}

struct widened widen(const uint8_t *image, size_t size, const struct widening *widening)
{
    struct widened out = {NULL, 0, 0, false};
    struct writer writer = {image, widening, &out, 0};
    struct record record = read_record(image, 0);
    size_t room = size + widening->by + 64; /* 64: for lengths around it that become a byte longer */

    out.bytes = malloc(room);
    assert_non_null(out.bytes);
    writer.left = room;
    write_bytes(&writer, record.end, size);
    write_record(&writer, &record);
    out.size = room - writer.left;
    memmove(out.bytes, out.bytes + writer.left, out.size);
    return out;
}
