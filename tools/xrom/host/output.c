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

/* Takes an output off that list. False where it was not on it. */
static bool finished(const struct output *output)
{
    struct output **link = &unfinished;

    while (*link && *link != output) {
        link = &(*link)->next;
    }
    if (!*link) {
        return false;
    }
    *link = output->next;
    return true;
}

static bool is_one_file(const struct stat *one, const struct stat *other)
{
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

bool output_find(struct output *output, const char *path)
{
    struct stat stat_of_path, found, answer;

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
        !S_ISREG(stat_of_path.st_mode) || (fstat(STDOUT_FILENO, &answer) == 0 && is_one_file(&answer, &stat_of_path));
    if (S_ISDIR(stat_of_path.st_mode)) {
        message(path, "is a folder; name the file that is to be written");
        return false;
    }
    if (S_ISREG(stat_of_path.st_mode)) {
        /* A link stays; what it leads to is replaced. That of a descriptor may lead to a file that has no name any more. */
        output->path = realpath(path, NULL);
        if (!output->path || stat(output->path, &found) != 0) {
            message(path, "cannot be written: %s", strerror(errno));
            return false;
        }
        if (!is_one_file(&found, &stat_of_path)) {
            message(path, "cannot be written: the file was removed; name another one");
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
    struct stat found, other_found;

    if (!one->path && !other->path) {
        return stat(one->name, &found) == 0 && stat(other->name, &other_found) == 0 &&
               is_one_file(&found, &other_found) && !S_ISCHR(found.st_mode);
    }
    return one->path && other->path && strcmp(host_base_name(one->path), host_base_name(other->path)) == 0 &&
           find_folder(one->path, &found) && find_folder(other->path, &other_found) &&
           is_one_file(&found, &other_found);
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
    if (output->file < 0 && !interrupted()) {
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

/* Closes a file that is whole, with its permissions, where it is now. False after a message. */
static bool complete(struct output *output)
{
    int error = 0;
    int close_error;

    if (output->file < 0) {
        return false;
    }
    if (output->temporary && fchmod(output->file, host_mode(0666)) != 0) {
        error = errno;
    }
    close_error = close_file(output);
    error = error ? error : close_error;
    if (error) {
        message(output->name, "cannot be written: %s", strerror(error));
    }
    return !error;
}

/* False after a message. */
static bool give_name(const struct output *output)
{
    if (output->temporary && rename(output->temporary, output->path) != 0) {
        message(output->name, "cannot be written: %s", strerror(errno));
        return false;
    }
    return true;
}

/* Gives both files their names, or neither. False after a message. */
static bool give_names(const struct output *first, const struct output *second)
{
    static const char suffix[] = "-old";
    char *old;
    bool had_old, had_none, named, good;

    if (!first->temporary) {
        return give_name(second);
    }
    old = memory_grow(NULL, strlen(first->temporary) + sizeof suffix, 1);
    strcpy(old, first->temporary);
    strcat(old, suffix);
    /* What is in the place gets a second name, or where that cannot be another one. */
    had_old = link(first->path, old) == 0;
    had_none = !had_old && errno == ENOENT;
    had_old = had_old || (!had_none && rename(first->path, old) == 0);
    named = give_name(first);
    good = named && give_name(second);
    if (!good && had_old) {
        rename(old, first->path);
    } else if (!good && named && had_none) {
        unlink(first->path);
    }
    unlink(old); /* where it is still there */
    free(old);
    return good;
}

static void discard(struct output *output, bool kept)
{
    if (output->file >= 0) {
        close_file(output);
    }
    if (finished(output) && !kept) {
        unlink(output->temporary);
    }
    free(output->path);
    free(output->temporary);
}

/* Ends the part that leaves something behind if it is cut short, where no output is in it any more. */
static void end_protection(void)
{
    if (!unfinished) {
        unprotect();
    }
}

bool output_close(struct output *output, bool keep)
{
    bool kept = keep && complete(output) && !interrupted() && give_name(output);

    discard(output, kept);
    end_protection();
    return kept;
}

bool output_close_both(struct output *first, struct output *second, bool keep)
{
    bool kept = keep && complete(first) && complete(second) && !interrupted() && give_names(first, second);

    discard(first, kept);
    discard(second, kept);
    end_protection();
    return kept;
}
