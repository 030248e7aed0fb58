/* SPDX-License-Identifier: MIT */
/* strerror_r() in the form of POSIX: strerror() belongs to one thread at a time. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "host.h"
#include "message.h"
#include "name.h"

/* The longest part of a path that is shown, in bytes. A name of 255 bytes fits, however it is escaped. */
#define PART_SHOWN 1020

struct xrom_where xrom_where_is_entry(const struct xrom_entry *entry)
{
    static const struct xrom_where root = {NULL, NULL, "/", 1};
    struct xrom_where where = {entry->folder, entry->parent, entry->name, entry->name_size};

    return entry->parent ? where : root;
}

struct xrom_where xrom_where_is_folder(const struct xrom_host_folder *folder)
{
    struct xrom_where where = {folder->parent, NULL, folder->name, strlen(folder->name)};

    return where;
}

/* Moves from a place to the directory that it is in. False: there is none that has a name. */
static bool go_up(struct xrom_where *where)
{
    if (where->folder) {
        *where = xrom_where_is_folder(where->folder);
        return true;
    }
    if (where->parent && where->parent->parent) {
        *where = xrom_where_is_entry(where->parent);
        return true;
    }
    return false;
}

void xrom_where_show(char path[XROM_PATH_SHOWN], const struct xrom_where *where)
{
    static const char dots[] = ".../";
    struct xrom_where part = *where;
    char text[PART_SHOWN];
    size_t at = XROM_PATH_SHOWN - 1; /* the path is written from its end to its front */
    bool slash = false;
    bool more = true;

    path[at] = '\0';
    while (more) {
        size_t size = xrom_name_show(text, sizeof text, part.name, part.name_size);

        if (at < strlen(dots) + size + 1) {
            at -= strlen(dots);
            memcpy(path + at, dots, strlen(dots));
            break;
        }
        if (slash && !(size > 0 && text[size - 1] == '/')) {
            path[--at] = '/';
        }
        at -= size;
        memcpy(path + at, text, size);
        slash = true;
        more = go_up(&part);
    }
    memmove(path, path + at, XROM_PATH_SHOWN - at);
}

int xrom_fail(struct xrom_tree *tree, int error, const struct xrom_where *where, const char *format, ...)
{
    char path[XROM_PATH_SHOWN];
    va_list arguments;
    int size;

    xrom_where_show(path, where);
    size = snprintf(tree->message, sizeof tree->message, "%s: ", path);
    va_start(arguments, format);
    if (size > 0) {
        vsnprintf(tree->message + size, sizeof tree->message - (size_t)size, format, arguments);
    }
    va_end(arguments);
    return error;
}

static const char *advice(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP: return "check the path";
    case EACCES:
    case EPERM: return "make it readable or exclude it";
    default: return "mend that and try again";
    }
}

/* The longest text about a value of errno that is shown. */
#define REASON_SIZE 256

static void explain(char reason[REASON_SIZE], int number)
{
    if (strerror_r(number, reason, REASON_SIZE) != 0) {
        snprintf(reason, REASON_SIZE, "error %d", number);
    }
}

int xrom_fail_io(struct xrom_tree *tree, const struct xrom_where *where, const char *what, int number)
{
    char reason[REASON_SIZE];

    explain(reason, number);
    return xrom_fail(tree, XROM_ERR_IO, where, "cannot be %s: %s; %s", what, reason, advice(number));
}

int xrom_fail_changed(struct xrom_tree *tree, const struct xrom_where *where, const char *how)
{
    return xrom_fail(tree, XROM_ERR_TREE, where,
                     "%s since the folder was looked through; build again when nothing writes to it", how);
}

int xrom_fail_spool(struct xrom_tree *tree, int number)
{
    static const struct xrom_where where = {NULL, NULL, "the temporary file", sizeof "the temporary file" - 1};
    char reason[REASON_SIZE];

    if (number == ENOMEM) {
        return xrom_fail_memory(tree);
    }
    explain(reason, number);
    return xrom_fail(tree, XROM_ERR_IO, &where,
                     "cannot be used: %s; set TMPDIR to a folder that has room and can be written", reason);
}

int xrom_fail_memory(struct xrom_tree *tree)
{
    static const char text[] = "the tree: out of memory; build a smaller one, or on a larger host";

    memcpy(tree->message, text, sizeof text);
    return XROM_ERR_MEMORY;
}
