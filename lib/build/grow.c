/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>

#include "grow.h"

void *xrom_grow(void *array, size_t *capacity, size_t count, size_t size)
{
    void *grown;

    if (array && count <= *capacity) {
        return array;
    }
    if (count > SIZE_MAX / 2 / size - 8) {
        return NULL;
    }
    grown = realloc(array, (2 * count + 8) * size);
    if (grown) {
        *capacity = 2 * count + 8;
    }
    return grown;
}
