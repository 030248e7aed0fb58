/* SPDX-License-Identifier: MIT */
/* Reads a file of the image that is linked into the program, and returns 0 if it is as it should be. */
#include <stdint.h>
#if __STDC_HOSTED__
#include <stdio.h>
#endif

#include <xrom/xrom.h>

#include "assets.romfs.h"

int main(void)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;

    int error = xrom_open(&image, assets, assets_size);
    if (!error) {
        error = xrom_lookup(&image, "/config.json", &node);
    }
    if (!error) {
        error = xrom_data(&image, &node, 4, &data, &size);
    }
#if __STDC_HOSTED__
    if (!error) {
        fwrite(data, 1, size, stdout);
    }
#endif
    return error != XROM_OK;
}
