/* SPDX-License-Identifier: MIT */
/* An RP2040 without an SDK, started by examples/rp2040. */
#include <xrom/rp2040.h>

#include "board.h"
#include "flashed.h"

void print_bytes(const void *bytes, uint32_t size)
{
    char text[2] = "";

    for (const char *next = bytes; size > 0; size--) {
        text[0] = *next++;
        print(text);
    }
}

int main(void)
{
    static struct xrom_rp2040_flash flash;
    int error = xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, FLASHED_OFFSET, FLASHED_SIZE,
                                       (uint32_t)firmware_end - XROM_RP2040_CACHED);

    return error ? 1 : flashed(&flash.xip.backend);
}
