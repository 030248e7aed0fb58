/* SPDX-License-Identifier: MIT */
/* The boot ROM, called past the library: for tests that must do wrong. */
#ifndef FIRMWARE_ROM_H
#define FIRMWARE_ROM_H

#include <stddef.h>
#include <stdint.h>

#define IN_RAM __attribute__((noinline, long_call, section(".time_critical.firmware")))
#define REGISTER(address) (*(volatile uint32_t *)(address))

/*
 * Keeps the compiler from knowing an address: it takes a small one for that of no object, and reads what is not aligned in
 * parts.
 */
static inline uintptr_t hidden(uintptr_t address)
{
    __asm__("" : "+r"(address));
    return address;
}

typedef void rom_simple(void);
typedef void rom_erase(uint32_t offset, size_t size, uint32_t block_size, uint8_t block_command);
typedef void rom_program(uint32_t offset, const uint8_t *bytes, size_t size);

static inline uintptr_t rom_function(char first, char second)
{
    typedef uintptr_t lookup(uintptr_t table, uint32_t code);
    const volatile uint16_t *header = (const volatile uint16_t *)hidden(0x14);

    return ((lookup *)(uintptr_t)header[2])(header[0], (uint32_t)first | (uint32_t)second << 8);
}

#endif
