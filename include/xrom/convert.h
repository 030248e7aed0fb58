/* SPDX-License-Identifier: MIT */
/*
 * Files that flash tools take, on the host: UF2, Intel HEX, Motorola S-records and raw binary, read and written.
 *
 *     struct xrom_flash *flash = xrom_flash_new();
 *     int error = flash ? xrom_flash_read(flash, firmware, firmware_size) : XROM_ERR_MEMORY;
 *     if (!error) error = xrom_flash_add(flash, XROM_FAMILY_RP2040, 0x10100000, image, image_size);
 *     if (!error) error = xrom_flash_write(flash, XROM_FLASH_UF2, &options, &sink);
 *     if (error) fprintf(stderr, "%s\n", xrom_flash_message(flash));
 *     xrom_flash_free(flash);
 *
 * What is read may hold any bytes: each length, address, number and checksum in it is held against what is there, and the
 * memory that is taken grows with the size of the file alone, however far apart its addresses are.
 *
 * Errors: 0 or a negative enum xrom_error; xrom_flash_message() then says what is wrong and where. After an error a flash
 * can only be freed. Sharing: a flash belongs to one thread at a time; flashes are independent of each other.
 */
#ifndef XROM_CONVERT_H
#define XROM_CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/build.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Families of chips, as UF2 numbers them (utils/uf2families.json of github.com/microsoft/uf2; those of the RP2350 are in
 * its datasheet, 5.5.3). xrom_family_next() lists all that have a name here; any other number is a family as well.
 */
enum {
    XROM_FAMILY_NONE = 0 /* the file does not say: of a UF2 file without families, and of all other files */
};
#define XROM_FAMILY_RP2040 UINT32_C(0xe48bff56)
#define XROM_FAMILY_RP2350_ABSOLUTE UINT32_C(0xe48bff57) /* any RP2350, at the address itself */
#define XROM_FAMILY_RP2350_DATA UINT32_C(0xe48bff58)     /* a partition that takes data */
#define XROM_FAMILY_RP2350_ARM_S UINT32_C(0xe48bff59)
#define XROM_FAMILY_RP2350_RISCV UINT32_C(0xe48bff5a)
#define XROM_FAMILY_RP2350_ARM_NS UINT32_C(0xe48bff5b)

struct xrom_family {
    uint32_t id;
    const char *name;      /* lower case, as picotool and uf2conv have it */
    uint32_t window_first; /* address of the first byte of flash */
    uint32_t window_size;  /* bytes of flash that can be mapped there; 0: it depends on the chip */
};

/* The next family after `family` (null: the first) in the order of their names, or null. Constant, as what it has in it. */
const struct xrom_family *xrom_family_next(const struct xrom_family *family);

/* The family with a name, without regard to case, or with an id. Null: it has no name here. */
const struct xrom_family *xrom_family_by_name(const char *name);
const struct xrom_family *xrom_family_by_id(uint32_t id);

enum xrom_flash_format {
    XROM_FLASH_BINARY, /* raw bytes */
    XROM_FLASH_UF2,
    XROM_FLASH_HEX, /* Intel HEX */
    XROM_FLASH_S19  /* Motorola S-records */
};

/* What a file is, by its first bytes; XROM_FLASH_BINARY is all that is none of the others. */
enum xrom_flash_format xrom_flash_format(const void *bytes, size_t size);

/* The content of a flash file: for each family in it, bytes at addresses. */
struct xrom_flash;

/* An empty one, or null: no memory. */
struct xrom_flash *xrom_flash_new(void);

/* Frees it. Null is allowed. */
void xrom_flash_free(struct xrom_flash *flash);

/* What went wrong last: "line 3: what is wrong; what to do", without a newline. Never null; lives with the flash. */
const char *xrom_flash_message(const struct xrom_flash *flash);

