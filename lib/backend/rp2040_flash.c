/* SPDX-License-Identifier: MIT */
/*
 * RP2040: flash that is written through the functions of the boot ROM (datasheet, 2.8.3.1.3).
 *
 * While they work the chip answers to no read, so the one function that calls them lies in RAM, takes all that it needs
 * from a request in RAM, and calls nothing else: no library function either, which the compiler would put into flash.
 */
#include <stdbool.h>
#include <string.h>

#include <xrom/rp2040.h>

#define PAGE_SIZE UINT32_C(256)
#define SECTOR_SIZE UINT32_C(4096)
#define BLOCK_SIZE UINT32_C(0x10000)
#define BLOCK_ERASE 0xd8 /* the command of the chip */

/* Two letters name a function of the boot ROM. */
#define ROM_CODE(first, second) (uint16_t)((first) | (second) << 8)

/* In the order in which they are called; of the third and fourth, one. */
enum rom_function {
    CONNECT_INTERNAL_FLASH,
    FLASH_EXIT_XIP,
    FLASH_RANGE_ERASE,
    FLASH_RANGE_PROGRAM,
    FLASH_FLUSH_CACHE,
    ROM_FUNCTION_COUNT
};

static const uint16_t rom_codes[ROM_FUNCTION_COUNT] = {ROM_CODE('I', 'F'), ROM_CODE('E', 'X'), ROM_CODE('R', 'E'),
                                                       ROM_CODE('R', 'P'), ROM_CODE('F', 'C')};

typedef void rom_simple(void);
typedef void rom_erase(uint32_t offset, size_t size, uint32_t block_size, uint8_t block_command);
typedef void rom_program(uint32_t offset, const uint8_t *bytes, size_t size);

struct request {
    uintptr_t rom[ROM_FUNCTION_COUNT];
    uintptr_t second_stage;
    uint32_t offset;      /* in the flash */
    uint32_t size;        /* one page, sector or block */
    const uint8_t *bytes; /* null: erase */
};

#if defined(__arm__)

#define WINDOW UINT32_C(0x10000000)
#define RAM UINT32_C(0x20000000)
#define RAM_SIZE UINT32_C(0x42000)
#define PADS_QSPI UINT32_C(0x40020004)
#define PADS_QSPI_COUNT 6

#ifndef XROM_RP2040_SECTION
#define XROM_RP2040_SECTION ".time_critical.xrom_rp2040"
#endif
#define IN_RAM __attribute__((noinline, section(XROM_RP2040_SECTION)))

/*
 * Keeps the compiler from knowing an address: it takes a small one for that of an object of no size, and unrolls loops over
 * registers to have each address as a constant.
 */
static inline uintptr_t hidden(uintptr_t address)
{
    __asm__("" : "+r"(address));
    return address;
}

/* A half-word of the boot ROM's header. */
static uint16_t rom_header(uintptr_t address)
{
    return *(const volatile uint16_t *)hidden(address);
}

static bool is_rp2040(void)
{
    return rom_header(0x10) == ROM_CODE('M', 'u') && (rom_header(0x12) & 0xff) == 1;
}

/* The address of a function of the boot ROM, or 0. */
static uintptr_t find_rom_function(uint32_t code)
{
    typedef uintptr_t lookup(uintptr_t table, uint32_t code);

    return ((lookup *)(uintptr_t)rom_header(0x18))(rom_header(0x14), code);
}

/* The pads of the flash chip are put back, since the boot ROM sets them to what they are after a reset. */
static void IN_RAM carry_out(void *argument)
{
    const struct request *request = argument;
    volatile uint32_t *pads = (volatile uint32_t *)hidden(PADS_QSPI);
    uint32_t saved[PADS_QSPI_COUNT];
    uint32_t masked;

    __asm__ volatile("mrs %0, primask\n cpsid i" : "=r"(masked) : : "memory");
    for (int i = 0; i < PADS_QSPI_COUNT; i++) {
        saved[i] = pads[i];
    }
    ((rom_simple *)request->rom[CONNECT_INTERNAL_FLASH])();
    ((rom_simple *)request->rom[FLASH_EXIT_XIP])();
    if (request->bytes) {
        ((rom_program *)request->rom[FLASH_RANGE_PROGRAM])(request->offset, request->bytes, request->size);
    } else {
        ((rom_erase *)request->rom[FLASH_RANGE_ERASE])(request->offset, request->size, BLOCK_SIZE, BLOCK_ERASE);
    }
    ((rom_simple *)request->rom[FLASH_FLUSH_CACHE])();
    ((rom_simple *)request->second_stage)();
    for (int i = 0; i < PADS_QSPI_COUNT; i++) {
        pads[i] = saved[i];
    }
    __asm__ volatile("msr primask, %0" : : "r"(masked) : "memory");
}

