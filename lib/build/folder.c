/* SPDX-License-Identifier: MIT */
/* A tree from a folder of the host. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host.h"
#include "host_path.h"
#include "link.h"
#include "match.h"
#include "message.h"

/* Entries between two calls of the caller's progress(). */
#define PROGRESS_STEP 256

/*
 * How many entries may be found through symbolic links to folders: so many, and so many more for each that is found without.
 * A few links can lead to the same folders again and again, in more ways than any host could go through.
 */
#define LINKED_COUNT_BASE 10000
#define LINKED_COUNT_FACTOR 16

/* The look through a folder. */
struct scan {
    struct xrom_tree *tree;
    const struct xrom_folder_options *options;
    struct xrom_host_place place;
    struct xrom_host_folder *pending; /* folders that were found and not yet looked through, last one first */
    struct xrom_host_folder *linked;  /* the same for those found through links, which come after all others */
    bool needs_paths;                 /* for a pattern, or for found() */
    struct xrom_host_path path;       /* where they are needed: of the folder or name that is looked at */
    uint64_t entry_count;
    uint64_t linked_count; /* of these, how many were found through links to folders */
};

/* Notes a folder to be looked through. `parent` null: it is the one that the caller named. */
static int add_pending(struct scan *scan, const struct xrom_host_folder *parent, const char *name,
                       struct xrom_entry *entry, const struct stat *stat, bool link)
{
    struct xrom_host_folder *folder = xrom_arena_take(&scan->tree->arena, sizeof *folder);
    struct xrom_host_folder **list;

    if (!folder) {
        return xrom_fail_memory(scan->tree);
    }
    folder->parent = parent;
    folder->entry = entry;
    folder->name = name;
    folder->identity = xrom_host_identity(stat);
    folder->depth = parent ? parent->depth + 1 : 0;
    folder->link = link;
    folder->linked = link || (parent && parent->linked);
    list = folder->linked ? &scan->linked : &scan->pending;
    folder->next = *list;
    *list = folder;
    return XROM_OK;
}

static const char *kind_name(mode_t mode)
{
    return S_ISFIFO(mode)   ? "a pipe"
           : S_ISSOCK(mode) ? "a socket"
           : S_ISCHR(mode)  ? "a character device"
           : S_ISBLK(mode)  ? "a block device"
                            : "of an unknown kind";
}

/* Tells what `name` in the open folder is, and where it is a link, what that leads to. */
static int examine(struct scan *scan, const char *name, struct stat *stat, bool *link)
{
    struct xrom_where where = {scan->place.folder, NULL, name, strlen(name)};
    int error = XROM_OK;

    if (fstatat(scan->place.descriptor, name, stat, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) {
            return xrom_fail(scan->tree, XROM_ERR_TREE, &where,
                             "was removed while the folder was looked through; build again when nothing writes to it");
        }
        return xrom_fail_io(scan->tree, &where, "examined", errno);
    }
    *link = S_ISLNK(stat->st_mode);
    if (*link) {
        error = xrom_link_follow(scan->tree, &scan->place, name, stat);
    }
    if (!error && !S_ISDIR(stat->st_mode) && !S_ISREG(stat->st_mode)) {
        error = xrom_fail(scan->tree, XROM_ERR_TREE, &where,
                          "is %s, and an image holds files and folders alone; remove or exclude it",
                          kind_name(stat->st_mode));
    }
    return error;
}

static bool is_excluded(const struct scan *scan, const char *name)
{
    const char *path = scan->needs_paths ? scan->path.text + scan->path.top_size : NULL;
    bool excluded = false;

    for (size_t i = 0; scan->options && i < scan->options->exclude_count; i++) {
        const char *pattern = scan->options->excludes[i];
        if (xrom_match(pattern, name, path)) {
            excluded = true;
            if (scan->options->matched) {
                scan->options->matched(scan->options->matched_context, pattern);
            }
        }
    }
    return excluded;
}

static void tell_found(const struct scan *scan, const char *path)
{
    if (scan->options && scan->options->found) {
        scan->options->found(scan->options->found_context, path);
    }
}

