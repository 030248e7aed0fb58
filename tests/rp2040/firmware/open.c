/* SPDX-License-Identifier: MIT */
/* Ends with what opening the flash to be written gives, sign reversed; a write follows where that is 0. */
#include <xrom/rp2040.h>

#include "rig.h"

int main(void)
{
    struct xrom_rp2040_flash flash;
    int error = xrom_rp2040_flash_open(&flash, XROM_RP2040_CACHED, 0x100000, 0x1000,
                                       (uint32_t)firmware_end - XROM_RP2040_CACHED);

    if (!error) {
        error = xrom_erase(&flash.xip.backend, 0, 0x1000);
    }
    return -error;
}
