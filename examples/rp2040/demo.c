/* SPDX-License-Identifier: MIT */
/*
 * The flash of this example, of 2 MiB:
 *
 *     0        the firmware
 *     1 MiB    the image that is flashed with it
 */
#include "demo.h"

#define IMAGE_OFFSET UINT32_C(0x00100000)
#define IMAGE_SIZE UINT32_C(0x00080000)

static int open_image(struct xrom_image *image)
{
    struct xrom_rp2040_xip xip;
    const void *base;
    int error = xrom_rp2040_xip_open(&xip, XROM_RP2040_CACHED, IMAGE_OFFSET, IMAGE_SIZE);

    if (!error) {
        error = xrom_map(&xip.backend, 0, IMAGE_SIZE, &base);
    }
    return error ? error : xrom_open(image, base, IMAGE_SIZE);
}

int demo(void)
{
    struct xrom_image image;
    int error = open_image(&image);

    if (!error) {
        error = show(&image);
    }
    if (error) {
        print("error: ");
        print(xrom_error_text(error));
        print("\n");
    }
    return error;
}
