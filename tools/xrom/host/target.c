/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "host/folder.h"
#include "host/host.h"
#include "host/memory.h"
#include "host/signals.h"
#include "host/target.h"
#include "text/message.h"

/* Names for the temporary folder that are tried. */
enum { TRIES_MAX = 100 };

char *target_trim(const char *path)
{
    size_t size = strlen(path);

    while (size > 1 && path[size - 1] == '/') {
        size--;
    }
    return memory_copy(path, size);
}

char *target_default(const char *image)
{
    const char *name = host_base_name(image);
    const char *dot = strrchr(name, '.');

    if (strcmp(image, "-") == 0) {
        return memory_copy("romfs", strlen("romfs"));
    }
    if (!dot || dot == name) {
        message(image, "has no extension that the name of the folder could go without; name a folder with -o");
        return NULL;
    }
    return memory_copy(name, (size_t)(dot - name));
}

bool target_is_free(const char *target)
{
    const char *name = host_base_name(target);
    struct stat stat;
    bool empty;
    int error;

    if (*name == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        message(target, "has no name that a new folder could take; name a folder that does not exist with -o");
        return false;
    }
    if (lstat(target, &stat) != 0) {
        /* Whatever else is wrong shows when the folder is made. */
        return true;
    }
    if (!S_ISDIR(stat.st_mode)) {
        message(target, "exists and is no folder; name another one with -o");
        return false;
    }
    error = folder_is_empty(target, &empty);
    if (error) {
        message(target, "%s; name another folder with -o", strerror(error));
    } else if (!empty) {
        message(target, "exists and is not empty; remove it, or name another folder with -o");
    }
    return !error && empty;
}

/* Opens the folder that the new one will be in. Returns an errno. */
static int open_parent(struct target *target)
{
    size_t size = (size_t)(target->name - target->path);
    char *path = size > 0 ? memory_copy(target->path, size) : memory_copy(".", 1);
    int error;

    target->parent = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    error = target->parent < 0 ? errno : 0;
    free(path);
    return error;
}

/* Makes the temporary folder. Returns an errno. */
static int make_temporary(struct target *target)
{
    struct timespec now = {0, 0};
    int error = EEXIST;

    clock_gettime(CLOCK_REALTIME, &now);
    for (unsigned i = 0; i < TRIES_MAX && error == EEXIST; i++) {
        /* No secret: a name that exists is not taken. */
        snprintf(target->temporary, sizeof target->temporary, ".xrom-%08lx",
                 (((unsigned long)now.tv_nsec ^ (unsigned long)getpid() << 8) + i) & 0xffffffff);
        error = mkdirat(target->parent, target->temporary, 0700) == 0 ? 0 : errno;
    }
    if (!error) {
        error = folder_descriptor(target->parent, target->temporary, &target->descriptor);
        if (error) {
            unlinkat(target->parent, target->temporary, AT_REMOVEDIR);
        }
    }
    return error;
}

bool target_begin(struct target *target, const char *path)
{
    int error;

    target->path = path;
    target->name = host_base_name(path);
    target->descriptor = -1;
    error = open_parent(target);
    if (!error) {
        error = make_temporary(target);
        if (error) {
            close(target->parent);
        }
    }
    if (error) {
        message(path, "cannot be made: %s; name a folder in one that exists and can be written", strerror(error));
    }
    return !error;
}

/* True where the temporary name still leads to the folder that was made. */
static bool is_in_place(const struct target *target)
{
    struct folder_id ours, found;
    struct stat stat;

    if (fstatat(target->parent, target->temporary, &stat, AT_SYMLINK_NOFOLLOW) != 0 ||
        folder_identify(target->descriptor, &ours) != 0) {
        return false;
    }
    found.device = stat.st_dev;
    found.number = stat.st_ino;
    return folder_is_same(&ours, &found);
}

bool target_finish(struct target *target)
{
    if (interrupted()) {
        return false;
    }
    if (!is_in_place(target)) {
        message(target->path, "cannot be made: somebody has changed the folder that it is in; nothing was extracted");
        return false;
    }
    if (fchmod(target->descriptor, host_mode(0777)) != 0 ||
        renameat(target->parent, target->temporary, target->parent, target->name) != 0) {
        message(target->path, "cannot be made: %s; nothing was extracted", strerror(errno));
        return false;
    }
    return true;
}

void target_remove(struct target *target)
{
    folder_empty(target->descriptor);
    if (is_in_place(target)) {
        unlinkat(target->parent, target->temporary, AT_REMOVEDIR);
    }
}

void target_close(struct target *target)
{
    close(target->descriptor);
    close(target->parent);
    target->descriptor = -1;
}
