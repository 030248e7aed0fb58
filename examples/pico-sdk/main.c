/* SPDX-License-Identifier: MIT */
/* The example with the Pico SDK. It prints to UART 0; the image belongs to 1 MiB behind the begin of the flash. */
#include <stdio.h>

#include <hardware/sync.h>
#include <pico/stdlib.h>

#include "demo.h"

void print(const char *text)
{
    printf("%s", text); /* not fputs(): printf() is the one of the SDK, and they share no buffer */
}

void print_number(uint32_t number)
{
    printf("%lu", (unsigned long)number);
}

int main(void)
{
    stdio_init_all();
    demo();
    for (;;) {
        __wfi();
    }
}
