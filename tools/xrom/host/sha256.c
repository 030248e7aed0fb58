/* SPDX-License-Identifier: MIT */
#include <openssl/evp.h>

#include "host/sha256.h"
#include "host/signals.h"
#include "text/message.h"

static void need(int good)
{
    if (!good) {
        message(NULL, "out of memory; end other programs, or use a machine with more");
        give_up();
    }
}

void sha256_begin(struct sha256 *hash)
{
    hash->context = EVP_MD_CTX_new();
    need(hash->context && EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL) == 1);
}

void sha256_add(struct sha256 *hash, const void *bytes, size_t size)
{
    need(EVP_DigestUpdate(hash->context, bytes, size) == 1);
}

void sha256_end(struct sha256 *hash, uint8_t digest[SHA256_SIZE])
{
    need(EVP_DigestFinal_ex(hash->context, digest, NULL) == 1);
    EVP_MD_CTX_free(hash->context);
}
