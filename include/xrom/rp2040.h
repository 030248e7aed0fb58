/* SPDX-License-Identifier: MIT */
/*
 * The backend of the RP2040: flash in its execute-in-place window, to read and to write, and a checksum at line rate. Needs
 * no SDK. Each of the three parts is a file of its own, so a firmware that only reads links no code that writes.
 *
 * RP2350: reading is the same, through XROM_RP2040_CACHED alone, as the other views have other addresses there. So is the
 * checksum where the library is compiled with XROM_RP2350, which has not run on a chip yet. Writing is refused.
 */
#ifndef XROM_RP2040_H
#define XROM_RP2040_H

#include <xrom/backend.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Read: lib/backend/rp2040_xip.c ---- */

/* The four views of the same flash: through the cache or not, and whether a miss fills it. RP2040 datasheet, 2.6.3. */
enum xrom_rp2040_alias {
    XROM_RP2040_CACHED = 0x10000000,            /* the usual one */
    XROM_RP2040_NO_ALLOCATE = 0x11000000,       /* hits are served, misses leave the cache as it is */
    XROM_RP2040_UNCACHED_ALLOCATE = 0x12000000, /* always reads the flash, and fills the cache */
    XROM_RP2040_UNCACHED = 0x13000000           /* always reads the flash */
};

struct xrom_rp2040_xip {
    struct xrom_backend backend;
    uintptr_t base; /* address of offset 0 */
};

/*
 * A read-only region of `size` bytes that begins `offset` bytes into the flash, seen through `alias`. Touches no hardware.
 *
 * XROM_ERR_ARGUMENT: `alias` is none. XROM_ERR_RANGE: the region does not lie in the window of 16 MiB.
 */
int xrom_rp2040_xip_open(struct xrom_rp2040_xip *xip, enum xrom_rp2040_alias alias, uint32_t offset, uint32_t size);

/* ---- Write: lib/backend/rp2040_flash.c ---- */

/*
 * Calls `function` with `argument` once, while nothing but this call uses the flash, and returns 0; or returns something
 * else and has not called it. `function` turns the interrupts of this core off by itself, and does not return an error.
 *
 * To be written where there is more to stop than that: the second core when it runs, and DMA channels that read flash.
 * With the Pico SDK it is one line:
 *
 *     return flash_safe_execute(function, argument, UINT32_MAX);
 */
typedef int xrom_rp2040_execute(void *context, void (*function)(void *argument), void *argument);

struct xrom_rp2040_flash {
    struct xrom_rp2040_xip xip;
    uint32_t offset;              /* of the region, in the flash */
    xrom_rp2040_execute *execute; /* null at first: only this core is stopped. May be set while nothing is written. */
    void *context;                /* its first argument */
    uint32_t second_stage[64];    /* a copy of the boot code that makes the window fast */
};

/*
 * A region that can be written, in sectors of 4096 and pages of 256 bytes: as above, and by the functions of the boot ROM.
 * `firmware_size` is how many bytes of the flash, from its first one on, are the firmware's, with a bootloader before it if
 * there is one; with the Pico SDK `(uintptr_t)&__flash_binary_end - XIP_BASE`. The region must lie behind them, so no write
 * can ever reach them.
 *
 * Pointers into flash, of this region or any other, code and constants included, are invalid while xrom_erase() and
 * xrom_program() run: the chip answers to no read then. After they have returned all are valid again, and show what has
 * been written: the cache is flushed. So nothing that lies in flash may run meanwhile. Interrupts of the calling core are
 * off for one page (0.4 to 3 ms, by data sheets of chips) or one erase (of 4 KiB 45 to 400 ms, of aligned 64 KiB 0.15 to
 * 2 s) at a time; mind the watchdog. Which alias, and what is cached, makes no difference.
 *
 * The code that writes must lie in RAM. It stands in the section ".time_critical.xrom_rp2040", which the linker scripts of
 * the SDK place there; to be changed by XROM_RP2040_SECTION. The firmware must have been booted from the flash.
 *
 * xrom_program() takes bytes in RAM; XROM_ERR_ARGUMENT: they lie in flash, also elsewhere than in the region. XROM_ERR_IO,
 * of both: `execute` said no; what was written before that stays. The boot ROM tells of no failure of the chip: read back
 * what matters.
 *
 * XROM_ERR_ARGUMENT: `alias` is none, or the code does not lie in RAM. XROM_ERR_RANGE: the region does not lie in the
 * window, is not made of sectors, or begins in the firmware. XROM_ERR_IO: the boot ROM is not that of an RP2040.
 */
int xrom_rp2040_flash_open(struct xrom_rp2040_flash *flash, enum xrom_rp2040_alias alias, uint32_t offset,
                           uint32_t size, uint32_t firmware_size);

/* ---- Verify: lib/backend/rp2040_crc32.c ---- */

/*
 * An xrom_crc32_function for xrom_verify_begin() (xrom/verify.h), by hardware: the stream of the window feeds the sniffer of
 * the DMA. `context` points to an uint32_t, the DMA channel to use, 0 to 11. It leaves the cache as it is.
 *
 *     uint32_t channel = 11;
 *     error = xrom_verify_begin(&verify, &image, xrom_rp2040_crc32, &channel);
 *
 * Polls until all is done; the size of the step is how long. Whole words of flash go this way, seen through any alias; the
 * odd bytes around them, and all that is not in flash, through xrom_crc32(). The DMA must be out of reset, as the SDK's
 * start leaves it; channel, sniffer and stream must not be in use, and are left disabled.
 */
uint32_t xrom_rp2040_crc32(void *context, uint32_t crc, const void *bytes, size_t size);

#ifdef __cplusplus
}
#endif

#endif
