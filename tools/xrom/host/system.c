/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/system.h"

/*
 * No file that is opened later is to be taken for a standard stream that was closed. What stands in for one fails as that
 * would: nothing can be read from it, or written.
 */
static void fill_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) < 0) {
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

/* On Windows it changes the count. NOLINTNEXTLINE(readability-non-const-parameter) */
char **system_begin(int *count, char **arguments)
{
    (void)count;
    fill_streams();
    /* A message is one write. */
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
    return arguments;
}

/* And the path. NOLINTNEXTLINE(readability-non-const-parameter) */
void system_plain_path(char *path)
{
    (void)path;
}

bool system_is_absolute(const char *path)
{
    return *path == '/';
}

const char *system_name_fault(const char *name, size_t size)
{
    (void)name;
    (void)size;
    return NULL;
}

bool system_is_program(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(found.st_mode) && access(path, X_OK) == 0;
}

char *system_find_program(const char *name)
{
    const char *folder = getenv("PATH");

    if (strchr(name, '/')) {
        return memory_copy(name, strlen(name));
    }
    while (folder) {
        const char *end = strchr(folder, ':');
        char *part = memory_copy(folder, end ? (size_t)(end - folder) : strlen(folder));
        /* An empty part of PATH is the current folder. */
        char *path = host_join(*part != '\0' ? part : ".", name);
        free(part);
        if (system_is_program(path)) {
            return path;
        }
        free(path);
        folder = end ? end + 1 : NULL;
    }
    return NULL;
}
