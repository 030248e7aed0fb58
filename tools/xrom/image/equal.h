/* SPDX-License-Identifier: MIT */
/* Which files of two images have equal data. */
#ifndef XROM_TOOL_EQUAL_H
#define XROM_TOOL_EQUAL_H

#include "image/contents.h"

/*
 * Numbers the groups of files of equal data. However many files share a piece of data it is looked at once. False after a
 * message: the pieces overlap so much that they are far more than the images could need.
 */
bool equal_find(struct contents *old, struct contents *new, uint64_t image_sizes);

#endif
