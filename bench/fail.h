/* SPDX-License-Identifier: MIT */
/* A benchmark that cannot go on says why and ends: it must not print figures of something else. */
#ifndef BENCH_FAIL_H
#define BENCH_FAIL_H

#include <stddef.h>

/* printf-like; ends the program with 1. */
_Noreturn void bench_fail(const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 1, 2)))
#endif
    ;

/* Memory of at least 1 byte. */
void *bench_alloc(size_t size);

#endif
