/* SPDX-License-Identifier: MIT */
#include "image/opened.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool opened_begin(struct opened *opened, const char *path, struct problem *problem)
{
    struct stat stat;

    opened->is_input = strcmp(path, "-") == 0;
    opened->file = opened->is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (opened->file < 0 || fstat(opened->file, &stat) != 0) {
        problem_set_host(problem, errno);
        opened_end(opened);
        return false;
    }
    opened->is_regular = !opened->is_input && S_ISREG(stat.st_mode);
    opened->size = opened->is_regular ? (uint64_t)stat.st_size : 0;
    return true;
}

void opened_end(const struct opened *opened)
{
    if (opened->file >= 0 && !opened->is_input) {
        close(opened->file);
    }
}
