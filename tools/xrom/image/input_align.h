/* SPDX-License-Identifier: MIT */
/* An image at an address that it needs: those of mappings and buffers are multiples of 4096 or less. */
#ifndef XROM_TOOL_INPUT_ALIGN_H
#define XROM_TOOL_INPUT_ALIGN_H

#include "image/input.h"

/*
 * Opens an image which xrom_open() refused for its address, as a copy. A warning tells where its place
 * breaks the alignment. Returns what xrom_open() says about the copy.
 */
int input_align(struct input *input);

/*
 * Opens an image of at most `size` bytes as a copy, which is to be freed, also where that fails. Returns what xrom_open()
 * says about the copy.
 */
int input_align_open(struct xrom_image *image, const uint8_t *bytes, size_t size, uint8_t **copy);

#endif
