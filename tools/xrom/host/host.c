/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/signals.h"
#include "text/message.h"

/* No single write is longer, so that signals are noticed soon. Bytes. */
enum { WRITE_MAX = 1024 * 1024 };

int host_write(int file, const void *bytes, size_t size)
{
    const char *next = bytes;

    while (size > 0) {
        ssize_t written;
        if (interrupted()) {
            return EINTR;
        }
        written = write(file, next, size < WRITE_MAX ? size : WRITE_MAX);
        if (written < 0 && errno == EFAULT) {
            mapping_changed();
        }
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            next += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

bool host_read_some(int file, void *bytes, size_t wanted, size_t *got)
{
    *got = 0;
    while (*got < wanted) {
        ssize_t count = read(file, (char *)bytes + *got, wanted - *got);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        if (count == 0) {
            break;
        }
        if (count > 0) {
            *got += (size_t)count;
        }
    }
    return true;
}

bool host_read(int file, void *bytes, size_t size)
{
    size_t got;

    return host_read_some(file, bytes, size, &got) && got == size;
}

/* The errno of the first flush that failed. */
static int answer_error;

void host_flush_answer(void)
{
    if (fflush(stdout) != 0 && answer_error == 0) {
        answer_error = errno;
    }
}

int host_finish_answer(void)
{
    host_flush_answer();
    if (answer_error == 0 && !ferror(stdout)) {
        return EXIT_FINE;
    }
    host_report_output(answer_error);
    return EXIT_BAD;
}

void host_report_output(int error)
{
    if (error != EPIPE) {
        message("standard output", "%s", error ? strerror(error) : "cannot be written");
    }
}

mode_t host_mode(mode_t mode)
{
    mode_t mask = umask(0);

    umask(mask);
    return mode & ~mask;
}

char *host_join(const char *folder, const char *name)
{
    size_t folder_size = strlen(folder);
    size_t name_size = strlen(name);
    bool slash = folder_size > 0 && folder[folder_size - 1] == '/';
    char *path = memory_grow(NULL, folder_size + name_size + 2, 1);

    memcpy(path, folder, folder_size);
    path[folder_size] = '/';
    memcpy(path + folder_size + !slash, name, name_size + 1);
    return path;
}

const char *host_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

char *host_beside(const char *path)
{
    static const char name[] = ".xrom-XXXXXX";
    size_t folder_size = (size_t)(host_base_name(path) - path);
    char *beside = memory_grow(NULL, folder_size + sizeof name, 1);

    memcpy(beside, path, folder_size);
    memcpy(beside + folder_size, name, sizeof name);
    return beside;
}

const char *host_name_fault(const char *name, size_t size)
{
    if (size == 0) {
        return "an empty name, which no folder can hold";
    }
    if (name[0] == '.' && (size == 1 || (size == 2 && name[1] == '.'))) {
        return "the name . or .., which no folder can hold";
    }
    if (memchr(name, '/', size)) {
        return "a name with a slash in it, which no folder can hold";
    }
    if (memchr(name, '\0', size)) {
        return "a name with a zero byte in it, which no folder can hold";
    }
    return NULL;
}

bool host_is_inside(const char *path, const char *folder)
{
    size_t size = strlen(path);
    char *front = memory_copy(path, size);
    char *home = realpath(front, NULL);
    char *top = realpath(folder, NULL);
    bool inside = false;

    /* As much of it as there is; "." where nothing is left. */
    while (!home && size > 0) {
        while (size > 0 && front[size - 1] == '/') {
            size--;
        }
        while (size > 0 && front[size - 1] != '/') {
            size--;
        }
        front[size] = '\0';
        home = realpath(size > 0 ? front : ".", NULL);
    }
    if (home && top) {
        size_t top_size = strlen(top);
        top_size -= top[top_size - 1] == '/'; /* the root */
        inside = strncmp(home, top, top_size) == 0 && (home[top_size] == '/' || home[top_size] == '\0');
    }
    free(front);
    free(home);
    free(top);
    return inside;
}
