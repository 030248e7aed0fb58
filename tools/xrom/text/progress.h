/* SPDX-License-Identifier: MIT */
/* A line on standard error that tells how far the work is: only on a terminal, and only of work that takes long. */
#ifndef XROM_TOOL_PROGRESS_H
#define XROM_TOOL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct progress {
    bool wanted, shown;
    struct timespec next; /* when to show it again */
};

void progress_begin(struct progress *progress);

/* The two kinds of news, as the builder gives them; `context` is a struct progress. */
void progress_entries(void *context, uint64_t entries);
void progress_bytes(void *context, uint64_t done, uint64_t total);

/* The same for sources that are compiled. */
void progress_sources(struct progress *progress, size_t done, size_t total);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
