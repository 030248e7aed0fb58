/* SPDX-License-Identifier: MIT */
/*
 * Looks up paths in the image at 1 MiB, each between two marks. Argument: how. The paths stand at 15 MiB, each ended by a
 * zero, and an empty one behind the last.
 */
#include <string.h>

#include <xrom/index.h>
#include <xrom/xrom.h>

#include "rig.h"

#define IMAGE ((const void *)0x10100000)
#define IMAGE_SIZE UINT32_C(0x00e00000)
#define PATHS ((const char *)0x10f00000)

enum { INDEXED = 1 }; /* of the argument */
enum { PATH_SIZE = 128, LOOKUP_BEGINS = 1, LOOKUP_ENDS = 2 };

int main(void)
{
    struct xrom_image image;
    struct xrom_index index;
    int indexed = argument() == INDEXED;
    int error = xrom_open(&image, IMAGE, IMAGE_SIZE);

    if (!error) {
        error = xrom_index_open(&index, &image);
    }
    for (const char *next = PATHS; !error && *next;) {
        static char path[PATH_SIZE]; /* in RAM */
        struct xrom_node node;
        size_t size = strlen(next) + 1;

        if (size > sizeof path) {
            return 1;
        }
        memcpy(path, next, size);
        next += size;
        mark(LOOKUP_BEGINS);
        error = indexed ? xrom_index_lookup(&index, path, &node) : xrom_lookup(&image, path, &node);
        mark(LOOKUP_ENDS);
        error = error == XROM_ERR_NOT_FOUND ? XROM_OK : error;
    }
    return -error;
}
