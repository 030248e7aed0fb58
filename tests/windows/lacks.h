/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the library need beside lib/windows/posix.h. Every source of a test that is compiled for Windows includes it
 * before all else. What Windows or Wine does not have ends a case as skipped, with the reason.
 */
#ifndef TESTS_WINDOWS_LACKS_H
#define TESTS_WINDOWS_LACKS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Skips the case. The rest of the arguments is left. */
int tests_lack(const char *what, ...);
#define mkfifo(path, mode) tests_lack("pipes in folders", path, mode)
#define symlink(target, path) tests_lack("symbolic links that every user may make", target, path)
#undef link
#define link(path, other) tests_lack("hard links under Wine", path, other)
#define chmod(path, mode) tests_lack("permissions", path, mode)
#define socket(domain, kind, protocol) tests_lack("sockets in folders", domain, kind, protocol)
#define chdir(path) tests_lack("working directories whose paths have more than 260 bytes", path)
#define geteuid() 1

/* Aligned memory is known to free(), as elsewhere. */
int tests_memalign(void **memory, size_t align, size_t size);
void *tests_aligned_alloc(size_t align, size_t size);
void tests_free(void *memory);
#define aligned_alloc tests_aligned_alloc
#define posix_memalign tests_memalign
#define free tests_free

struct timespec;
int tests_utimensat(int folder, const char *path, const struct timespec *times, int flags);
int tests_truncate(const char *path, int64_t size);
#define utimensat tests_utimensat
#define truncate tests_truncate

int tests_setenv(const char *name, const char *value, int replace);
int tests_unsetenv(const char *name);
#define setenv tests_setenv
#define unsetenv tests_unsetenv

#endif
