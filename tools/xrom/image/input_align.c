/* SPDX-License-Identifier: MIT */
#include "image/input_align.h"

#include <inttypes.h>
#include <string.h>

#include <xrom/build.h>
#include <xrom/record.h>

#include "host/memory.h"
#include "image/about.h"

int input_align_open(struct xrom_image *image, const uint8_t *bytes, size_t size, uint8_t **copy)
{
    uint32_t image_size, align;
    uint8_t *aligned;
    int error = xrom_inspect(bytes, size, &image_size, &align);

    *copy = NULL;
    /* More is refused wherever the bytes happen to lie. */
    if (error || align > XROM_DATA_ALIGN_MAX) {
        return error ? error : XROM_ERR_UNALIGNED;
    }
    error = xrom_open(image, bytes, size);
    if (error != XROM_ERR_UNALIGNED) {
        return error;
    }
    *copy = memory_grow(NULL, (size_t)image_size + XROM_DATA_ALIGN_MAX - 1, 1);
    aligned = *copy + -(uintptr_t)*copy % XROM_DATA_ALIGN_MAX;
    memcpy(aligned, bytes, image_size);
    return xrom_open(image, aligned, image_size);
}

int input_align(struct input *input)
{
    uint64_t align = about_align(input->bytes, input->size);
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
