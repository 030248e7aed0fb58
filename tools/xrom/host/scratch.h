/* SPDX-License-Identifier: MIT */
/* A folder for temporary files that other programs read and write; nobody else can enter it. */
#ifndef XROM_TOOL_SCRATCH_H
#define XROM_TOOL_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Begins as all zero: it is not there. */
struct scratch {
    char *path;
    int descriptor;
};

/* Makes it, where TMPDIR says or else in /tmp, unless it is there. False after a message. */
bool scratch_make(struct scratch *scratch);

/* Writes a file in it. Returns 0 or an errno; EINTR: a signal came. */
int scratch_write(const struct scratch *scratch, const char *name, const void *bytes, size_t size);

/*
 * Reads a file in it, of less than `most` bytes, into memory of the caller's to free. Null: it is not there, no regular file,
 * or larger.
 */
uint8_t *scratch_read(const struct scratch *scratch, const char *name, size_t most, size_t *size);

void scratch_remove(const struct scratch *scratch, const char *name);

/* Removes it with all that is in it. May be called again. */
void scratch_end(struct scratch *scratch);

#endif
