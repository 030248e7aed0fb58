/* SPDX-License-Identifier: MIT */
/* Which modules of an image are stored compressed, so that nothing can import them. */
#ifndef XROM_TOOL_AUDIT_ENCODED_H
#define XROM_TOOL_AUDIT_ENCODED_H

#include "image/input.h"

/* Their paths, without a leading '/', in order. Begins as all zero. */
struct audit_encoded {
    char **paths;
    size_t count, capacity;
};

/* Finds those of an image. False after a message. */
bool audit_encoded_find(struct audit_encoded *encoded, const struct input *input);

bool audit_encoded_has(const struct audit_encoded *encoded, const char *path);

void audit_encoded_clear(struct audit_encoded *encoded);

#endif
