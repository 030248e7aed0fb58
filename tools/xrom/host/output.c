/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/output.h"
#include "host/signals.h"
#include "text/message.h"

/* The temporary file, for the way out of give_up(). */
static const char *unfinished;

static void clean_up(void)
{
    if (unfinished) {
        unlink(unfinished);
    }
}

bool output_find(struct output *output, const char *path)
{
    struct stat stat_of_path, answer;

    output->name = path;
    output->path = NULL;
    output->temporary = NULL;
    output->file = -1;
    output->is_answer = false;
    if (strcmp(path, "-") == 0) {
        output->name = "standard output";
        output->file = STDOUT_FILENO;
        output->is_answer = true;
        return true;
    }
    if (stat(path, &stat_of_path) != 0) {
        output->path = memory_copy(path, strlen(path));
        return true;
    }
    output->is_answer =
        !S_ISREG(stat_of_path.st_mode) || (fstat(STDOUT_FILENO, &answer) == 0 && answer.st_dev == stat_of_path.st_dev &&
                                           answer.st_ino == stat_of_path.st_ino);
    if (S_ISDIR(stat_of_path.st_mode)) {
        message(path, "is a folder; name the file that the image is to be");
        return false;
    }
    if (S_ISREG(stat_of_path.st_mode)) {
        /* A link stays; what it leads to is replaced. */
        output->path = realpath(path, NULL);
        if (!output->path) {
            message(path, "%s", strerror(errno));
            return false;
        }
    }
    return true;
}

bool output_is_inside(const struct output *output, const char *folder)
{
    return output->path && host_is_inside(output->path, folder);
}

bool output_open(struct output *output)
{
    if (output->file >= 0) {
        return true;
    }
    if (!output->path) {
        output->file = open(output->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    } else {
        protect(clean_up);
        output->temporary = host_beside(output->path);
        output->file = mkstemp(output->temporary);
        unfinished = output->file >= 0 ? output->temporary : NULL;
    }
    if (output->file < 0) {
        message(output->name, "cannot be written: %s", strerror(errno));
    }
    return output->file >= 0;
}

/* Gives a file that is whole its permissions, and its name. Returns an errno. */
static int finish(struct output *output)
{
    int error = 0;

    if (output->temporary && fchmod(output->file, host_mode(0666)) != 0) {
        error = errno;
    }
    if (close(output->file) != 0 && !error) {
        error = errno;
    }
    output->file = -1;
    if (!error && output->temporary && !interrupted() && rename(output->temporary, output->path) != 0) {
        error = errno;
    }
    return error;
}

bool output_close(struct output *output, bool keep)
{
    bool kept = false;

    if (keep && output->file >= 0 && !interrupted()) {
        int error = finish(output);
        if (error) {
            message(output->name, "cannot be written: %s", strerror(error));
        }
        kept = !error && !interrupted();
    }
    if (output->file >= 0) {
        close(output->file);
    }
    if (!kept) {
        clean_up();
    }
    unfinished = NULL;
    free(output->path);
    free(output->temporary);
    unprotect();
    return kept;
}
