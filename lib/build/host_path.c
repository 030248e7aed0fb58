/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "grow.h"
#include "host_path.h"

/* Makes room for `size` bytes. */
static bool reserve(struct xrom_host_path *path, size_t size)
{
    char *text = xrom_grow(path->text, &path->capacity, size, 1);

    if (text) {
        path->text = text;
    }
    return text != NULL;
}

/* The size of a folder's name with the '/' behind it, which the outermost one may have already. */
static size_t part_size(const struct xrom_host_folder *folder)
{
    size_t size = strlen(folder->name);

    return size > 0 && folder->name[size - 1] == '/' ? size : size + 1;
}

bool xrom_host_path_enter(struct xrom_host_path *path, const struct xrom_host_folder *folder)
{
    size_t at = 0;

    for (const struct xrom_host_folder *part = folder; part; part = part->parent) {
        at += part_size(part);
    }
    if (!reserve(path, at)) {
        return false;
    }
    path->folder_size = at;
    for (const struct xrom_host_folder *part = folder; part; part = part->parent) {
        path->text[--at] = '/';
        path->top_size = part_size(part);
        at -= path->top_size - 1;
        memcpy(path->text + at, part->name, path->top_size - 1);
    }
    return true;
}

bool xrom_host_path_name(struct xrom_host_path *path, const char *name)
{
    size_t size = strlen(name) + 1;

    if (!reserve(path, path->folder_size + size)) {
        return false;
    }
    memcpy(path->text + path->folder_size, name, size);
    return true;
}