static bool is_code_in_ram(void)
{
    return (uintptr_t)carry_out - RAM < RAM_SIZE;
}

/* The address is that of Thumb code, hence odd. */
static uintptr_t address_of_code(const uint32_t *code)
{
    return (uintptr_t)code + 1;
}

static void copy_second_stage(uint32_t second_stage[64])
{
    memcpy(second_stage, (const void *)WINDOW, PAGE_SIZE);
}

static bool is_in_flash(const void *bytes)
{
    return (uintptr_t)bytes - WINDOW < 0x04000000;
}

#else

/* Elsewhere all is refused that is refused on the chip, and then the rest, as there is no chip. */
static bool is_rp2040(void)
{
    return false;
}

static uintptr_t find_rom_function(uint32_t code)
{
    (void)code;
    return 0;
}

static void carry_out(void *argument)
{
    (void)argument;
}

static bool is_code_in_ram(void)
{
    return false;
}

static uintptr_t address_of_code(const uint32_t *code)
{
    return (uintptr_t)code;
}

static void copy_second_stage(uint32_t second_stage[64])
{
    memset(second_stage, 0, PAGE_SIZE);
}

static bool is_in_flash(const void *bytes)
{
    (void)bytes;
    return false;
}

#endif

static int map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    const struct xrom_rp2040_flash *flash = (const struct xrom_rp2040_flash *)backend;

    (void)size;
    *address = (const void *)(flash->xip.base + offset);
    return XROM_OK;
}

/* Carries out a request while the flash is in use by nothing else. */
static int execute(struct xrom_rp2040_flash *flash, struct request *request)
{
    if (!flash->execute) {
        carry_out(request);
        return XROM_OK;
    }
    return flash->execute(flash->context, carry_out, request) == 0 ? XROM_OK : XROM_ERR_IO;
}

static int begin_request(struct xrom_rp2040_flash *flash, uint32_t offset, const void *bytes, struct request *request)
{
    for (int i = 0; i < ROM_FUNCTION_COUNT; i++) {
        request->rom[i] = find_rom_function(rom_codes[i]);
        if (request->rom[i] == 0) {
            return XROM_ERR_IO;
        }
    }
    request->second_stage = address_of_code(flash->second_stage);
    request->offset = flash->offset + offset;
    request->bytes = bytes;
    return XROM_OK;
}

static int erase(struct xrom_backend *backend, uint32_t offset, uint32_t size)
{
    struct xrom_rp2040_flash *flash = (struct xrom_rp2040_flash *)backend;
    struct request request;
    int error = begin_request(flash, offset, NULL, &request);

    while (!error && size > 0) {
        request.size = (request.offset & (BLOCK_SIZE - 1)) == 0 && size >= BLOCK_SIZE ? BLOCK_SIZE : SECTOR_SIZE;
        error = execute(flash, &request);
        request.offset += request.size;
        size -= request.size;
    }
    return error;
}

static int program(struct xrom_backend *backend, uint32_t offset, const void *bytes, uint32_t size)
{
    struct xrom_rp2040_flash *flash = (struct xrom_rp2040_flash *)backend;
    struct request request;
    int error = is_in_flash(bytes) ? XROM_ERR_ARGUMENT : begin_request(flash, offset, bytes, &request);

    while (!error && size > 0) {
        request.size = PAGE_SIZE;
        error = execute(flash, &request);
        request.offset += PAGE_SIZE;
        request.bytes += PAGE_SIZE;
        size -= PAGE_SIZE;
    }
    return error;
}

static const struct xrom_backend_operations operations = {map, erase, program, NULL};

int xrom_rp2040_flash_open(struct xrom_rp2040_flash *flash, enum xrom_rp2040_alias alias, uint32_t offset,
                           uint32_t size, uint32_t firmware_size)
{
    struct xrom_rp2040_xip xip;
    int error = xrom_rp2040_xip_open(&xip, alias, offset, size);

    if (error) {
        return error;
    }
    if (((offset | size) & (SECTOR_SIZE - 1)) != 0 || offset < firmware_size) {
        return XROM_ERR_RANGE;
    }
    if (!is_rp2040()) {
        return XROM_ERR_IO;
    }
    if (!is_code_in_ram()) {
        return XROM_ERR_ARGUMENT;
    }
    flash->xip = xip;
    flash->xip.backend.operations = &operations;
    flash->xip.backend.geometry.erase_unit = SECTOR_SIZE;
    flash->xip.backend.geometry.program_unit = PAGE_SIZE;
    flash->offset = offset;
    flash->execute = NULL;
    flash->context = NULL;
    copy_second_stage(flash->second_stage);
    return XROM_OK;
}
