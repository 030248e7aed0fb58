/* SPDX-License-Identifier: MIT */
/* Names as firmware has them: 6 to 20 characters, like "display_12.py"; 13 on average for files. */
#ifndef BENCH_NAME_H
#define BENCH_NAME_H

#include "random.h"

enum {
    BENCH_NAME_SIZE = 21 /* with the zero */
};

/* A name that ends with `suffix`, which has at most 4 characters. */
void bench_name(struct bench_random *random, const char *suffix, char name[BENCH_NAME_SIZE]);

#endif
