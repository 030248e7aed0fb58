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

int input_align(struct input *input, uint64_t offset)
{
    uint32_t limit = input->size < XROM_SIZE_MAX ? (uint32_t)input->size : XROM_SIZE_MAX;
    uint64_t align = about_align(input->bytes, limit);
    const struct xrom_image whole = {input->bytes, limit, 0, 0};
    uint32_t position = 0;
    struct record record;
    size_t room;

    /* What has an alignment of its own has a first record that could be read. */
    if (align > ALIGN_MAX || !record_next(&whole, &position, limit, &record)) {
        return XROM_ERR_UNALIGNED;
    }
    if (offset % align != 0) {
        message(input->name,
                "warning: --offset %" PRIu64 " breaks the alignment of %" PRIu64
                " bytes that the image needs; move it in the flash, or build it with less --align",
                offset, align);
    }
    room = ((size_t)record.end + ALIGN_MAX - 1) & ~((size_t)ALIGN_MAX - 1);
    input->aligned = aligned_alloc(ALIGN_MAX, room);
    if (!input->aligned) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
        give_up();
    }
    memcpy(input->aligned, input->bytes, record.end);
    return xrom_open(&input->image, input->aligned, record.end);
}
