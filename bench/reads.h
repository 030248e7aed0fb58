/* SPDX-License-Identifier: MIT */
/* What lookups read of the flash: exact, as the RAM simulator counts it. Needs the library compiled with XROM_TRACE. */
#ifndef BENCH_READS_H
#define BENCH_READS_H

#include "cases.h"
#include "image.h"

/* Distinct 32-bit words and 8-byte lines per lookup: what a cold cache would fetch. */
struct bench_reads {
    double words_mean, lines_mean;
    uint32_t words_worst, lines_worst;
};

/* Counts a case: each file of the tree once, or one miss beside each file. `plain` as in bench_image_lookup(). */
void bench_reads_count(struct bench_reads *reads, const struct bench_tree *tree, const struct bench_image *image,
                       enum bench_case what, bool plain);

#endif
