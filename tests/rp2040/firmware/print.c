/* SPDX-License-Identifier: MIT */
/* Tests print through semihosting, a text at a time: the UART would take an access for each character. */
#include "bare.h"
#include "rig.h"

void bare_print(const char *text)
{
    semihost(0x04, (uint32_t)text);
}
