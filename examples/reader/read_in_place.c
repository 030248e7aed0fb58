/* SPDX-License-Identifier: MIT */
/* Finds a file in an image and reads it where it is: its address is that of the image plus an offset. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <xrom/mmap.h>
#include <xrom/xrom.h>

/* Prints where the image and the file are. */
static int show(struct xrom_backend *backend, const char *path)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *base;
    const void *data;
    uint32_t size;

    int error = xrom_map(backend, 0, backend->geometry.size, &base);
    if (!error) {
        error = xrom_open(&image, base, backend->geometry.size);
    }
    if (!error) {
        error = xrom_lookup(&image, path, &node);
    }
    if (!error) {
        error = xrom_data(&image, &node, 1, &data, &size);
    }
    if (!error) {
        printf("the image is at %p, %" PRIu32 " bytes\n", base, image.size);
        printf("%s is at %p, %" PRIu32 " bytes: %td after the image begins, not copied\n", path, data, size,
               (const uint8_t *)data - (const uint8_t *)base);
    }
    return error;
}

int main(int count, char **arguments)
{
    struct xrom_mmap map;
    int error;

    if (count != 3) {
        fprintf(stderr, "usage: read_in_place IMAGE PATH\n");
        return 2;
    }
    error = xrom_mmap_open(&map, arguments[1], 0, 0);
    if (error) {
        fprintf(stderr, "%s: %s\n", arguments[1], error == XROM_ERR_IO ? strerror(errno) : xrom_error_text(error));
        return 1;
    }
    error = show(&map.backend, arguments[2]);
    xrom_mmap_close(&map);
    if (error) {
        fprintf(stderr, "%s: %s: %s\n", arguments[1], arguments[2], xrom_error_text(error));
        return 1;
    }
    return 0;
}
