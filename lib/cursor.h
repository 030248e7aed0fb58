/* SPDX-License-Identifier: MIT */
/*
 * The checked cursor: a position in a range of the image. All bytes of an image are read through it, and nothing else
 * compares a position with an end.
 *
 * The error is sticky: a call that fails notes why and moves to the end, where each further read fails too. So a record
 * is decoded in a straight line with one test at its end.
 */
#ifndef XROM_CURSOR_H
#define XROM_CURSOR_H

#include <xrom/xrom.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_cursor {
    const uint8_t *base; /* of the image */
    uint32_t position;   /* position <= end <= size of the image, always */
    uint32_t end;
    int error;
};

/* Sets a cursor to [position, end) of an image. XROM_ERR_ARGUMENT: that is no range of it; the cursor must not be used. */
int xrom_cursor_begin(struct xrom_cursor *cursor, const struct xrom_image *image, uint32_t position, uint32_t end);

/* The varuint at the cursor, which moves behind it; 0 on XROM_ERR_VARUINT: the end cuts it off or it exceeds 32 bits. */
uint32_t xrom_cursor_varuint(struct xrom_cursor *cursor);

/* Moves over `size` bytes and gives the position of the first; 0 on XROM_ERR_RECORD: they are not all there. */
uint32_t xrom_cursor_skip(struct xrom_cursor *cursor, uint32_t size);

/* The same for as many bytes as the varuint at the cursor says. */
uint32_t xrom_cursor_skip_sized(struct xrom_cursor *cursor);

/* True where the bytes from `position` on, which must lie in the image, equal `size` bytes of memory. */
bool xrom_cursor_equals(const struct xrom_cursor *cursor, uint32_t position, const void *bytes, size_t size);

/*
 * With XROM_TRACE defined the reader tells each byte that it reads to a function of the RAM backend (see xrom/backend.h).
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

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
