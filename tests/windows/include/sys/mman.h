/* SPDX-License-Identifier: MIT */
/* What the tests do with memory, beside what the library has for Windows. */
#ifndef TESTS_WINDOWS_MMAN_H
#define TESTS_WINDOWS_MMAN_H

#include "../../../../lib/windows/include/sys/mman.h"

#define PROT_NONE 0
#define PROT_WRITE 2
#define MAP_SHARED 1
#define MAP_ANONYMOUS 32
#define MAP_NORESERVE 64
#define MAP_FIXED_NOREPLACE 128
#define MFD_CLOEXEC 0

/* All that the tests need: private as the library has it, anonymous, or shared at a given address. */
void *tests_mmap(void *address, size_t size, int access, int flags, int file, int64_t offset);
int tests_munmap(void *address, size_t size);
int tests_mprotect(void *address, size_t size, int access);
int tests_memfd_create(const char *name, unsigned flags);
#undef mmap
#undef munmap
#define mmap tests_mmap
#define munmap tests_munmap
#define mprotect tests_mprotect
#define memfd_create tests_memfd_create

#endif
