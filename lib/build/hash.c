/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <openssl/evp.h>

#include "hash.h"

bool xrom_hash_begin(struct xrom_hash *hash)
{
    /* Both are made once: that takes longer than the hash of a small file. */
    if (!hash->context) {
        hash->context = EVP_MD_CTX_new();
        hash->algorithm = EVP_MD_fetch(NULL, "SHA2-256", NULL);
    }
    return hash->context && hash->algorithm && EVP_DigestInit_ex2(hash->context, hash->algorithm, NULL) == 1;
}

bool xrom_hash_add(struct xrom_hash *hash, const void *bytes, size_t size)
{
    return EVP_DigestUpdate(hash->context, bytes, size) == 1;
}

bool xrom_hash_finish(struct xrom_hash *hash, uint8_t value[XROM_HASH_SIZE])
{
    uint8_t digest[EVP_MAX_MD_SIZE];

    if (EVP_DigestFinal_ex(hash->context, digest, NULL) != 1) {
        return false;
    }
    memcpy(value, digest, XROM_HASH_SIZE);
    return true;
}

void xrom_hash_end(struct xrom_hash *hash)
{
    EVP_MD_CTX_free(hash->context);
    EVP_MD_free(hash->algorithm);
}
