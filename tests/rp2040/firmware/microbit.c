/* SPDX-License-Identifier: MIT */
/* The start in QEMU, for programs without initialized data. */
#include "rig.h"

void microbit_reset(void);

void microbit_reset(void)
{
    finish(main());
}
