/* SPDX-License-Identifier: MIT */
/* Files of the host. */
#ifndef XROM_TOOL_HOST_H
#define XROM_TOOL_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Writes all of `bytes` to a file descriptor. Returns 0, or the errno that says why not; EINTR where the tool was asked
 * to end meanwhile. `bytes` may lie in a mapped image.
 */
int host_write(int file, const void *bytes, size_t size);

/* Reads up to `wanted` bytes from a file descriptor, fewer only where it ends. False with errno. */
bool host_read_some(int file, void *bytes, size_t wanted, size_t *got);

/* Reads exactly `size` bytes from a file descriptor. False where that many are not to be had. */
bool host_read(int file, void *bytes, size_t size);

/* Flushes standard output. An error is kept for host_finish_answer(). */
void host_flush_answer(void);

/* Flushes it for the last time, and reports an error. Returns an enum status. */
int host_finish_answer(void);

/*
 * Says that standard output cannot be written. A reader that went away (EPIPE) is no fault to talk about; a full disk
 * is.
 */
void host_report_output(int error);

/* Permissions for something new, as the user wants them: `mode` without the bits of the umask. */
mode_t host_mode(mode_t mode);

/* True where a path, whose end need not exist, is a folder or leads into it. */
bool host_is_inside(const char *path, const char *folder);

/* The template, for mkstemp() or mkdtemp(), of a temporary name in the folder that holds `path`. To be freed. */
char *host_beside(const char *path);

/* The path of something in a folder. To be freed. */
char *host_join(const char *folder, const char *name);

/* The part of a path behind its last slash. */
const char *host_base_name(const char *path);

/* Why no folder can hold a name of an image; null where one can. */
const char *host_name_fault(const char *name, size_t size);

#endif
