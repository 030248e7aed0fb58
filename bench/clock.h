/* SPDX-License-Identifier: MIT */
/* Times, and their medians. */
#ifndef BENCH_CLOCK_H
#define BENCH_CLOCK_H

#include <stddef.h>

/* Seconds since some moment. */
double bench_clock(void);

/* The median of at least one value, which this sorts. */
double bench_median(double *values, size_t count);

#endif
