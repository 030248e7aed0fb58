/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "host/depfile.h"
#include "host/host.h"
#include "host/memory.h"
#include "host/output.h"
#include "host/signals.h"
#include "text/message.h"

static void append(char **text, size_t *size, size_t *capacity, const char *more, size_t more_size)
{
    *text = memory_reserve(*text, capacity, *size + more_size, 1);
    memcpy(*text + *size, more, more_size);
    *size += more_size;
}

/* Why a depfile cannot hold a path; null where it can. */
static const char *find_fault(const char *path)
{
    for (; *path; path++) {
        /* Readers differ in what a backslash means, and none takes a newline. */
        if ((unsigned char)*path < ' ' || *path == '\x7f' || *path == '\\') {
            return "has a backslash or a control character in its name, which a depfile cannot hold; rename it";
        }
        /* A recipe of make, and what need not be new. */
        if (*path == ';' || *path == '|') {
            return "has a ; or a | in its name, which a depfile cannot hold; rename it";
        }
    }
    return NULL;
}

/* False for what is no target where it stands before a colon: a pattern, a variable, a part of a group. */
static bool is_target(const char *path)
{
    size_t size = strlen(path);

    return !strpbrk(path, "%=") && (size == 0 || path[size - 1] != '&');
}

/* True for what may be a variable of the target, where it stands first behind a colon. */
static bool is_variable(const char *path)
{
    static const char *const words[] = {"define", "export", "override", "private", "undefine", "unexport"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(path, words[i]) == 0) {
            return true;
        }
    }
    return strchr(path, '=') != NULL;
}

/* A path as a word of a rule; to be freed. */
static char *escape(const char *path)
{
    /* No path is null here. NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
    char *word = memory_grow(NULL, 2 * strlen(path) + 1, 1);
    char *end = word;

    for (; *path; path++) {
        if (*path == ' ' || *path == '#' || *path == ':') {
            *end++ = '\\';
        } else if (*path == '$') {
            *end++ = '$';
        }
        *end++ = *path;
    }
    *end = '\0';
    return word;
}

void depfile_add(void *context, const char *path)
{
    static const char before_need[] = " \\\n ";
    static const char behind_target[] = ":\n";
    struct depfile *depfile = context;
    const char *fault = find_fault(path);
    char *word;

    if (fault) {
        if (!depfile->unfit) {
            depfile->unfit = memory_copy(path, strlen(path));
            depfile->fault = fault;
        }
        return;
    }
    if (depfile->needs_size == 0 && is_variable(path)) {
        depfile->misread = memory_copy(path, strlen(path));
    }
    word = escape(path);
    append(&depfile->needs, &depfile->needs_size, &depfile->needs_capacity, before_need, strlen(before_need));
    append(&depfile->needs, &depfile->needs_size, &depfile->needs_capacity, word, strlen(word));
    if (is_target(path)) {
        append(&depfile->targets, &depfile->targets_size, &depfile->targets_capacity, word, strlen(word));
        append(&depfile->targets, &depfile->targets_size, &depfile->targets_capacity, behind_target,
               strlen(behind_target));
    }
    free(word);
}

/* Writes its parts. Returns an errno. */
static int write_parts(const struct depfile *depfile, int file, const char *target)
{
    char *word = escape(target);
    int error = host_write(file, word, strlen(word));

    error = error ? error : host_write(file, ":", 1);
    error = error ? error : host_write(file, depfile->needs, depfile->needs_size);
    error = error ? error : host_write(file, "\n", 1);
    error = error ? error : host_write(file, depfile->targets, depfile->targets_size);
    free(word);
    return error;
}

bool depfile_write(const struct depfile *depfile, struct output *output, const char *target)
{
    const char *fault = find_fault(target);
    int error;

    if (fault || depfile->unfit) {
        message(fault ? target : depfile->unfit, "%s", fault ? fault : depfile->fault);
        return false;
    }
    if (!output_open(output)) {
        return false;
    }
    error = write_parts(depfile, output->file, target);
    if (error && !interrupted()) {
        message(output->name, "cannot be written: %s", strerror(error));
    }
    if (!is_target(target) || depfile->misread) {
        message(
            is_target(target) ? depfile->misread : target,
            "warning: by this name make does not take the depfile for a rule, though ninja does; rename it for make");
    }
    return error == 0;
}

void depfile_clear(struct depfile *depfile)
{
    free(depfile->needs);
    free(depfile->targets);
    free(depfile->unfit);
    free(depfile->misread);
}
