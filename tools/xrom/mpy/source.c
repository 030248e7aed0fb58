/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "host/memory.h"
#include "mpy/source.h"

static bool ends(const char *name, size_t size, const char *end)
{
    size_t end_size = strlen(end);

    return size >= end_size && memcmp(name + size - end_size, end, end_size) == 0;
}

bool source_has_name(const char *name, size_t size)
{
    return ends(name, size, SOURCE_END);
}

bool module_has_name(const char *name, size_t size)
{
    return ends(name, size, MODULE_END);
}

char *source_rename(const char *name, size_t size, size_t from, const char *end)
{
    size_t end_size = strlen(end);
    char *renamed = memory_grow(NULL, size - from + end_size + 1, 1);

    memcpy(renamed, name, size - from);
    memcpy(renamed + size - from, end, end_size + 1);
    return renamed;
}

char *source_path(const struct xrom_entry *entry)
{
    size_t size = xrom_entry_path(entry, NULL, 0) + 1;
    char *path = memory_grow(NULL, size, 1);

    xrom_entry_path(entry, path, size);
    return path;
}
