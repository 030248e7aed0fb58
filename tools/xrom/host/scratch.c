/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/folder.h"
#include "host/host.h"
#include "host/memory.h"
#include "host/scratch.h"
#include "host/system.h"
#include "text/message.h"

bool scratch_make(struct scratch *scratch)
{
    const char *home = getenv("TMPDIR");
    char *path;
    int error = 0;

    if (scratch->path) {
        return true;
    }
    path = host_join(home && system_is_absolute(home) ? home : "/tmp", "xrom-XXXXXX");
    if (!mkdtemp(path)) {
        error = errno;
    } else {
        error = folder_descriptor(AT_FDCWD, path, &scratch->descriptor);
        if (error) {
            rmdir(path);
        }
    }
    if (error) {
        message(path, "a folder for temporary files cannot be made: %s; name a place for it with TMPDIR",
                strerror(error));
        free(path);
        return false;
    }
    scratch->path = path;
    return true;
}

int scratch_write(const struct scratch *scratch, const char *name, const void *bytes, size_t size)
{
    int file = openat(scratch->descriptor, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    int error;

    if (file < 0) {
        return errno;
    }
    error = host_write(file, bytes, size);
    return close(file) != 0 && !error ? errno : error;
}

uint8_t *scratch_read(const struct scratch *scratch, const char *name, size_t most, size_t *size)
{
    int file = openat(scratch->descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    uint8_t *bytes = NULL;
    struct stat found;

    if (file < 0) {
        return NULL;
    }
    if (fstat(file, &found) == 0 && S_ISREG(found.st_mode) && (uintmax_t)found.st_size < most) {
        *size = (size_t)found.st_size;
        bytes = memory_grow(NULL, *size, 1);
        if (!host_read(file, bytes, *size)) {
            free(bytes);
            bytes = NULL;
        }
    }
    close(file);
    return bytes;
}

void scratch_remove(const struct scratch *scratch, const char *name)
{
    unlinkat(scratch->descriptor, name, 0);
}

void scratch_end(struct scratch *scratch)
{
    if (scratch->path) {
        folder_empty(scratch->descriptor);
        rmdir(scratch->path);
        close(scratch->descriptor);
        free(scratch->path);
        scratch->path = NULL;
    }
}
