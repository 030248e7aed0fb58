/* SPDX-License-Identifier: MIT */
/*
 * A link is followed part by part, as the operating system does it, because that tells the directory at its end: going
 * up from there shows whether the target is inside the folder, whatever the paths look like.
 */
#define _GNU_SOURCE /* O_PATH */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "link.h"
#include "message.h"

/* Opens directories that may be passed through but not listed, where the host can tell these apart. */
#if defined(O_PATH)
#define PASS O_PATH
#elif defined(O_SEARCH)
#define PASS O_SEARCH
#else
#define PASS O_RDONLY
#endif

/* As many links on the way to a target as Linux follows. */
#define LINK_COUNT_MAX 40

#if defined(PATH_MAX)
#define LINK_SIZE_MAX PATH_MAX
#else
#define LINK_SIZE_MAX 4096
#endif

/* The way to the target: the directory that it has come to, and the part of the path that is still to go. */
struct way {
    int descriptor;
    char *path; /* owned */
    char *rest; /* in `path` */
    unsigned link_count;
};

/* Functions below return 0 or a value of errno. */

/* Moves to a directory relative to the one that the way has come to. */
static int move(struct way *way, const char *name)
{
    int descriptor = openat(way->descriptor, name, PASS | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (descriptor < 0) {
        return errno;
    }
    close(way->descriptor);
    way->descriptor = descriptor;
    return 0;
}

/* Puts what the link `name` holds in front of the rest of the path. */
static int insert_link(struct way *way, const char *name)
{
    size_t rest_size = strlen(way->rest);
    char *path = malloc(LINK_SIZE_MAX + 1 + rest_size + 1);
    ssize_t size;

    if (!path) {
        return ENOMEM;
    }
    size = readlinkat(way->descriptor, name, path, LINK_SIZE_MAX);
    if (size < 0 || size == LINK_SIZE_MAX || ++way->link_count > LINK_COUNT_MAX) {
        int number = size < 0 ? errno : size == LINK_SIZE_MAX ? ENAMETOOLONG : ELOOP;
        free(path);
        return number;
    }
    memcpy(path + size + (rest_size > 0), way->rest, rest_size + 1);
    if (rest_size > 0) {
        path[size] = '/';
    }
    free(way->path);
    way->path = path;
    way->rest = path;
    if (path[0] == '/') {
        return move(way, "/");
    }
    return size == 0 ? ENOENT : 0;
}

/* Goes one part of the path. `target` is of what the way has come to. */
static int go(struct way *way, struct stat *target)
{
    char *name = way->rest + strspn(way->rest, "/");
    size_t size = strcspn(name, "/");
    bool last = name[size] == '\0';
    int error;

    way->rest = name + size;
    if (way->rest[0] != '\0') {
        *way->rest++ = '\0';
    }
    if (size == 0) {
        return fstat(way->descriptor, target) == 0 ? 0 : errno;
    }
    if (fstatat(way->descriptor, name, target, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno;
    }
    if (S_ISLNK(target->st_mode)) {
        /* The way frees its path. NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
        return insert_link(way, name);
    }
    if (S_ISDIR(target->st_mode)) {
        error = move(way, name);
        return !error && fstat(way->descriptor, target) != 0 ? errno : error;
    }
    return last ? 0 : ENOTDIR;
}

/* Tells whether the directory that the way has come to is `folder`, or below it. */
static int is_inside(struct way *way, const struct xrom_host_identity *folder, bool *inside)
{
    struct xrom_host_identity last = {0, 0};
    struct stat stat;
    int error = 0;

    for (bool first = true; !error; first = false) {
        struct xrom_host_identity here;
        if (fstat(way->descriptor, &stat) != 0) {
            return errno;
        }
        here = xrom_host_identity(&stat);
        *inside = xrom_host_is_same(&here, folder);
        if (*inside || (!first && xrom_host_is_same(&here, &last))) {
            return 0;
        }
        last = here;
        error = move(way, "..");
    }
    return error;
}

static int fail(struct xrom_tree *tree, const struct xrom_where *where, int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return xrom_fail(tree, XROM_ERR_TREE, where, "the symbolic link leads nowhere; mend, remove or exclude it");
    case ELOOP:
        return xrom_fail(tree, XROM_ERR_TREE, where, "the symbolic link leads in a circle; mend, remove or exclude it");
    case ENOMEM: return xrom_fail_memory(tree);
    default: return xrom_fail_io(tree, where, "followed", number);
    }
}

/* Refuses a target that is one of the folders that lead to the link: its content would have no end. */
static int refuse_circle(struct xrom_tree *tree, const struct xrom_host_place *place, const struct xrom_where *where,
                         const struct stat *target)
{
    struct xrom_host_identity identity = xrom_host_identity(target);

    for (const struct xrom_host_folder *folder = place->folder; folder; folder = folder->parent) {
        if (xrom_host_is_same(&identity, &folder->identity)) {
            return xrom_fail(tree, XROM_ERR_TREE, where,
                             "the symbolic link leads to a folder that it is in, which would have no end; "
                             "remove or exclude it");
        }
    }
    return XROM_OK;
}

int xrom_link_follow(struct xrom_tree *tree, const struct xrom_host_place *place, const char *name, struct stat *target)
{
    const struct xrom_where where = {place->folder, NULL, name, strlen(name)};
    const struct xrom_host_folder *outermost = place->folder;
    struct way way = {-1, NULL, NULL, 0};
    bool inside = false;
    int error;

    while (outermost->parent) {
        outermost = outermost->parent;
    }
    way.path = strdup(name);
    if (!way.path) {
        return xrom_fail_memory(tree);
    }
    way.rest = way.path;
    way.descriptor = openat(place->descriptor, ".", PASS | O_DIRECTORY | O_CLOEXEC);
    error = way.descriptor < 0 ? errno : 0;
    while (!error && way.rest[0] != '\0') {
        error = go(&way, target);
    }
    if (!error) {
        error = is_inside(&way, &outermost->identity, &inside);
    }
    free(way.path);
    if (way.descriptor >= 0) {
        close(way.descriptor);
    }
    if (error) {
        return fail(tree, &where, error);
    }
    if (!inside) {
        return xrom_fail(tree, XROM_ERR_TREE, &where,
                         "the symbolic link leads out of the folder; replace it by what it leads to, or exclude it");
    }
    return refuse_circle(tree, place, &where, target);
}
