/* SPDX-License-Identifier: MIT */
#include <dirent.h>

#include "support_build.h"

/* Removes all in an open folder, which it closes. */
static void empty(int folder)
{
    DIR *list = fdopendir(folder);
    const struct dirent *found;

    while (list && (found = readdir(list)) != NULL) {
        int below;
        if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0 ||
            unlinkat(folder, found->d_name, 0) == 0) {
            continue;
        }
        below = openat(folder, found->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (below >= 0) {
            empty(below);
            unlinkat(folder, found->d_name, AT_REMOVEDIR);
        }
    }
    if (list) {
        closedir(list);
    }
}

int remove_folder(void **state)
{
    int folder = open(*state, O_RDONLY | O_DIRECTORY);
    int status;

    if (folder >= 0) {
        empty(folder);
    }
    status = rmdir(*state);
    free(*state);
    return status;
}
