/* SPDX-License-Identifier: MIT */
/*
 * The example without an SDK. To build it in this folder, and one file to flash of it and an image:
 *
 *     sh build.sh demo.bin main.c demo.c show.c $(sed -n 's,^xrom_reader += ,../../,p' ../../lib/sources.mk) \
 *         ../../lib/backend/backend.c ../../lib/backend/rp2040_*.c
 *     xrom build ../assets -o assets.romfs
 *     xrom convert assets.romfs --uf2 --base 1M --family rp2040 --merge demo.bin -o demo.uf2
 *
 * It prints to GPIO 0 at 115,200 baud.
 */
#include "board.h"
#include "demo.h"

int main(void)
{
    /* One core, and no DMA that reads flash: there is nothing else to stop while it is written. */
    return demo((uint32_t)firmware_end - XROM_RP2040_CACHED, NULL);
}
