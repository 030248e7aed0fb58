/* SPDX-License-Identifier: MIT */
/* Does what the argument says, each time one thing that silicon does not allow. With 0: only what it allows. */
#include "rig.h"
#include "rom.h"

#define FLASH UINT32_C(0x10100000)
#define RAM UINT32_C(0x20010000)

static rom_simple *exit_xip, *flush, *enter;
static rom_erase *erase;

static void find_rom(void)
{
    exit_xip = (rom_simple *)rom_function('E', 'X');
    flush = (rom_simple *)rom_function('F', 'C');
    enter = (rom_simple *)rom_function('C', 'X');
    erase = (rom_erase *)rom_function('R', 'E');
}

static void IN_RAM read_without_xip(void)
{
    exit_xip();
    (void)REGISTER(FLASH);
}

static void run_from_flash(void)
{
    exit_xip();
}

/* The chip erases, and nobody waits for it. */
static void IN_RAM read_while_busy(void)
{
    exit_xip();
    REGISTER(0x4001800c) = 0x200; /* chip select low, then high: write enable */
    REGISTER(0x18000060) = 0x06;
    REGISTER(0x4001800c) = 0x300;
    REGISTER(0x4001800c) = 0x200;
    REGISTER(0x18000060) = 0x20;
    REGISTER(0x18000060) = 0x10;
    REGISTER(0x18000060) = 0;
    REGISTER(0x18000060) = 0;
    REGISTER(0x4001800c) = 0x300;
    flush();
    enter();
    (void)REGISTER(FLASH);
}

static void IN_RAM read_with_forced_select(void)
{
    exit_xip();
    enter();
    (void)REGISTER(FLASH);
}

/* A word that is in the cache is erased, and the cache not flushed. */
static void IN_RAM read_stale(void)
{
    (void)REGISTER(FLASH);
    exit_xip();
    erase(FLASH - 0x10000000, 4096, 0, 0);
    REGISTER(0x4001800c) = 0;
    enter();
    (void)REGISTER(FLASH);
}

static void begin_dma(uint32_t from, uint32_t request)
{
    REGISTER(0x50000000) = from;
    REGISTER(0x50000004) = RAM;
    REGISTER(0x50000008) = 1;
    REGISTER(0x5000000c) = 1u | 2u << 2 | request << 15 | 1u << 21;
    while (REGISTER(0x5000000c) & 1u << 24) {
    }
}

static void IN_RAM dma_without_xip(void)
{
    exit_xip();
    REGISTER(0x50000000) = FLASH;
    REGISTER(0x50000004) = RAM;
    REGISTER(0x50000008) = 1;
    REGISTER(0x5000000c) = 1u | 2u << 2 | 63u << 15 | 1u << 21;
    while (REGISTER(0x5000000c) & 1u << 24) {
    }
}

static void IN_RAM stream_without_xip(void)
{
    exit_xip();
    REGISTER(0x14000014) = FLASH;
    REGISTER(0x14000018) = 1;
    while (REGISTER(0x14000008) & 2) { /* the FIFO is empty */
    }
}

static void do_nothing_wrong(void)
{
    (void)REGISTER(RAM);
    REGISTER(RAM) = 1;
    (void)*(volatile uint16_t *)(RAM + 2);
    (void)*(volatile uint8_t *)(RAM + 3);
    (void)REGISTER(FLASH);
    (void)REGISTER(FLASH + 0x03000000);
    (void)*(volatile uint16_t *)(FLASH + 0x01000002);
    (void)*(volatile uint8_t *)(FLASH + 0x02000003);
    REGISTER(FLASH) = 0; /* drops a line of the cache */
    begin_dma(FLASH, 63);
}

int main(void)
{
    find_rom();
    switch (argument()) {
    case 0: do_nothing_wrong(); break;
    case 1: (void)REGISTER(hidden(RAM + 1)); break;
    case 2: (void)REGISTER(hidden(FLASH + 2)); break;
    case 3: (void)*(volatile uint16_t *)hidden(RAM + 1); break;
    case 4: REGISTER(hidden(RAM + 2)) = 0; break;
    case 5: *(volatile uint16_t *)hidden(RAM + 1) = 0; break;
    case 6: (void)REGISTER(0x30000000); break;
    case 7: REGISTER(0x30000000) = 0; break;
    case 8: REGISTER(FLASH + 0x01000000) = 0; break;
    case 9: *(volatile uint16_t *)(FLASH + 0x02000000) = 0; break;
    case 10: *(volatile uint8_t *)(FLASH + 0x03000000) = 0; break;
    case 11: REGISTER(hidden(0x100)) = 0; break;
    case 12: (void)REGISTER(0x10200000); break;
    case 13: read_without_xip(); break;
    case 14: run_from_flash(); break;
    case 15: read_while_busy(); break;
    case 16: read_with_forced_select(); break;
    case 17: read_stale(); break;
    case 18: dma_without_xip(); break;
    case 19: stream_without_xip(); break;
    case 20:
        REGISTER(0x4000c000) |= 1u << 2; /* RESETS: the DMA */
        begin_dma(RAM, 63);
        break;
    case 21: __asm__ volatile(".short 0xde01"); break;
    case 22:
        for (;;) {
        }
    }
    return 0;
}
