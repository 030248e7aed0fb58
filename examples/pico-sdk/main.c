/* SPDX-License-Identifier: MIT */
/* The example with the Pico SDK. It prints to UART 0; the image belongs to 1 MiB behind the begin of the flash. */
#include <stdio.h>

#include <hardware/regs/addressmap.h>
#include <hardware/sync.h>
#include <pico/flash.h>
#include <pico/stdlib.h>

#include "demo.h"

extern char __flash_binary_end; /* of the SDK's linker script */

void print(const char *text)
{
    printf("%s", text); /* not fputs(): printf() is the one of the SDK, and they share no buffer */
}

void print_number(uint32_t number)
{
    printf("%lu", (unsigned long)number);
}

/* Stops the second core, where it runs, and the interrupts of both. */
static int execute(void *context, void (*function)(void *argument), void *argument)
{
    (void)context;
    return flash_safe_execute(function, argument, UINT32_MAX);
}

int main(void)
{
    stdio_init_all();
    demo((uint32_t)((uintptr_t)&__flash_binary_end - XIP_BASE), execute);
    for (;;) {
        __wfi();
    }
}
