/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "host.h"
#include "message.h"

struct xrom_host_identity xrom_host_identity(const struct stat *stat)
{
    struct xrom_host_identity identity = {(uint64_t)stat->st_dev, (uint64_t)stat->st_ino};

    return identity;
}

bool xrom_host_is_same(const struct xrom_host_identity *a, const struct xrom_host_identity *b)
{
    return a->device == b->device && a->inode == b->inode;
}

uint64_t xrom_host_modified(const struct stat *stat)
{
    return (uint64_t)stat->st_mtim.tv_sec * UINT64_C(1000000000) + (uint64_t)stat->st_mtim.tv_nsec;
}

uint32_t xrom_host_seconds(uint64_t modified)
{
    /* Modulo 2^64, so the upper half is what was before 1970. */
    uint64_t seconds = modified <= INT64_MAX ? modified / 1000000000 : 0;

    return seconds < UINT32_MAX ? (uint32_t)seconds : UINT32_MAX;
}

/* The error for what could not be opened: some reasons mean that it is there no longer, or as something else. */
static int fail_open(struct xrom_tree *tree, const struct xrom_where *where, int number)
{
    if (number == ENOENT) {
        return xrom_fail_changed(tree, where, "is missing");
    }
    if (number == ELOOP || number == ENOTDIR || number == ENXIO) {
        return xrom_fail_changed(tree, where, "is something else");
    }
    return xrom_fail_io(tree, where, "opened", number);
}

void xrom_host_leave(struct xrom_host_place *place)
{
    if (place->folder) {
        close(place->descriptor);
        place->folder = NULL;
    }
}

/* Opens `name`, which must lead to `folder`, relative to the open directory (none: to the working directory). */
static int step(struct xrom_tree *tree, struct xrom_host_place *place, const char *name, int flags,
                const struct xrom_host_folder *folder)
{
    struct xrom_where where = xrom_where_is_folder(folder);
    struct xrom_host_identity identity;
    struct stat stat;
    int at = place->folder ? place->descriptor : AT_FDCWD;
    int descriptor = openat(at, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | flags);

    if (descriptor < 0) {
        return fail_open(tree, &where, errno);
    }
    xrom_host_leave(place);
    place->folder = folder;
    place->descriptor = descriptor;
    if (fstat(descriptor, &stat) != 0) {
        return xrom_fail_io(tree, &where, "examined", errno);
    }
    identity = xrom_host_identity(&stat);
    return xrom_host_is_same(&identity, &folder->identity) ? XROM_OK : xrom_fail_changed(tree, &where, "was replaced");
}

/* The ancestor of a folder, or the folder itself, at a depth that is not larger than its own. */
static const struct xrom_host_folder *ancestor(const struct xrom_host_folder *folder, uint32_t depth)
{
    while (folder->depth > depth) {
        folder = folder->parent;
    }
    return folder;
}

/* Moves up until the open folder is an ancestor of the wanted one; closes it where there is no way up. */
static int climb(struct xrom_tree *tree, struct xrom_host_place *place, const struct xrom_host_folder *folder)
{
    int error = XROM_OK;

    while (!error && place->folder) {
        const struct xrom_host_folder *open = place->folder;
        if (open->depth <= folder->depth && ancestor(folder, open->depth) == open) {
            return XROM_OK;
        }
        if (open->link || !open->parent) {
            xrom_host_leave(place);
        } else {
            error = step(tree, place, "..", 0, open->parent);
        }
    }
    return error;
}

int xrom_host_enter(struct xrom_tree *tree, struct xrom_host_place *place, const struct xrom_host_folder *folder)
{
    int error = climb(tree, place, folder);

    while (!error && place->folder != folder) {
        const struct xrom_host_folder *next = ancestor(folder, place->folder ? place->folder->depth + 1 : 0);
        error = step(tree, place, next->name, next->link || !next->parent ? 0 : O_NOFOLLOW, next);
    }
    return error;
}

int xrom_host_open(struct xrom_tree *tree, struct xrom_host_place *place, const struct xrom_entry *entry,
                   int *descriptor)
{
    struct xrom_where where = xrom_where_is_entry(entry);
    int error = xrom_host_enter(tree, place, entry->folder);
    int opened;

    if (error) {
        return error;
    }
    opened = openat(place->descriptor, entry->name,
                    O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC | (entry->link ? 0 : O_NOFOLLOW));
    if (opened < 0) {
        return fail_open(tree, &where, errno);
    }
    *descriptor = opened;
    return XROM_OK;
}

int xrom_host_read(struct xrom_tree *tree, const struct xrom_entry *entry, int descriptor, void *bytes, size_t size,
                   size_t *got)
{
    struct xrom_where where = xrom_where_is_entry(entry);
    ssize_t result;
    int error;

    do {
        result = read(descriptor, bytes, size);
    } while (result < 0 && errno == EINTR);
    if (result <= 0) {
        int number = errno;
        /* A file that was replaced or cut is the better explanation. */
        error = xrom_host_check(tree, entry, descriptor);
        if (error) {
            return error;
        }
        return result < 0 ? xrom_fail_io(tree, &where, "read", number)
                          : xrom_fail_changed(tree, &where, "has become shorter");
    }
    *got = (size_t)result;
    return XROM_OK;
}

int xrom_host_check(struct xrom_tree *tree, const struct xrom_entry *entry, int descriptor)
{
    struct xrom_where where = xrom_where_is_entry(entry);
    struct xrom_host_identity identity;
    struct stat stat;

    if (fstat(descriptor, &stat) != 0) {
        return xrom_fail_io(tree, &where, "examined", errno);
    }
    if (!S_ISREG(stat.st_mode)) {
        return xrom_fail_changed(tree, &where, "is something else");
    }
    identity = xrom_host_identity(&stat);
    if (!xrom_host_is_same(&identity, &entry->content.host.identity)) {
        return xrom_fail_changed(tree, &where, "was replaced");
    }
    if ((uint64_t)stat.st_size != entry->size || xrom_host_modified(&stat) != entry->content.host.modified) {
        return xrom_fail_changed(tree, &where, "has changed");
    }
    return XROM_OK;
}
