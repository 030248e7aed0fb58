/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include <xrom/mpy.h>

#include "mpy/board.h"

/*
 * As the ports of MicroPython v1.25 to v1.29 set them: the architecture follows from the instructions and the floating point
 * that the compiler is told of (py/persistentcode.h), and whether native code runs at all from the port's MICROPY_EMIT_*.
 * Where chips of a family differ in floating point it is what all of them have. Small integers have 31 bits wherever objects
 * have 32 (MICROPY_OBJ_REPR A and C), and 63 on hosts of 64 bits.
 */
static const struct board boards[] = {
    {"rp2040", "armv6m", 31},     {"rp2350", "armv7emsp", 31},  {"rp2350-riscv", "rv32imc", 31},
    {"esp32", "xtensawin", 31},   {"esp32s2", "xtensawin", 31}, {"esp32s3", "xtensawin", 31},
    {"esp32c3", "rv32imc", 31},   {"esp32c6", "rv32imc", 31},   {"esp32p4", "rv32imc", 31},
    {"esp8266", "xtensa", 31},    {"stm32f4", "armv7emsp", 31}, {"stm32f7", "armv7emsp", 31},
    {"stm32g4", "armv7emsp", 31}, {"stm32h5", "armv7emsp", 31}, {"stm32h7", "armv7emdp", 31},
    {"stm32l4", "armv7emsp", 31}, {"stm32wb", "armv7emsp", 31}, {"samd51", "armv7emsp", 31},
    {"nrf52", "armv7emsp", 31},   {"mimxrt", "armv7emsp", 31},  {"unix", "x64", 63},
    {"unix32", "x86", 31},        {"webassembly", NULL, 31},
};

enum { BOARD_COUNT = sizeof boards / sizeof boards[0], ARCH_MAX = 64 };

const struct board *board_find(const char *name)
{
    for (size_t i = 0; i < BOARD_COUNT; i++) {
        if (strcmp(boards[i].name, name) == 0) {
            return &boards[i];
        }
    }
    return NULL;
}

void board_list(void)
{
    puts("target        native code  small integers");
    for (size_t i = 0; i < BOARD_COUNT; i++) {
        printf("%-13s %-12s %u bits\n", boards[i].name, boards[i].march ? boards[i].march : "none",
               boards[i].small_int_bits);
    }
    puts("\nAll read .mpy of version 6, and run native code of 6.3, as MicroPython v1.23 and later make it.");
}

/* The number of an architecture; ARCH_MAX: there is none of this name. */
static uint32_t find_arch(const char *march)
{
    uint32_t arch = 0;

    while (arch < ARCH_MAX && strcmp(xrom_mpy_arch_text(arch), march) != 0) {
        arch++;
    }
    return arch;
}

bool board_runs(const struct board *board, uint32_t arch)
{
    uint32_t own, thumb;

    if (!board->march) {
        return false;
    }
    own = find_arch(board->march);
    thumb = find_arch("armv6m");
    /* A Thumb core runs what is for lesser ones. */
    return arch == own || (strncmp(board->march, "armv7", 5) == 0 && thumb <= arch && arch <= own);
}

bool board_runs_march(const struct board *board, const char *march)
{
    uint32_t arch = find_arch(march);

    return arch < ARCH_MAX && board_runs(board, arch);
}
