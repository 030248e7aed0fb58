/* SPDX-License-Identifier: MIT */
/* Images in flash files: UF2, Intel HEX and S-records, in which bytes have addresses. */
#ifndef XROM_TOOL_INPUT_FLASH_H
#define XROM_TOOL_INPUT_FLASH_H

#include "image/input.h"
#include "image/whole.h"

/*
 * Reads a flash file, and makes the image in it, with what follows it without a hole, the partition. Where there are
 * several --offset picks one. False with a problem.
 */
bool input_read_flash(struct input *input, const struct whole *whole, const struct arguments *arguments,
                      struct problem *problem);

#endif