/* Adds `name` in the open folder to the tree. */
static int add_name(struct scan *scan, const char *name)
{
    const struct xrom_host_folder *folder = scan->place.folder;
    struct xrom_entry *entry;
    struct stat stat;
    bool link = false;
    int error = examine(scan, name, &stat, &link);

    if (!error) {
        error = xrom_tree_add(scan->tree, folder->entry, folder, name, strlen(name),
                              S_ISDIR(stat.st_mode) ? XROM_SOURCE_NONE : XROM_SOURCE_HOST, &entry);
    }
    if (error) {
        return error;
    }
    entry->link = link;
    scan->entry_count++;
    scan->linked_count += folder->linked;
    if (folder->linked &&
        scan->linked_count > LINKED_COUNT_BASE + LINKED_COUNT_FACTOR * (scan->entry_count - scan->linked_count)) {
        struct xrom_where where = xrom_where_is_folder(folder);
        return xrom_fail(scan->tree, XROM_ERR_TREE, &where,
                         "%" PRIu64 " entries are found through symbolic links to folders, far more than without; "
                         "remove or exclude some links",
                         scan->linked_count);
    }
    if (scan->options && scan->options->progress && scan->entry_count % PROGRESS_STEP == 0) {
        scan->options->progress(scan->options->context, scan->entry_count);
    }
    if (S_ISDIR(stat.st_mode)) {
        return add_pending(scan, folder, entry->name, entry, &stat, link);
    }
    entry->size = (uint64_t)stat.st_size;
    entry->content.host.identity = xrom_host_identity(&stat);
    entry->content.host.modified = xrom_host_modified(&stat);
    return XROM_OK;
}

/* Adds all names of a directory stream of the open folder. */
static int add_names(struct scan *scan, DIR *stream)
{
    struct xrom_where where = xrom_where_is_folder(scan->place.folder);
    int error = XROM_OK;

    if (scan->needs_paths && !xrom_host_path_enter(&scan->path, scan->place.folder)) {
        return xrom_fail_memory(scan->tree);
    }
    while (!error) {
        const struct dirent *found;

        errno = 0;
        found = readdir(stream);
        if (!found) {
            return errno ? xrom_fail_io(scan->tree, &where, "read", errno) : XROM_OK;
        }
        if (strcmp(found->d_name, ".") == 0 || strcmp(found->d_name, "..") == 0) {
            continue;
        }
        if (scan->needs_paths && !xrom_host_path_name(&scan->path, found->d_name)) {
            return xrom_fail_memory(scan->tree);
        }
        if (!is_excluded(scan, found->d_name)) {
            tell_found(scan, scan->path.text);
            error = add_name(scan, found->d_name);
        }
    }
    return error;
}

/* Looks through one folder. */
static int add_folder(struct scan *scan, struct xrom_host_folder *folder)
{
    struct xrom_where where = xrom_where_is_folder(folder);
    int error = xrom_host_enter(scan->tree, &scan->place, folder);
    DIR *stream;
    int copy;

    if (error) {
        return error;
    }
    /* A stream owns its descriptor, and the one of the folder is needed afterwards. */
    copy = fcntl(scan->place.descriptor, F_DUPFD_CLOEXEC, 0);
    stream = copy < 0 ? NULL : fdopendir(copy);
    if (!stream) {
        error = xrom_fail_io(scan->tree, &where, "read", errno);
        if (copy >= 0) {
            close(copy);
        }
        return error;
    }
    error = add_names(scan, stream);
    closedir(stream);
    return error;
}

/* Finds the folder that the caller named. */
static int begin(struct scan *scan, struct xrom_entry *directory, const char *path)
{
    struct xrom_where where = {NULL, NULL, path, strlen(path)};
    char *name = xrom_arena_copy(&scan->tree->arena, path, strlen(path));
    struct stat found;

    if (!name) {
        return xrom_fail_memory(scan->tree);
    }
    if (stat(path, &found) != 0) {
        return xrom_fail_io(scan->tree, &where, "opened", errno);
    }
    if (!S_ISDIR(found.st_mode)) {
        return xrom_fail(scan->tree, XROM_ERR_IO, &where, "is not a folder; name the folder that holds the files");
    }
    tell_found(scan, name);
    return add_pending(scan, NULL, name, directory, &found, false);
}

static bool needs_paths(const struct xrom_folder_options *options)
{
    bool needed = options && options->found;

    for (size_t i = 0; options && i < options->exclude_count && !needed; i++) {
        needed = xrom_match_needs_path(options->excludes[i]);
    }
    return needed;
}

int xrom_tree_add_folder(struct xrom_tree *tree, struct xrom_entry *parent, const char *path,
                         const struct xrom_folder_options *options)
{
    struct scan scan = {.tree = tree, .options = options, .needs_paths = needs_paths(options)};
    struct xrom_entry *directory = xrom_tree_directory(tree, parent);
    int error = directory ? begin(&scan, directory, path) : XROM_ERR_TREE;

    while (!error && (scan.pending || scan.linked)) {
        struct xrom_host_folder **list = scan.pending ? &scan.pending : &scan.linked;
        struct xrom_host_folder *folder = *list;
        *list = folder->next;
        error = add_folder(&scan, folder);
    }
    if (!error && options && options->progress) {
        options->progress(options->context, scan.entry_count);
    }
    free(scan.path.text);
    xrom_host_leave(&scan.place);
    return error;
}
