/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "image/alignment.h"
#include "image/constants.h"
#include "mpy/source.h"

int constants_find(struct constants *constants, struct scan *scan)
{
    const struct xrom_image *image = &scan->input->image;
    struct xrom_fault fault;
    struct xrom_stat stat;
    struct xrom_mpy mpy;
    size_t name_size;
    const char *name = scan_name(scan, &name_size);
    int error;

    constants->all = NULL;
    constants->count = 0;
    if (scan->node.kind != XROM_FILE || !module_has_name(name, name_size)) {
        return XROM_OK;
    }
    error = xrom_stat(image, &scan->node, &stat);
    if (!error && scan_examine(scan, stat.size) &&
        module_open(&mpy, image->base + stat.offset, stat.size, &fault) == XROM_OK) {
        constants->all = module_constants(&mpy, &constants->count);
        for (size_t i = 0; i < constants->count; i++) {
            constants->all[i].offset += stat.offset;
        }
    }
    return error;
}

size_t constants_print(const struct constants *constants, int width)
{
    size_t written = 0;

    for (size_t i = 0; i < constants->count; i++) {
        const struct module_constant *constant = &constants->all[i];
        int size = printf("     %*" PRIu32 " %*" PRIu32 " %5" PRIu32 "   constant %zu\n", width, constant->size, width,
                          constant->offset, alignment(constant->offset), i);
        written += size > 0 ? (size_t)size : 0;
    }
    return written;
}

void constants_write(const struct constants *constants, struct json *json)
{
    json_open(json, "constants", '[');
    for (size_t i = 0; i < constants->count; i++) {
        json_open(json, NULL, '{');
        json_number(json, "size", constants->all[i].size);
        json_number(json, "offset", constants->all[i].offset);
        json_number(json, "align", alignment(constants->all[i].offset));
        json_close(json, '}');
    }
    json_close(json, ']');
}

void constants_clear(struct constants *constants)
{
    free(constants->all);
    constants->all = NULL;
    constants->count = 0;
}
