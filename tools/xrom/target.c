/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"
#include "host.h"
#include "memory.h"
#include "message.h"
#include "signals.h"
#include "target.h"

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

char *target_begin(const char *target)
{
    char *temporary = host_beside(target);

    if (!mkdtemp(temporary)) {
        message(target, "cannot be made: %s; name a folder in one that exists and can be written", strerror(errno));
        free(temporary);
        return NULL;
    }
    return temporary;
}

bool target_finish(const char *target, const char *temporary)
{
    if (interrupted()) {
        return false;
    }
    if (chmod(temporary, host_mode(0777)) != 0 || rename(temporary, target) != 0) {
        message(target, "cannot be made: %s; nothing was extracted", strerror(errno));
        return false;
    }
    return true;
}
