/* SPDX-License-Identifier: MIT */
/* From the reset to main(): vectors, memory, clocks, UART. Registers are those of the RP2040 datasheet. */
#include "board.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define VTOR REGISTER(0xe000ed08)

/* Of memory.ld. */
extern uint32_t data_begin[], data_end[], bss_begin[], bss_end[], stack_top[];
extern const uint32_t data_in_flash[];

void reset(void);

static void hang(void)
{
    for (;;) {
        __asm__ volatile("bkpt 0");
    }
}

struct vectors {
    const void *stack;
    void (*handlers[15 + 26])(void);
};

__attribute__((section(".vectors"), used)) static const struct vectors vectors = {
    stack_top,
    {reset, hang, hang, [10] = hang, [13] = hang, [14] = hang, [15 ... 40] = hang},
};

__attribute__((weak)) void finish(int status)
{
    (void)status;
    for (;;) {
        __asm__ volatile("wfi");
    }
}

/* The crystal of 12 MHz is the clock of all. The DMA and what the UART needs leave their reset. */
static void start_clocks(void)
{
    const uint32_t needed = 1u << 22 | 1u << 8 | 1u << 5 | 1u << 2; /* UART 0, pads, IO bank 0, DMA */

    REGISTER(0x40024000) = 0xaa0; /* XOSC: 1 to 15 MHz, its delay until it is stable, on */
    REGISTER(0x4002400c) = 47;
    REGISTER(0x40024000) = 0xfabaa0;
    while (!(REGISTER(0x40024004) & 0x80000000u)) {
    }
    REGISTER(0x40008030) = 2;                  /* clk_ref: XOSC */
    REGISTER(0x4000803c) = 0;                  /* clk_sys: clk_ref */
    REGISTER(0x40008048) = 1u << 11 | 4u << 5; /* clk_peri: XOSC */
    REGISTER(0x4000f000) = needed;             /* RESETS, clear */
    while ((REGISTER(0x4000c008) & needed) != needed) {
    }
}

static void start_uart(void)
{
    REGISTER(0x40014004) = 2; /* GPIO 0: UART 0 TX */
    REGISTER(0x40034024) = 6; /* 12 MHz / 16 / 115,200 = 6 + 33/64 */
    REGISTER(0x40034028) = 33;
    REGISTER(0x4003402c) = 3u << 5 | 1u << 4; /* 8 bits, FIFOs */
    REGISTER(0x40034030) = 1u << 8 | 1u;      /* transmit */
}

void reset(void)
{
    const uint32_t *from = data_in_flash;

    for (uint32_t *to = data_begin; to < data_end; to++) {
        *to = *from++;
    }
    for (uint32_t *to = bss_begin; to < bss_end; to++) {
        *to = 0;
    }
    VTOR = (uint32_t)&vectors;
    start_clocks();
    start_uart();
    finish(main());
}

static void put(char character)
{
    while (REGISTER(0x40034018) & 1u << 5) { /* the FIFO is full */
    }
    REGISTER(0x40034000) = (uint8_t)character;
}

void print(const char *text)
{
    while (*text) {
        put(*text++);
    }
}

void print_number(uint32_t number)
{
    char digits[11];
    char *first = digits + sizeof digits - 1;

    *first = '\0';
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    print(first);
}
