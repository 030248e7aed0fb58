/* SPDX-License-Identifier: MIT */
/*
 * The begin of a boot ROM for the emulated RP2040: vectors, and the table of functions as the RP2040's own ROM has it
 * (datasheet, 2.8.3): two letters and the address of each, 16 bits wide, ended by a zero.
 */
    .syntax unified
    .cpu cortex-m0plus
    .thumb
    .section .vectors, "ax"
    .word 0x20041f00                /* initial stack: below where the second stage is copied to */
    .word rom_reset + 1
    .word rom_hang + 1
    .word rom_hang + 1
    .byte 'M', 'u', 1, 1            /* magic, and the version */
    .hword function_table
    .hword data_table
    .hword rom_lookup + 1
    .hword 0

    .thumb_func
rom_hang:
    bkpt 0xfe
    b rom_hang

    .macro function first, second, symbol
    .byte \first, \second
    .hword \symbol + 1
    .endm
    .align 2
function_table:
    function 'I', 'F', connect_internal_flash
    function 'E', 'X', flash_exit_xip
    function 'R', 'E', flash_range_erase
    function 'R', 'P', flash_range_program
    function 'F', 'C', flash_flush_cache
    function 'C', 'X', flash_enter_cmd_xip
    function 'M', 'S', rom_memset
    function 'S', '4', rom_memset
    function 'M', 'C', rom_memcpy
    function 'C', '4', rom_memcpy
    function 'P', '3', rom_popcount
    function 'L', '3', rom_leading_zeros
    function 'T', '3', rom_trailing_zeros
    function 'R', '3', rom_reverse
data_table:
    .word 0
