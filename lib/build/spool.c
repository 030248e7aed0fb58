/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "spool.h"

#define BUFFER_SIZE ((size_t)131072)

static int open_file(struct xrom_spool *spool)
{
    const char *folder = getenv("TMPDIR");
    const char *name = "/xrom-XXXXXX";
    char *path;
    int error = 0;

    if (!folder || folder[0] == '\0') {
        folder = "/tmp";
    }
    path = malloc(strlen(folder) + strlen(name) + 1);
    if (!path) {
        return ENOMEM;
    }
    memcpy(path, folder, strlen(folder));
    memcpy(path + strlen(folder), name, strlen(name) + 1);
    spool->descriptor = mkstemp(path);
    if (spool->descriptor < 0) {
        error = errno;
    } else {
        unlink(path);
        spool->open = true;
    }
    free(path);
    return error;
}

static int write_file(struct xrom_spool *spool, const uint8_t *bytes, size_t size)
{
    int error = spool->open ? 0 : open_file(spool);
    uint64_t offset = spool->stored;

    while (!error && size > 0) {
        ssize_t written = pwrite(spool->descriptor, bytes, size, (off_t)offset);
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
            offset += (uint64_t)written;
        } else if (written == 0 || errno != EINTR) {
            error = written == 0 ? ENOSPC : errno;
        }
    }
    if (!error) {
        spool->stored = offset;
    }
    return error;
}

/* Makes room for `size` bytes in the tail, at most BUFFER_SIZE. */
static int make_room(struct xrom_spool *spool, size_t size)
{
    size_t used = (size_t)(spool->size - spool->stored);

    if (!spool->tail) {
        spool->tail = malloc(BUFFER_SIZE);
        if (!spool->tail) {
            return ENOMEM;
        }
    }
    return size > BUFFER_SIZE - used ? write_file(spool, spool->tail, used) : 0;
}

int xrom_spool_add(struct xrom_spool *spool, const void *bytes, size_t size, uint64_t *offset)
{
    bool large = size > BUFFER_SIZE;
    int error = make_room(spool, large ? BUFFER_SIZE : size);

    if (!error && large) {
        error = write_file(spool, bytes, size);
    } else if (!error && size > 0) {
        memcpy(spool->tail + (spool->size - spool->stored), bytes, size);
    }
    if (!error) {
        *offset = spool->size;
        spool->size += size;
    }
    return error;
}

/* Reads the part of the file that begins at `offset` into the window. */
static int fill_window(struct xrom_spool *spool, uint64_t offset)
{
    uint64_t left = spool->stored - offset;
    size_t wanted = left < BUFFER_SIZE ? (size_t)left : BUFFER_SIZE;

    if (!spool->window) {
        spool->window = malloc(BUFFER_SIZE);
        if (!spool->window) {
            return ENOMEM;
        }
    }
    spool->window_start = offset;
    spool->window_size = 0;
    while (spool->window_size < wanted) {
        ssize_t got = pread(spool->descriptor, spool->window + spool->window_size, wanted - spool->window_size,
                            (off_t)(offset + spool->window_size));
        if (got > 0) {
            spool->window_size += (size_t)got;
        } else if (got == 0 || errno != EINTR) {
            return got == 0 ? EIO : errno;
        }
    }
    return 0;
}

/* Finds bytes that were added: those at `offset`, and how many there are in one piece. */
static int find(struct xrom_spool *spool, uint64_t offset, const uint8_t **bytes, uint64_t *size)
{
    int error = 0;

    if (offset >= spool->stored) {
        *bytes = spool->tail + (offset - spool->stored);
        *size = spool->size - offset;
        return 0;
    }
    if (offset < spool->window_start || offset - spool->window_start >= spool->window_size) {
        error = fill_window(spool, offset);
    }
    if (!error) {
        *bytes = spool->window + (offset - spool->window_start);
        *size = spool->window_size - (offset - spool->window_start);
    }
    return error;
}

int xrom_spool_read(struct xrom_spool *spool, uint64_t offset, void *bytes, size_t size)
{
    uint8_t *next = bytes;
    int error = 0;

    while (!error && size > 0) {
        const uint8_t *found;
        uint64_t found_size;

        error = find(spool, offset, &found, &found_size);
        if (!error) {
            size_t part = found_size < size ? (size_t)found_size : size;
            memcpy(next, found, part);
            next += part;
            offset += part;
            size -= part;
        }
    }
    return error;
}

void xrom_spool_end(struct xrom_spool *spool)
{
    free(spool->tail);
    free(spool->window);
    if (spool->open) {
        close(spool->descriptor);
    }
    memset(spool, 0, sizeof *spool);
}
