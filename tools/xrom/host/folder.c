/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/folder.h"
#include "host/host.h"
#include "host/memory.h"

enum { OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

int folder_identify(int descriptor, struct folder_id *id)
{
    struct stat stat;

    if (fstat(descriptor, &stat) != 0) {
        return errno;
    }
    id->device = stat.st_dev;
    id->number = stat.st_ino;
    return 0;
}

bool folder_is_same(const struct folder_id *one, const struct folder_id *other)
{
    return one->device == other->device && one->number == other->number;
}

int folder_descriptor(int parent, const char *name, int *descriptor)
{
    *descriptor = openat(parent, name, OPEN_FOLDER);
    return *descriptor < 0 ? errno : 0;
}

int folder_open(struct folder *folder, int descriptor)
{
    memset(folder, 0, sizeof *folder);
    folder->descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return folder->descriptor < 0 ? errno : 0;
}

/* Lets go of the descriptor. */
static void release(struct folder *folder)
{
    if (folder->entries) {
        closedir(folder->entries);
        folder->entries = NULL;
    } else {
        close(folder->descriptor);
    }
}

void folder_close(struct folder *folder)
{
    release(folder);
    free(folder->above);
}

int folder_enter(struct folder *folder, const char *name)
{
    struct folder_id id;
    int error = folder_identify(folder->descriptor, &id);
    int below;

    if (error) {
        return error;
    }
    below = openat(folder->descriptor, name, OPEN_FOLDER);
    if (below < 0) {
        return errno;
    }
    folder->above = memory_reserve(folder->above, &folder->capacity, folder->depth + 1, sizeof *folder->above);
    folder->above[folder->depth++] = id;
    release(folder);
    folder->descriptor = below;
    return 0;
}

int folder_make(struct folder *folder, const char *name)
{
    return mkdirat(folder->descriptor, name, 0777) == 0 ? folder_enter(folder, name) : errno;
}

int folder_leave(struct folder *folder)
{
    struct folder_id id = {0, 0};
    int above = openat(folder->descriptor, "..", OPEN_FOLDER);
    int error;

    if (above < 0) {
        return errno;
    }
    error = folder_identify(above, &id);
    if (!error && !folder_is_same(&id, &folder->above[folder->depth - 1])) {
        error = ESTALE; /* somebody has moved the folder meanwhile */
    }
    if (error) {
        close(above);
        return error;
    }
    release(folder);
    folder->descriptor = above;
    folder->depth--;
    return 0;
}

int folder_write(const struct folder *folder, const char *name, const void *bytes, size_t size)
{
    int file = openat(folder->descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    int error;

    if (file < 0) {
        return errno;
    }
    error = host_write(file, bytes, size);
    /* Some file systems tell only now that the disk is full. */
    if (close(file) != 0 && !error) {
        error = errno;
    }
    return error;
}

static bool is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/*
 * Removes what is in a folder, up to the first folder in it that is not empty, which it goes down into. The list takes no
 * descriptor of its own: where the limit on them cut the work short, this works all the same.
 */
static int sweep(struct folder *folder, bool *entered)
{
    const struct dirent *entry;
    int error = 0;

    *entered = false;
    if (!folder->entries) {
        folder->entries = fdopendir(folder->descriptor);
    }
    if (!folder->entries) {
        return errno;
    }
    rewinddir(folder->entries);
    while (!error && !*entered && (entry = readdir(folder->entries)) != NULL) {
        if (!is_entry(entry) || unlinkat(folder->descriptor, entry->d_name, 0) == 0 ||
            unlinkat(folder->descriptor, entry->d_name, AT_REMOVEDIR) == 0) {
            continue;
        }
        error = folder_enter(folder, entry->d_name);
        *entered = !error;
    }
    return error;
}

void folder_empty(int descriptor)
{
    struct folder folder;
    struct folder_id id = {0, 0}, left = {0, 0};
    bool entered, done = false;
    int error = folder_open(&folder, descriptor);

    if (error) {
        return;
    }
    while (!error && !done) {
        error = sweep(&folder, &entered);
        if (!error) {
            error = folder_identify(folder.descriptor, &id);
        }
        if (!error && entered && folder_is_same(&id, &left)) {
            error = ENOTEMPTY; /* it was emptied a moment ago: somebody fills it again */
        } else if (!error && !entered) {
            left = id;
            done = folder.depth == 0;
            error = done ? 0 : folder_leave(&folder);
        }
    }
    folder_close(&folder);
}

int folder_is_empty(const char *path, bool *empty)
{
    DIR *entries = opendir(path);
    const struct dirent *entry;

    if (!entries) {
        return errno;
    }
    *empty = true;
    while (*empty && (entry = readdir(entries)) != NULL) {
        *empty = !is_entry(entry);
    }
    closedir(entries);
    return 0;
}
