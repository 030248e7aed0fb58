/* SPDX-License-Identifier: MIT */
/* An image at an address that it needs: those of mappings and buffers are multiples of 4096 or less. */
#ifndef XROM_TOOL_INPUT_ALIGN_H
#define XROM_TOOL_INPUT_ALIGN_H

#include "image/input.h"

/*
 * Opens the image of an input, as a copy where its address is none that the image can have. A warning tells where its
 * place breaks the alignment. Errors as xrom_open().
 */
int input_align(struct input *input);

/*
 * Opens an image of at most `size` bytes where it lies, or else as a copy, which is to be freed; null: there is none. Errors
 * as xrom_open(); XROM_ERR_UNALIGNED: it needs more than the builder gives.
 */
int input_align_open(struct xrom_image *image, const uint8_t *bytes, size_t size, uint8_t **copy);

#endif
