/* SPDX-License-Identifier: MIT */
/* Files in memory, for Windows: for reading alone. */
#ifndef XROM_WINDOWS_MMAN_H
#define XROM_WINDOWS_MMAN_H

#define PROT_READ 1
#define MAP_PRIVATE 2
#define MAP_FAILED ((void *)-1)

/* `address` is null, and `offset` a multiple of _SC_PAGESIZE. A file cannot become shorter while it is mapped. */
void *xrom_windows_mmap(void *address, size_t size, int access, int flags, int file, int64_t offset);
int xrom_windows_munmap(void *address, size_t size);
#define mmap xrom_windows_mmap
#define munmap xrom_windows_munmap

#endif
