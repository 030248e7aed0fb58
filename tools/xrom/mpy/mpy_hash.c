/* SPDX-License-Identifier: MIT */
#include "mpy/mpy_hash.h"

void mpy_hash_begin(struct mpy_hash *hash)
{
    sha256_begin(&hash->sha256);
}

void mpy_hash_add(struct mpy_hash *hash, const void *bytes, size_t size)
{
    uint8_t front[8];

    for (unsigned i = 0; i < sizeof front; i++) {
        front[i] = (uint8_t)((uint64_t)size >> 8 * i);
    }
    sha256_add(&hash->sha256, front, sizeof front);
    sha256_add(&hash->sha256, bytes, size);
}

void mpy_hash_end(struct mpy_hash *hash, uint8_t key[MPY_KEY_SIZE])
{
    sha256_end(&hash->sha256, key);
}
