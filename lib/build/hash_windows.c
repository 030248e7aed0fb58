/* SPDX-License-Identifier: MIT */
/* SHA-256 by what Windows has for it. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <bcrypt.h>

#include "hash.h"

#define DIGEST_SIZE 32

bool xrom_hash_begin(struct xrom_hash *hash)
{
    if (!hash->algorithm && BCryptOpenAlgorithmProvider(&hash->algorithm, BCRYPT_SHA256_ALGORITHM, NULL, 0) != 0) {
        hash->algorithm = NULL;
        return false;
    }
    if (hash->context) {
        BCryptDestroyHash(hash->context);
        hash->context = NULL;
    }
    return BCryptCreateHash(hash->algorithm, &hash->context, NULL, 0, NULL, 0, 0) == 0;
}

bool xrom_hash_add(struct xrom_hash *hash, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;
    bool good = true;

    while (good && size > 0) {
        ULONG part = size < ULONG_MAX ? (ULONG)size : ULONG_MAX;
        /* It is only read. */
        good = BCryptHashData(hash->context, (PUCHAR)(uintptr_t)next, part, 0) == 0;
        next += part;
        size -= part;
    }
    return good;
}

bool xrom_hash_finish(struct xrom_hash *hash, uint8_t value[XROM_HASH_SIZE])
{
    uint8_t digest[DIGEST_SIZE];

    if (BCryptFinishHash(hash->context, digest, sizeof digest, 0) != 0) {
        return false;
    }
    memcpy(value, digest, XROM_HASH_SIZE);
    return true;
}

void xrom_hash_end(struct xrom_hash *hash)
{
    if (hash->context) {
        BCryptDestroyHash(hash->context);
    }
    if (hash->algorithm) {
        BCryptCloseAlgorithmProvider(hash->algorithm, 0);
    }
}
