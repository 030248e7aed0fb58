/* SPDX-License-Identifier: MIT */
/* Flash files from the inside: what readers and writers of the formats have in common. */
#ifndef XROM_CONVERT_FLASH_H
#define XROM_CONVERT_FLASH_H

#include <xrom/convert.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#define XROM_FLASH_FORMAT __attribute__((format(printf, 3, 4)))
#else
#define XROM_FLASH_FORMAT
#endif

/* A UF2 block, in bytes. */
#define XROM_UF2_BLOCK 512

/* So many families one file can be for. */
#define XROM_PARTS_MAX 16

/* Bytes that were added in one go: `size` at `offset` of the part, for `address` and those behind it. */
struct xrom_segment {
    uint32_t address;
    size_t offset;
    size_t size; /* not 0; address + size is at most 2^32 */
};

/* What there is for a family. */
struct xrom_part {
    uint32_t family;
    uint8_t *bytes;
    size_t size, capacity;
    /* As they were added; settled: in the order of their addresses, with a hole between any two. */
    struct xrom_segment *segments;
    size_t segment_count, segment_capacity;
};

struct xrom_flash {
    struct xrom_part parts[XROM_PARTS_MAX];
    size_t part_count;
    size_t skipped;
    bool has_absolute;
    uint8_t absolute[XROM_UF2_BLOCK]; /* the block that works around RP2350-E10 */
    char message[256];
};

/* Sets the message and returns `error`. */
int xrom_flash_fail(struct xrom_flash *flash, int error, const char *format, ...) XROM_FLASH_FORMAT;

/* The same for XROM_ERR_MEMORY. */
int xrom_flash_fail_memory(struct xrom_flash *flash);

/* Which part is that of a family; part_count: there is none. */
size_t xrom_flash_find(const struct xrom_flash *flash, uint32_t family);

/* The part of a family, made if need be. Null with a message: they are too many. */
struct xrom_part *xrom_flash_need_part(struct xrom_flash *flash, uint32_t family);

/* Forgets parts in which there is nothing. */
void xrom_flash_drop_empty(struct xrom_flash *flash);

/* Adds bytes, of which the part is no longer settled. 0, or an error with a message. */
int xrom_part_append(struct xrom_flash *flash, struct xrom_part *part, uint32_t address, const void *bytes,
                     size_t size);

/* Brings the segments into order, and finds out whether two of them contradict each other. 0, or an error with a message. */
int xrom_part_settle(struct xrom_flash *flash, struct xrom_part *part);

/* Readers of single formats. What they add is not settled. */
int xrom_uf2_read(struct xrom_flash *flash, const uint8_t *bytes, size_t size);
int xrom_hex_read(struct xrom_flash *flash, const uint8_t *bytes, size_t size);
int xrom_s19_read(struct xrom_flash *flash, const uint8_t *bytes, size_t size);

/* Writers of single formats. They return 0, or what the sink did. */
int xrom_uf2_write(const struct xrom_flash *flash, uint32_t sector_size, const struct xrom_sink *sink);
int xrom_hex_write(const struct xrom_part *part, const struct xrom_sink *sink);
int xrom_s19_write(const struct xrom_part *part, const struct xrom_sink *sink);
int xrom_binary_write(const struct xrom_part *part, const struct xrom_sink *sink);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
