/* SPDX-License-Identifier: MIT */
/*
 * Verification: does every byte of an image stand as it was built? By the checksum in the image, a CRC-32 (IEEE 802.3, as
 * in zip and Ethernet; "123456789" gives cbf43926; the DMA sniffer of the RP2040 computes it). It finds accidents, not
 * attacks. The rules at the head of xrom/xrom.h hold here too.
 */
#ifndef XROM_VERIFY_H
#define XROM_VERIFY_H

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Continues a CRC-32 over `size` bytes: `crc` is 0 at first, then what the last call returned, as crc32() of zlib. What
 * hardware can do in place of xrom_crc32(); `context` is the caller's.
 */
typedef uint32_t xrom_crc32_function(void *context, uint32_t crc, const void *bytes, size_t size);

/* The same in software, bit by bit: small, without a table, and slow. The context is not used. */
uint32_t xrom_crc32(void *context, uint32_t crc, const void *bytes, size_t size);

/* A verification that is under way. */
struct xrom_verify {
    const struct xrom_image *image;
    uint32_t done; /* bytes */
    uint32_t crc;  /* of these; UINT32_MAX at the end, as the checksum is among them */
    xrom_crc32_function *crc32;
    void *context;
};

/*
 * Begins to verify an image by a function, xrom_crc32() or that of a hardware. Keeps the address of `image`.
 *
 * XROM_ERR_NOT_FOUND: the image has no checksum. Damage: a record of the root is broken. Reads the records of the root up
 * to the checksum, which is the last.
 */
int xrom_verify_begin(struct xrom_verify *verify, const struct xrom_image *image, xrom_crc32_function *crc32,
                      void *context);

/*
 * Goes on over at most `size` bytes, for bootloaders that have a watchdog to feed.
 *
 *     int error = xrom_verify_begin(&verify, &image, xrom_crc32, NULL);
 *     if (!error) do feed_watchdog(); while ((error = xrom_verify_step(&verify, 4096)) == XROM_ERR_UNFINISHED);
 *
 * Returns 0 when all is done and right, XROM_ERR_UNFINISHED while there is more to do, XROM_ERR_CHECKSUM when all is done
 * and wrong. `size` 0 only asks.
 */
int xrom_verify_step(struct xrom_verify *verify, uint32_t size);

/* All at once. Returns 0: the image is as it was built. Errors as of the two above. Reads the whole image. */
int xrom_verify(const struct xrom_image *image);

#ifdef __cplusplus
}
#endif

#endif
