/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "fail.h"

void bench_fail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("xrom: bench: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

void *bench_alloc(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);

    if (!memory) {
        bench_fail("no memory for %zu bytes", size);
    }
    return memory;
}