/*
 * Adds what a UF2, HEX or S-record file holds; which of them it is is seen by its content. The bytes are copied.
 *
 * - All: bytes that are given twice must be equal, and no address may wrap.
 * - UF2: each family must have all of its blocks, no more than 16 families. Blocks that are not for the main flash are
 *   skipped, and counted by xrom_flash_skipped(). Extension tags and MD5 sums are not looked at. A block of a file
 *   container is refused. The block that works around RP2350-E10 (see xrom_flash_write()) is kept apart.
 * - HEX: records 00 to 05; those of start addresses are skipped. The end record must be there, and be the last.
 * - S-records: S0 to S3 and S5 to S9; a count must be right; a count or a record of the end must be the last record, and
 *   nothing may follow that of the end.
 *
 * XROM_ERR_FILE: it is none of them, or is broken. XROM_ERR_MEMORY. Cost: time and memory linear in the size of the file, but
 * for sorting what is out of order; memory at most 8 times that size.
 */
int xrom_flash_read(struct xrom_flash *flash, const void *bytes, size_t size);

/*
 * Adds bytes at an address for a family, copied. XROM_ERR_FILE: other bytes are there, or more than 16 families.
 * XROM_ERR_RANGE: the address of the last byte would be larger than 2^32-1. XROM_ERR_MEMORY.
 */
int xrom_flash_add(struct xrom_flash *flash, uint32_t family, uint32_t address, const void *bytes, size_t size);

/* The families that there are bytes for, in the order they were met. False: `index` is not less than their number. */
bool xrom_flash_family(const struct xrom_flash *flash, size_t index, uint32_t *family);

/* Bytes without a hole. Valid until the flash is changed or freed. */
struct xrom_run {
    uint32_t address;
    const uint8_t *bytes;
    size_t size;
};

/* The runs of a family, in the order of their addresses; neighbours are one. False: `index` is not less than their number. */
bool xrom_flash_run(const struct xrom_flash *flash, uint32_t family, size_t index, struct xrom_run *run);

/* How many blocks of UF2 files were skipped because they are not for the main flash. */
size_t xrom_flash_skipped(const struct xrom_flash *flash);

/* True where a block that works around RP2350-E10 was read; `address` is where it claims 256 bytes. */
bool xrom_flash_workaround(const struct xrom_flash *flash, uint32_t *address);

/* Makes all that has no family something for `family`. XROM_ERR_FILE: there are other bytes for it. XROM_ERR_MEMORY. */
int xrom_flash_set_family(struct xrom_flash *flash, uint32_t family);

/* The most bytes, holes included, that are written as raw binary. */
#define XROM_FLASH_SPAN_MAX (UINT32_C(256) << 20)

struct xrom_flash_options {
    uint32_t family; /* which is written; all of them in UF2 */
    /* UF2: bytes that the chip erases at once, a power of two from 256 up; 0: 4096. */
    uint32_t sector_size;
};

/*
 * Writes a flash as a file.
 *
 * - UF2: blocks of 256 bytes; each family numbers its own from 0, so that a bootloader, which disregards those of others,
 *   has them all. Of a sector that anything is written to all is written, what is missing as ff: the boot ROM of the RP2040
 *   takes 16 blocks of consecutive numbers for one sector, and erases it with the first of them (RP2040-E14). Where a block
 *   that works around RP2350-E10 was read, it comes first.
 * - HEX: lines of 16 bytes, addresses of 32 bits by records of type 04.
 * - S-records: lines of 16 bytes; S1, S2 or S3, the smallest that fits, with S0, a count, and S9, S8 or S7.
 * - Binary: from the lowest address to the highest; holes become ff.
 *
 * XROM_ERR_SINK: the sink failed. XROM_ERR_ARGUMENT: `sector_size` is none. XROM_ERR_RANGE: as binary it is larger than
 * XROM_FLASH_SPAN_MAX. XROM_ERR_NOT_FOUND: there is nothing for that family.
 */
int xrom_flash_write(struct xrom_flash *flash, enum xrom_flash_format format, const struct xrom_flash_options *options,
                     const struct xrom_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
