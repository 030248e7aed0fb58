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

/* Readers differ in what a backslash means, and none takes a newline. */
static bool fits(const char *path)
{
    for (; *path; path++) {
        if ((unsigned char)*path < ' ' || *path == '\x7f' || *path == '\\') {
            return false;
        }
    }
    return true;
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
    char *word;

    if (!fits(path)) {
        depfile->unfit = depfile->unfit ? depfile->unfit : memory_copy(path, strlen(path));
        return;
    }
    word = escape(path);
    append(&depfile->needs, &depfile->needs_size, &depfile->needs_capacity, before_need, strlen(before_need));
    append(&depfile->needs, &depfile->needs_size, &depfile->needs_capacity, word, strlen(word));
    /* As a target, it would be a pattern. */
    if (!strchr(path, '%')) {
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
    const char *unfit = fits(target) ? depfile->unfit : target;
    int error;

    if (unfit) {
        message(unfit, "has a backslash or a control character in its name, which a depfile cannot hold; rename it");
        return false;
    }
    if (!output_open(output)) {
        return false;
    }
    error = write_parts(depfile, output->file, target);
    if (error && !interrupted()) {
        message(output->name, "cannot be written: %s", strerror(error));
    }
    return error == 0;
}

void depfile_clear(struct depfile *depfile)
{
    free(depfile->needs);
    free(depfile->targets);
    free(depfile->unfit);
}
