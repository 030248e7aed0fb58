/* SPDX-License-Identifier: MIT */
#include "input_align.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "about.h"
#include "records.h"
#include "signals.h"

/* The most that the builder asks for. Bytes. */
enum { ALIGN_MAX = 65536 };

int input_align_open(struct xrom_image *image, const uint8_t *bytes, size_t size, uint8_t **copy)
{
    uint32_t limit = size < XROM_SIZE_MAX ? (uint32_t)size : XROM_SIZE_MAX;
    const struct xrom_image whole = {bytes, limit, 0, 0};
    uint32_t position = 0;
    struct record record;
    size_t room;

    /* What has an alignment of its own has a first record that could be read. */
    if (about_align(bytes, limit) > ALIGN_MAX || !record_next(&whole, &position, limit, &record)) {
        return XROM_ERR_UNALIGNED;
    }
    room = ((size_t)record.end + ALIGN_MAX - 1) & ~((size_t)ALIGN_MAX - 1);
    *copy = aligned_alloc(ALIGN_MAX, room);
    if (!*copy) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
        give_up();
    }
    memcpy(*copy, bytes, record.end);
    return xrom_open(image, *copy, record.end);
}

int input_align(struct input *input)
{
    uint32_t limit = input->size < XROM_SIZE_MAX ? (uint32_t)input->size : XROM_SIZE_MAX;
    uint64_t align = about_align(input->bytes, limit);
    int error = input_align_open(&input->image, input->bytes, input->size, &input->aligned);

    if (input->aligned && input->place % align != 0) {
        message(input->name,
                input->flash ? "warning: the address 0x%" PRIx64 " breaks the alignment of %" PRIu64
                               " bytes that the image needs; move it in the flash, or build it with less --align"
                             : "warning: --offset %" PRIu64 " breaks the alignment of %" PRIu64
                               " bytes that the image needs; move it in the flash, or build it with less --align",
                input->place, align);
    }
    return error;
}
