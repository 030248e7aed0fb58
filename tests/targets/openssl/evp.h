/* SPDX-License-Identifier: MIT */
/* The part of libcrypto that the tests of the library use, for targets that have no package of it: SHA-256 in one call. */
#ifndef TESTS_TARGETS_EVP_H
#define TESTS_TARGETS_EVP_H

#include <stddef.h>
#include <stdint.h>

#define EVP_MAX_MD_SIZE 64
#define EVP_sha256() NULL

/* `type` and `engine` are null, `digest_size` may be. Returns 1. */
int EVP_Digest(const void *data, size_t size, uint8_t *digest, unsigned *digest_size, const void *type, void *engine);

#endif
