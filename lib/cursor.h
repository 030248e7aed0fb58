/* SPDX-License-Identifier: MIT */
/*
 * The checked cursor: a position in a range of the image, and the record that was read last. All bytes of an image are
 * read through it, and nothing else compares a position with an end.
 *
 * The position has no field of its own: the cursor stands at the end of the record that it read last, which is what
 * `record.end` says. That saves a copy of four words wherever a record is found.
 *
 * The error is sticky: a call that fails notes why and moves to the end, where each further read fails too. So a record
 * is decoded in a straight line with one test at its end.
 */
#ifndef XROM_CURSOR_H
#define XROM_CURSOR_H

#include <string.h>

#include <xrom/xrom.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

struct xrom_cursor {
    struct xrom_node record; /* its end is the position: record.end <= end <= size of the image, always */
    const uint8_t *base;     /* of the image */
    uint32_t end;
    int error;
};

/* Sets a cursor to [position, end) of an image. XROM_ERR_ARGUMENT, noted in the cursor: that is no range of it. */
void xrom_cursor_begin(struct xrom_cursor *cursor, const struct xrom_image *image, uint32_t position, uint32_t end);

/* Goes to the body of the record that was found last, and no further than its end. */
static inline void xrom_cursor_enter(struct xrom_cursor *cursor)
{
    cursor->end = cursor->record.end;
    cursor->record.end = cursor->record.body;
}

/* The varuint at the cursor, which moves behind it; 0 on XROM_ERR_VARUINT: the end cuts it off or it exceeds 32 bits. */
uint32_t xrom_cursor_varuint(struct xrom_cursor *cursor);

/*
 * Moves over a varuint and as many bytes as it says, and gives the position of the first of these. 0 on XROM_ERR_VARUINT
 * as above, or XROM_ERR_RECORD: the bytes are not all there.
 */
uint32_t xrom_cursor_skip_sized(struct xrom_cursor *cursor);

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
