/* SPDX-License-Identifier: MIT */
/* Random numbers that are the same everywhere: xorshift64*, of a seed that is not 0. */
#ifndef BENCH_RANDOM_H
#define BENCH_RANDOM_H

#include <stdint.h>

struct bench_random {
    uint64_t state;
};

static inline uint32_t bench_random_bits(struct bench_random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return (uint32_t)(random->state * UINT64_C(0x2545f4914f6cdd1d) >> 32);
}

/* A number less than `limit`, which is not 0. */
static inline uint32_t bench_random_below(struct bench_random *random, uint32_t limit)
{
    return (uint32_t)((uint64_t)bench_random_bits(random) * limit >> 32);
}

#endif
