/* SPDX-License-Identifier: MIT */
/* The way back from an offset in an image to a path, whose names may hold any byte. */
#ifndef XROM_TOOL_PLACE_H
#define XROM_TOOL_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include <xrom/xrom.h>

/* The path of what stands at an offset, and its size in bytes; a zero stands behind it. To be freed. */
char *place_path(const struct xrom_image *image, uint32_t offset, size_t *size);

#endif
