/* SPDX-License-Identifier: MIT */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <bcrypt.h>

#include "host/signals.h"
#include "mpy/mpy_hash.h"
#include "text/message.h"

static void need(NTSTATUS status)
{
    if (status != 0) {
        message(NULL, "Windows has no SHA-256 or no memory for it; end other programs, or use a machine with more");
        give_up();
    }
}

void mpy_hash_begin(struct mpy_hash *hash)
{
    need(BCryptOpenAlgorithmProvider(&hash->algorithm, BCRYPT_SHA256_ALGORITHM, NULL, 0));
    need(BCryptCreateHash(hash->algorithm, &hash->context, NULL, 0, NULL, 0, 0));
}

void mpy_hash_add(struct mpy_hash *hash, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;
    uint8_t front[8];

    for (unsigned i = 0; i < sizeof front; i++) {
        front[i] = (uint8_t)((uint64_t)size >> 8 * i);
    }
    need(BCryptHashData(hash->context, front, sizeof front, 0));
    while (size > 0) {
        ULONG part = size < ULONG_MAX ? (ULONG)size : ULONG_MAX;
        /* It is only read. */
        need(BCryptHashData(hash->context, (PUCHAR)(uintptr_t)next, part, 0));
        next += part;
        size -= part;
    }
}

void mpy_hash_end(struct mpy_hash *hash, uint8_t key[MPY_KEY_SIZE])
{
    need(BCryptFinishHash(hash->context, key, MPY_KEY_SIZE, 0));
    BCryptDestroyHash(hash->context);
    BCryptCloseAlgorithmProvider(hash->algorithm, 0);
}
