/* SPDX-License-Identifier: MIT */
/* Whether what the root says about the whole image stands where readers look for it, and as they expect it. */
#ifndef XROM_TOOL_VERIFY_ROOT_H
#define XROM_TOOL_VERIFY_ROOT_H

#include <xrom/xrom.h>

#include "text/message.h"

/* Looks at the records of an image that is sound, and has a right checksum or none. False with a problem. */
bool verify_root(struct problem *problem, const struct xrom_image *image, bool has_checksum);

#endif
