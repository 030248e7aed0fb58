/* SPDX-License-Identifier: MIT */
/*
 * The second stage: the first 256 bytes of the flash, of which the last 4 are a checksum (checksum.py). The boot ROM copies
 * it to RAM and runs it, to make the window to the flash fast; so does the library after it has written.
 *
 * For chips of the W25Q family whose quad enable bit is set in the factory, as on the Pico: reads are EBh, "fast read quad
 * I/O", and continuous, which is without the command from the second one on.
 */
    .syntax unified
    .cpu cortex-m0plus
    .thumb

    .equ CLOCK_DIVIDER, 2           /* even; the chip gets the system clock divided by it: at most 133 MHz */
    .equ SSI_CTRLR0, 0x00
    .equ SSI_CTRLR1, 0x04
    .equ SSI_SSIENR, 0x08
    .equ SSI_SER, 0x10
    .equ SSI_BAUDR, 0x14
    .equ SSI_SR, 0x28
    .equ SSI_DR0, 0x60

    .section .boot2, "ax"
    .thumb_func
    .global boot2
boot2:
    push {lr}
    ldr r3, ssi
    movs r0, #0
    str r0, [r3, #SSI_SSIENR]       /* off, to be set up */
    movs r1, #CLOCK_DIVIDER
    str r1, [r3, #SSI_BAUDR]
    ldr r1, quad_words
    str r1, [r3, #SSI_CTRLR0]
    str r0, [r3, #SSI_CTRLR1]
    movs r1, #1
    str r1, [r3, #SSI_SER]
    ldr r2, spi_ctrlr0

    /* One read with the command and the mode bits a0, after which the chip expects no command. */
    ldr r1, with_command
    str r1, [r2]
    movs r1, #1
    str r1, [r3, #SSI_SSIENR]
    movs r1, #0xeb
    str r1, [r3, #SSI_DR0]
    movs r1, #0xa0
    str r1, [r3, #SSI_DR0]
1:
    ldr r1, [r3, #SSI_SR]
    movs r2, #5                     /* busy, transmit FIFO empty */
    ands r1, r2
    cmp r1, #4
    bne 1b
    str r0, [r3, #SSI_SSIENR]       /* drops the answer */

    ldr r2, spi_ctrlr0
    ldr r1, without_command
    str r1, [r2]
    movs r1, #1
    str r1, [r3, #SSI_SSIENR]

    /* The boot ROM calls with 0 in lr: go on to the firmware. */
    pop {r0}
    cmp r0, #0
    beq 2f
    bx r0
2:
    ldr r0, firmware
    ldr r1, vtor
    str r0, [r1]
    ldm r0!, {r1, r2}
    msr msp, r1
    bx r2

    .align 2
ssi:
    .word 0x18000000
spi_ctrlr0:
    .word 0x180000f4
quad_words:                         /* four lines, 32 bits, send address and receive */
    .word 2 << 21 | 31 << 16 | 3 << 8
with_command:                       /* 4 clocks of wait, 8 bits of command on one line, 32 of address and mode on four */
    .word 4 << 11 | 2 << 8 | 8 << 2 | 1
without_command:                    /* the same without command; mode bits a0 */
    .word 0xa0 << 24 | 4 << 11 | 0 << 8 | 8 << 2 | 2
firmware:
    .word 0x10000100
vtor:
    .word 0xe000ed08
