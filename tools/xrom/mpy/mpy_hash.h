/* SPDX-License-Identifier: MIT */
/* The keys of what is compiled. */
#ifndef XROM_TOOL_MPY_HASH_H
#define XROM_TOOL_MPY_HASH_H

#include "host/sha256.h"

/* Bytes of a key. */
enum { MPY_KEY_SIZE = SHA256_SIZE };

/* A hash over several things, each with its size, so that no two lists of things are alike. SHA-256. */
struct mpy_hash {
    struct sha256 sha256;
};

void mpy_hash_begin(struct mpy_hash *hash);
void mpy_hash_add(struct mpy_hash *hash, const void *bytes, size_t size);
void mpy_hash_end(struct mpy_hash *hash, uint8_t key[MPY_KEY_SIZE]);

#endif
