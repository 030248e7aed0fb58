/* SPDX-License-Identifier: MIT */
/* Raw binary: what stands in flash, byte for byte. */
#include <string.h>

#include "flash.h"

/* The sink gets no more at once. Bytes. */
enum { PART_MAX = 1024 * 1024 };

static int write_bytes(const struct xrom_sink *sink, const uint8_t *bytes, size_t size)
{
    int error = XROM_OK;

    for (size_t done = 0; done < size && !error;) {
        size_t part = size - done < PART_MAX ? size - done : PART_MAX;
        error = sink->write(sink->context, bytes + done, part);
        done += part;
    }
    return error;
}

static int write_hole(const struct xrom_sink *sink, uint64_t size)
{
    uint8_t erased[4096];
    int error = XROM_OK;

    memset(erased, 0xff, sizeof erased);
    while (size > 0 && !error) {
        size_t part = size < sizeof erased ? (size_t)size : sizeof erased;
        error = sink->write(sink->context, erased, part);
        size -= part;
    }
    return error;
}

int xrom_binary_write(const struct xrom_part *part, const struct xrom_sink *sink)
{
    const struct xrom_segment *last = &part->segments[part->segment_count - 1];
    uint64_t next = part->segments[0].address;
    int error = XROM_OK;

    if ((uint64_t)last->address + last->size - next > XROM_FLASH_SPAN_MAX) {
        return XROM_ERR_RANGE;
    }
    for (size_t i = 0; i < part->segment_count && !error; i++) {
        const struct xrom_segment *segment = &part->segments[i];
        error = write_hole(sink, segment->address - next);
        if (!error) {
            error = write_bytes(sink, part->bytes + segment->offset, segment->size);
        }
        next = (uint64_t)segment->address + segment->size;
    }
    return error;
}
