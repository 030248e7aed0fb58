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

/* Those that have a temporary file, for the way out of give_up(). */
static struct output *unfinished;

static void clean_up(void)
{
    for (const struct output *output = unfinished; output; output = output->next) {
        unlink(output->temporary);
    }
}

static void finished(const struct output *output)
{
    struct output **link = &unfinished;

    while (*link && *link != output) {
        link = &(*link)->next;
    }
    if (*link) {
        *link = output->next;
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
    output->next = NULL;
    if (strcmp(path, "-") == 0) {
        output->name = "standard output";
        output->file = STDOUT_FILENO;
        output->is_answer = true;
        return true;
    }
    if (stat(path, &stat_of_path) != 0) {
        if (errno != ENOENT) {
            message(path, "cannot be written: %s", strerror(errno));
            return false;
        }
        output->path = memory_copy(path, strlen(path));
        return true;
    }
    output->is_answer =
        !S_ISREG(stat_of_path.st_mode) || (fstat(STDOUT_FILENO, &answer) == 0 && answer.st_dev == stat_of_path.st_dev &&
                                           answer.st_ino == stat_of_path.st_ino);
    if (S_ISDIR(stat_of_path.st_mode)) {
        message(path, "is a folder; name the file that is to be written");
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

/* Fills `stat_of_folder` with the folder of a path. */
static bool find_folder(const char *path, struct stat *stat_of_folder)
{
    size_t size = (size_t)(host_base_name(path) - path);
    char *folder = size > 0 ? memory_copy(path, size) : memory_copy(".", 1);
    bool found = stat(folder, stat_of_folder) == 0;

    free(folder);
    return found;
}

bool output_is_same(const struct output *one, const struct output *other)
{
    struct stat folder, other_folder;

    return one->path && other->path && strcmp(host_base_name(one->path), host_base_name(other->path)) == 0 &&
           find_folder(one->path, &folder) && find_folder(other->path, &other_folder) &&
           folder.st_dev == other_folder.st_dev && folder.st_ino == other_folder.st_ino;
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
        if (output->file >= 0) {
            output->next = unfinished;
            unfinished = output;
        }
    }
    if (output->file < 0) {
        message(output->name, "cannot be written: %s", strerror(errno));
    }
    return output->file >= 0;
}

/* Returns an errno. */
static int close_file(struct output *output)
{
    /* A copy of standard output tells of the same errors, and no file that is opened later is taken for it. */
    int file = output->file == STDOUT_FILENO ? dup(STDOUT_FILENO) : output->file;

    output->file = -1;
    return close(file) == 0 ? 0 : errno;
}

/* Gives a file that is whole its permissions, and its name. Returns an errno. */
static int finish(struct output *output)
{
    int error = 0;
    int close_error;

    if (output->temporary && fchmod(output->file, host_mode(0666)) != 0) {
        error = errno;
    }
    close_error = close_file(output);
    error = error ? error : close_error;
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
        close_file(output);
    }
    if (output->temporary && !kept) {
        unlink(output->temporary);
    }
    finished(output);
    free(output->path);
    free(output->temporary);
    if (!unfinished) {
        unprotect();
    }
    return kept;
}
