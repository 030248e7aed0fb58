/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "mpy/module.h"

/* How many levels to begin with: more than people write. */
enum { FIRST_LEVELS = 32 };

int module_open(struct xrom_mpy *mpy, const void *bytes, size_t size, struct xrom_fault *fault)
{
    uint32_t *levels = NULL;
    uint32_t level_count = FIRST_LEVELS;
    int error = xrom_mpy_open(mpy, bytes, size);

    memset(fault, 0, sizeof *fault);
    if (error) {
        return error;
    }
    /* A level takes a byte at least, so the size of the file bounds the depth, and with it this loop. */
    do {
        levels = memory_grow(levels, level_count, sizeof *levels);
        error = xrom_mpy_check(mpy, levels, level_count, fault);
        level_count *= 2;
    } while (error == XROM_ERR_LEVELS && level_count / 2 <= mpy->size);
    free(levels);
    return error;
}

struct module_constant *module_constants(const struct xrom_mpy *mpy, size_t *count)
{
    struct module_constant *constants = NULL;
    uint32_t level_count = FIRST_LEVELS;
    uint32_t *levels = NULL;
    size_t capacity = 0;
    int error;

    do {
        struct xrom_mpy_walk walk;
        struct xrom_mpy_part part;
        levels = memory_grow(levels, level_count, sizeof *levels);
        *count = 0;
        error = xrom_mpy_walk(mpy, levels, level_count, &walk);
        /* Code comes last. */
        while (!error && (error = xrom_mpy_next(mpy, &walk, &part)) == XROM_OK && part.kind < XROM_MPY_BYTECODE) {
            if (part.kind == XROM_MPY_BYTES && part.size > 0) {
                constants = memory_reserve(constants, &capacity, *count + 1, sizeof *constants);
                constants[*count].offset = part.offset;
                constants[(*count)++].size = part.size;
            }
        }
        level_count *= 2;
    } while (error == XROM_ERR_LEVELS && level_count / 2 <= mpy->size);
    free(levels);
    return constants;
}

const struct module_constant *module_largest(const struct module_constant *constants, size_t count)
{
    const struct module_constant *largest = NULL;

    for (size_t i = 0; i < count; i++) {
        if (!largest || constants[i].size > largest->size) {
            largest = &constants[i];
        }
    }
    return largest;
}
