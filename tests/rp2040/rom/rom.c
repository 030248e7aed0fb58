/* SPDX-License-Identifier: MIT */
/*
 * A boot ROM for the emulated RP2040: what the flash functions of the real one do, by its description in the datasheet
 * (2.8), and the start of the second stage, whose checksum it checks. Where that is wrong the real one offers USB.
 */
#include <stddef.h>
#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define SSI_CTRLR0 REGISTER(0x18000000)
#define SSI_CTRLR1 REGISTER(0x18000004)
#define SSI_SSIENR REGISTER(0x18000008)
#define SSI_SER REGISTER(0x18000010)
#define SSI_BAUDR REGISTER(0x18000014)
#define SSI_SR REGISTER(0x18000028)
#define SSI_DR0 REGISTER(0x18000060)
#define SSI_SPI_CTRLR0 REGISTER(0x180000f4)
#define XIP_FLUSH REGISTER(0x14000004)
#define CHIP_SELECT REGISTER(0x4001800c) /* IO_QSPI, GPIO_QSPI_SS_CTRL; bits 8 and 9: 2 low, 3 high */

enum { SECTOR_SIZE = 4096, PAGE_SIZE = 256, BOOT2_SIZE = 256, BUSY = 1, CLOCK_DIVIDER = 6 };
enum { WRITE_ENABLE = 0x06, READ_STATUS = 0x05, PROGRAM_PAGE = 0x02, ERASE_SECTOR = 0x20 };

void *rom_lookup(const uint16_t *table, uint32_t code)
{
    for (; table[0]; table += 2) {
        if (table[0] == code) {
            return (void *)(uintptr_t)table[1];
        }
    }
    return NULL;
}

static void select_chip(int low)
{
    CHIP_SELECT = (CHIP_SELECT & ~UINT32_C(0x300)) | (low ? 0x200 : 0x300);
}

static uint32_t exchange(uint32_t byte)
{
    SSI_DR0 = byte;
    while (!(SSI_SR & 8)) {
    }
    return SSI_DR0;
}

static void send_command(uint32_t command)
{
    select_chip(1);
    exchange(command);
    select_chip(0);
}

/* Begins a command that has an address. */
static void send_addressed(uint32_t command, uint32_t address)
{
    select_chip(1);
    exchange(command);
    exchange(address >> 16 & 0xff);
    exchange(address >> 8 & 0xff);
    exchange(address & 0xff);
}

static void end_write(void)
{
    uint32_t status;

    select_chip(0);
    do {
        select_chip(1);
        exchange(READ_STATUS);
        status = exchange(0);
        select_chip(0);
    } while (status & BUSY);
}

void connect_internal_flash(void)
{
}

/* Serial transfers of bytes, and a sequence that ends continuous reads. */
void flash_exit_xip(void)
{
    SSI_SSIENR = 0;
    SSI_BAUDR = CLOCK_DIVIDER;
    SSI_CTRLR0 = 7u << 16;
    SSI_SPI_CTRLR0 = 0;
    SSI_SER = 1;
    SSI_SSIENR = 1;
    select_chip(0);
    for (int i = 0; i < 2; i++) {
        select_chip(1);
        exchange(0xff);
        exchange(0xff);
        select_chip(0);
    }
}

void flash_range_erase(uint32_t address, size_t size, uint32_t block_size, uint8_t block_command)
{
    uint32_t end = address + size;

    while (address < end) {
        int whole_block = block_size && (address & (block_size - 1)) == 0 && end - address >= block_size;

        send_command(WRITE_ENABLE);
        send_addressed(whole_block ? block_command : ERASE_SECTOR, address);
        end_write();
        address += whole_block ? block_size : SECTOR_SIZE;
    }
}

void flash_range_program(uint32_t address, const uint8_t *bytes, size_t size)
{
    for (; size >= PAGE_SIZE; size -= PAGE_SIZE, address += PAGE_SIZE) {
        send_command(WRITE_ENABLE);
        send_addressed(PROGRAM_PAGE, address);
        for (int i = 0; i < PAGE_SIZE; i++) {
            exchange(*bytes++);
        }
        end_write();
    }
}

/* Flushes the cache, and gives the chip select back to the interface. */
void flash_flush_cache(void)
{
    XIP_FLUSH = 1;
    (void)XIP_FLUSH;
    CHIP_SELECT &= ~UINT32_C(0x300);
}

/* Reads of the window by the serial command 03h. */
void flash_enter_cmd_xip(void)
{
    SSI_SSIENR = 0;
    SSI_BAUDR = CLOCK_DIVIDER;
    SSI_CTRLR0 = 31u << 16 | 3u << 8;
    SSI_CTRLR1 = 0;
    SSI_SPI_CTRLR0 = 3u << 24 | 2u << 8 | 6u << 2;
    SSI_SER = 1;
    SSI_SSIENR = 1;
}

void *rom_memset(void *to, int value, size_t size)
{
    volatile uint8_t *next = to;

    while (size--) {
        *next++ = (uint8_t)value;
    }
    return to;
}

void *rom_memcpy(void *to, const void *from, size_t size)
{
    volatile uint8_t *next = to;
    const uint8_t *byte = from;

    while (size--) {
        *next++ = *byte++;
    }
    return to;
}

uint32_t rom_popcount(uint32_t value)
{
    uint32_t count = 0;

    for (; value; value &= value - 1) {
        count++;
    }
    return count;
}

uint32_t rom_leading_zeros(uint32_t value)
{
    uint32_t count = 32;

    for (; value; value >>= 1) {
        count--;
    }
    return count;
}

uint32_t rom_trailing_zeros(uint32_t value)
{
    return value ? rom_popcount((value & (0 - value)) - 1) : 32;
}

uint32_t rom_reverse(uint32_t value)
{
    uint32_t result = 0;

    for (int i = 0; i < 32; i++, value >>= 1) {
        result = result << 1 | (value & 1);
    }
    return result;
}

/* The CRC-32 of the second stage: the bits of a byte from the highest on, nothing reversed or inverted. */
static uint32_t checksum(const uint8_t *bytes, size_t size)
{
    uint32_t crc = 0xffffffff;

    for (; size > 0; size--) {
        crc ^= (uint32_t)*bytes++ << 24;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc << 1 ^ ((0 - (crc >> 31)) & 0x04c11db7);
        }
    }
    return crc;
}

/* Copies the second stage to the end of the RAM and runs it; the zero in lr tells it that it is the boot ROM that calls. */
void rom_reset(void)
{
    uint32_t *second_stage = (uint32_t *)0x20041f00;

    connect_internal_flash();
    flash_exit_xip();
    flash_flush_cache();
    flash_enter_cmd_xip();
    rom_memcpy(second_stage, (const void *)0x10000000, BOOT2_SIZE);
    if (checksum((const uint8_t *)second_stage, BOOT2_SIZE - 4) != second_stage[BOOT2_SIZE / 4 - 1]) {
        __asm__ volatile("bkpt 0xfd");
    }
    __asm__ volatile("movs r0, #0\n mov lr, r0\n bx %0" : : "l"(0x20041f01) : "r0");
    __builtin_unreachable();
}
