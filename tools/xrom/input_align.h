/* SPDX-License-Identifier: MIT */
/* An image at an address that it needs: those of mappings and buffers are multiples of 4096 or less. */
#ifndef XROM_TOOL_INPUT_ALIGN_H
#define XROM_TOOL_INPUT_ALIGN_H

#include "input.h"

/*
 * Opens an image which xrom_open() refused for its address, as a copy. `offset` is where it stands in the file: a
 * warning tells where that breaks the alignment. Returns what xrom_open() says about the copy.
 */
int input_align(struct input *input, uint64_t offset);

#endif
