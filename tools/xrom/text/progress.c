/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "text/progress.h"

/* Nanoseconds before the line is shown for the first time, and between two changes of it. */
enum { FIRST = 500000000, BETWEEN = 100000000 };

static void wait_for(struct progress *progress, long nanoseconds)
{
    clock_gettime(CLOCK_MONOTONIC, &progress->next);
    progress->next.tv_nsec += nanoseconds;
    if (progress->next.tv_nsec >= 1000000000) {
        progress->next.tv_nsec -= 1000000000;
        progress->next.tv_sec++;
    }
}

void progress_begin(struct progress *progress)
{
    progress->wanted = isatty(STDERR_FILENO) == 1;
    progress->shown = false;
    wait_for(progress, FIRST);
}

/* True where it is time to show news. Begins the line. */
static bool is_due(struct progress *progress)
{
    struct timespec now;

    if (!progress->wanted || clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return false;
    }
    if (now.tv_sec < progress->next.tv_sec ||
        (now.tv_sec == progress->next.tv_sec && now.tv_nsec < progress->next.tv_nsec)) {
        return false;
    }
    progress->shown = true;
    wait_for(progress, BETWEEN);
    fputs("\r\033[K", stderr);
    return true;
}

void progress_entries(void *context, uint64_t entries)
{
    if (is_due(context)) {
        fprintf(stderr, "%" PRIu64 " entries found", entries);
        fflush(stderr);
    }
}

void progress_bytes(void *context, uint64_t done, uint64_t total)
{
    if (is_due(context)) {
        fprintf(stderr, "%" PRIu64 " of %" PRIu64 " KiB written", done / 1024, total / 1024);
        fflush(stderr);
    }
}

void progress_sources(struct progress *progress, size_t done, size_t total)
{
    if (is_due(progress)) {
        fprintf(stderr, "%zu of %zu sources compiled", done, total);
        fflush(stderr);
    }
}

void progress_end(struct progress *progress)
{
    if (progress->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
    progress->wanted = false;
    progress->shown = false;
}
