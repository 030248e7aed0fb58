/* SPDX-License-Identifier: MIT */
/* The backend of the host: an image file, mapped into memory. Needs POSIX or Windows, where a path is UTF-8. */
#ifndef XROM_MMAP_H
#define XROM_MMAP_H

#include <xrom/backend.h>

#ifdef __cplusplus
extern "C" {
#endif

struct xrom_mmap {
    struct xrom_backend backend;
    const uint8_t *bytes; /* of the region */
    void *mapping;        /* what the operating system gave, page-aligned */
    size_t mapping_size;
};

/*
 * Maps a region of a file for reading: `size` bytes from `offset` on, which need not be the start of a page. Size 0 is all
 * to the end of the file, or the first 4 GiB less one byte of that. An empty file, or an offset at its end, gives an empty
 * region. The file must not shrink while it is mapped: the operating system then ends readers with SIGBUS;
 * Windows does not let it shrink.
 *
 * XROM_ERR_IO: it cannot be opened or mapped, or is no regular file; errno says why (EISDIR: a directory, ENOTSUP: a pipe or
 * another device). XROM_ERR_RANGE: the region does not lie in the file, or is 4 GiB or larger.
 */
int xrom_mmap_open(struct xrom_mmap *map, const char *path, uint64_t offset, uint64_t size);

/* Ends the mapping, and with it all pointers into the region. Once for each xrom_mmap_open() that returned 0. */
void xrom_mmap_close(struct xrom_mmap *map);

#ifdef __cplusplus
}
#endif

#endif
