/* SPDX-License-Identifier: MIT */
/* A file of the host that is open to be read, and what it is. */
#ifndef XROM_TOOL_OPENED_H
#define XROM_TOOL_OPENED_H

#include <stdbool.h>
#include <stdint.h>

#include "text/message.h"

struct opened {
    int file;
    bool is_input;   /* standard input, which stays open */
    bool is_regular; /* a file that can be mapped, by its path; standard input never counts as one */
    uint64_t size;   /* where `is_regular` */
};

/* Opens a file; "-" is standard input. False with a problem; then there is nothing to close. */
bool opened_begin(struct opened *opened, const char *path, struct problem *problem);

void opened_end(const struct opened *opened);

#endif
