/* SPDX-License-Identifier: MIT */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <bcrypt.h>

#include "host/sha256.h"
#include "host/signals.h"
#include "text/message.h"

static void need(NTSTATUS status)
{
    if (status != 0) {
        message(NULL, "Windows has no SHA-256 or no memory for it; end other programs, or use a machine with more");
        give_up();
    }
}

void sha256_begin(struct sha256 *hash)
{
    need(BCryptOpenAlgorithmProvider(&hash->algorithm, BCRYPT_SHA256_ALGORITHM, NULL, 0));
    need(BCryptCreateHash(hash->algorithm, &hash->context, NULL, 0, NULL, 0, 0));
}

void sha256_add(struct sha256 *hash, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;

    while (size > 0) {
        ULONG part = size < ULONG_MAX ? (ULONG)size : ULONG_MAX;
        /* It is only read. */
        need(BCryptHashData(hash->context, (PUCHAR)(uintptr_t)next, part, 0));
        next += part;
        size -= part;
    }
}

void sha256_end(struct sha256 *hash, uint8_t digest[SHA256_SIZE])
{
    need(BCryptFinishHash(hash->context, digest, SHA256_SIZE, 0));
    BCryptDestroyHash(hash->context);
    BCryptCloseAlgorithmProvider(hash->algorithm, 0);
}
