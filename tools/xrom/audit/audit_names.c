/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_names.h"
#include "host/memory.h"

/* How MicroPython keeps names (py/qstr.c): pools that double, from 20 names on, and texts in chunks of 128 bytes. */
enum { POOL_FIRST = 20, POOL_HEADER_WORDS = 6, CHUNK = 128 };

/* Names within a module nest no deeper than its tuples and functions do; those come after all names. */
enum { LEVELS = 1 };

void audit_names_add(struct audit_names *names, const struct xrom_mpy *mpy, const char *path, bool is_source)
{
    uint32_t levels[LEVELS];
    struct xrom_mpy_walk walk;
    struct xrom_mpy_part part;

    xrom_mpy_walk(mpy, levels, LEVELS, &walk);
    for (uint32_t left = mpy->qstr_count; left > 0 && xrom_mpy_next(mpy, &walk, &part) == XROM_OK; left--) {
        struct audit_name *name;
        if (part.kind != XROM_MPY_QSTR) {
            continue;
        }
        names->all = memory_reserve(names->all, &names->capacity, names->count + 1, sizeof *names->all);
        name = &names->all[names->count++];
        name->text = memory_copy((const char *)mpy->base + part.offset, part.size);
        name->size = part.size;
        name->is_copied = is_source;
    }
    names->path_size += strlen(path) + 1;
}

static int compare(const void *one, const void *other)
{
    const struct audit_name *first = one, *second = other;

    if (first->size != second->size) {
        return first->size < second->size ? -1 : 1;
    }
    return memcmp(first->text, second->text, first->size);
}

static uint64_t round_up(uint64_t size, uint64_t unit)
{
    return (size + unit - 1) / unit * unit;
}

uint64_t audit_names_ram(struct audit_names *names, const struct xrom_mpy_profile *profile, bool precompiled)
{
    uint64_t distinct = 0, text_size = names->path_size, ram = 0;

    if (names->count == 0) {
        return 0;
    }
    qsort(names->all, names->count, sizeof *names->all, compare);
    for (size_t i = 0; i < names->count;) {
        bool copied = false;
        size_t first = i;
        for (; i < names->count && compare(&names->all[first], &names->all[i]) == 0; i++) {
            copied |= names->all[i].is_copied && !precompiled;
        }
        distinct++;
        text_size += copied ? names->all[first].size + 1 : 0;
    }
    for (uint64_t entries = POOL_FIRST, left = distinct; left > 0; entries *= 2) {
        ram += round_up(POOL_HEADER_WORDS * profile->word + entries * (profile->word + 1 + profile->qstr_hash),
                        profile->block);
        left = left > entries ? left - entries : 0;
    }
    return ram + round_up(text_size, CHUNK);
}

void audit_names_clear(struct audit_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->all[i].text);
    }
    free(names->all);
}
