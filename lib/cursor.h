/* SPDX-License-Identifier: MIT */
/*
 * The checked cursor: a position in a range of the image. All integers of the format are read through it.
 *
 * The error is sticky: a call that fails notes why and moves to the end, where each further read fails too. So a record
 * is decoded in a straight line with one test at its end.
 */
#ifndef XROM_CURSOR_H
#define XROM_CURSOR_H

#include <string.h>

#include <xrom/xrom.h>

/* For the compiler: a function is to be inlined, whatever it optimises for. */
#if defined(__GNUC__)
#define XROM_INLINE __attribute__((always_inline)) static inline
#else
#define XROM_INLINE static inline
#endif

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_cursor {
    const uint8_t *base;    /* of the image */
    uint32_t position, end; /* position <= end <= size of the image, always */
    int fault;              /* 0, or an error without its sign: so, as a constant, it is less code */
};

/* With this set, a source has its own copy of the decoder, for speed. */
#ifndef XROM_DECODE_INLINE

/* The varuint at the cursor, which moves behind it; 0 on XROM_ERR_VARUINT: the end cuts it off or it exceeds 32 bits. */
uint32_t xrom_cursor_varuint(struct xrom_cursor *cursor);

/*
 * Moves over a varuint and as many bytes as it says, and gives the position of the first of these. 0 on XROM_ERR_VARUINT
 * as above, or XROM_ERR_RECORD: the bytes are not all there.
 */
uint32_t xrom_cursor_skip_sized(struct xrom_cursor *cursor);

#endif

/* Four bytes as a little-endian number. */
XROM_INLINE uint32_t xrom_join(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/*
 * With XROM_TRACE defined the reader tells each byte that it reads to a function of the RAM backend (see xrom/ram.h).
 * For tests and benchmarks on the host: it costs a call per read and a writable static.
 */
#ifdef XROM_TRACE
void xrom_trace(const void *first, size_t size);
#else
static inline void xrom_trace(const void *first, size_t size)
{
    (void)first;
    (void)size;
}
#endif

/* True where the bytes from `position` on, which must lie in the image, equal `size` bytes of memory. */
static inline bool xrom_cursor_equals(const struct xrom_image *image, uint32_t position, const void *bytes, size_t size)
{
    const uint8_t *at = image->base + position;

#ifdef XROM_TRACE
    /* What a memcmp() by bytes reads: up to and with the first difference. */
    size_t read = 0;
    while (read < size && at[read] == ((const uint8_t *)bytes)[read]) {
        read++;
    }
    xrom_trace(at, read < size ? read + 1 : size);
#endif
    return memcmp(at, bytes, size) == 0;
}

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
