/* SPDX-License-Identifier: MIT */
/* SHA-256, by what the host has for it. Where that fails, which only takes memory, the tool ends. */
#ifndef XROM_TOOL_SHA256_H
#define XROM_TOOL_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32 };

struct sha256 {
    void *context;
    void *algorithm; /* on Windows */
};

void sha256_begin(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const void *bytes, size_t size);
void sha256_end(struct sha256 *hash, uint8_t digest[SHA256_SIZE]);

#endif
