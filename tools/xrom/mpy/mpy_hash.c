/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>

#include "host/signals.h"
#include "mpy/mpy_hash.h"
#include "text/message.h"

static void need(int good)
{
    if (!good) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
        give_up();
    }
}

void mpy_hash_begin(struct mpy_hash *hash)
{
    hash->context = EVP_MD_CTX_new();
    need(hash->context && EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL) == 1);
}

void mpy_hash_add(struct mpy_hash *hash, const void *bytes, size_t size)
{
    uint8_t front[8];

    for (unsigned i = 0; i < sizeof front; i++) {
        front[i] = (uint8_t)((uint64_t)size >> 8 * i);
    }
    need(EVP_DigestUpdate(hash->context, front, sizeof front) == 1 &&
         EVP_DigestUpdate(hash->context, bytes, size) == 1);
}

void mpy_hash_end(struct mpy_hash *hash, uint8_t key[MPY_KEY_SIZE])
{
    need(EVP_DigestFinal_ex(hash->context, key, NULL) == 1);
    EVP_MD_CTX_free(hash->context);
}
