/* SPDX-License-Identifier: MIT */
/* SHA-256 as FIPS 180-4 describes it: plain and slow. */
#include "openssl/evp.h"

#include <string.h>

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, int count)
{
    return word >> count | word << (32 - count);
}

static void add_block(uint32_t hash[8], const uint8_t block[64])
{
    uint32_t words[64], state[8];

    for (int i = 0; i < 64; i++) {
        if (i < 16) {
            words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
        } else {
            uint32_t early = words[i - 15], late = words[i - 2];
            words[i] = words[i - 16] + words[i - 7] + (rotate(early, 7) ^ rotate(early, 18) ^ early >> 3) +
                       (rotate(late, 17) ^ rotate(late, 19) ^ late >> 10);
        }
    }
    memcpy(state, hash, sizeof state);
    for (int i = 0; i < 64; i++) {
        uint32_t e = state[4], a = state[0];
        uint32_t first = state[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                         ((e & state[5]) ^ (~e & state[6])) + constants[i] + words[i];
        uint32_t second =
            (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & state[1]) ^ (a & state[2]) ^ (state[1] & state[2]));
        memmove(state + 1, state, 7 * sizeof *state);
        state[4] += first;
        state[0] = first + second;
    }
    for (int i = 0; i < 8; i++) {
        hash[i] += state[i];
    }
}

int EVP_Digest(const void *data, size_t size, uint8_t *digest, unsigned *digest_size, const void *type, void *engine)
{
    uint32_t hash[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const uint8_t *bytes = data;
    uint8_t block[64];
    size_t left = size;

    (void)type;
    (void)engine;
    for (; left >= 64; left -= 64, bytes += 64) {
        add_block(hash, bytes);
    }
    memset(block, 0, sizeof block);
    if (left > 0) {
        memcpy(block, bytes, left);
    }
    block[left] = 0x80;
    if (left >= 56) {
        add_block(hash, block);
        memset(block, 0, sizeof block);
    }
    for (int i = 0; i < 8; i++) {
        block[63 - i] = (uint8_t)((uint64_t)size * 8 >> 8 * i);
    }
    add_block(hash, block);
    for (int i = 0; i < 32; i++) {
        digest[i] = (uint8_t)(hash[i / 4] >> (24 - i % 4 * 8));
    }
    if (digest_size) {
        *digest_size = 32;
    }
    return 1;
}
