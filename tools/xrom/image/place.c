/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "host/memory.h"
#include "image/place.h"

/* Bytes to begin with, and what they hold before there is a path. */
enum { FIRST_CAPACITY = 4096, UNUSED = 0xff };

/*
 * xrom_path_at() tells no size, and zeros may stand in names, so that the first one need not be the end. But behind the zero
 * that ends the path nothing is written: it is the last byte that has changed.
 */
static size_t measure(const char *path, size_t capacity)
{
    size_t end = capacity;

    while (end > 0 && (unsigned char)path[end - 1] == UNUSED) {
        end--;
    }
    return end > 0 ? end - 1 : 0;
}

char *place_path(const struct xrom_image *image, uint32_t offset, size_t *size)
{
    size_t capacity = FIRST_CAPACITY;
    char *path = NULL;
    int error;

    /* Ends: as many bytes as the image has are enough. */
    do {
        path = memory_grow(path, capacity, 1);
        memset(path, UNUSED, capacity);
        error = xrom_path_at(image, offset, path, capacity);
        *size = error ? 0 : measure(path, capacity);
        capacity *= 2;
    } while (error == XROM_ERR_BUFFER);
    path[*size] = '\0';
    return path;
}
