/* SPDX-License-Identifier: MIT */
/* What the C library asks of a system: to print, which goes through semihosting, and memory. There are no files. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "rig.h"

enum { HEAP_SIZE = 64 * 1024, LINE_SIZE = 128 };

void *_sbrk(ptrdiff_t size);
int _write(int file, const char *bytes, int size);
int _read(int file, char *bytes, int size);
int _close(int file);
int _lseek(int file, int offset, int whence);
int _fstat(int file, struct stat *status);
int _isatty(int file);

void *_sbrk(ptrdiff_t size)
{
    static uint64_t heap[HEAP_SIZE / sizeof(uint64_t)];
    static ptrdiff_t used;
    ptrdiff_t before = used;

    if (size < -used || size > HEAP_SIZE - used) {
        errno = ENOMEM;
        return (void *)-1;
    }
    used += size;
    return (uint8_t *)heap + before;
}

int _write(int file, const char *bytes, int size)
{
    char line[LINE_SIZE + 1];
    int part = size < LINE_SIZE ? size : LINE_SIZE;

    (void)file;
    memcpy(line, bytes, (size_t)part);
    line[part] = '\0';
    semihost(0x04, (uint32_t)line);
    return part;
}

int _read(int file, char *bytes, int size)
{
    (void)file;
    (void)bytes;
    (void)size;
    return 0;
}

int _close(int file)
{
    (void)file;
    return 0;
}

int _lseek(int file, int offset, int whence)
{
    (void)file;
    (void)offset;
    (void)whence;
    return 0;
}

/* A terminal: what is printed is not kept back beyond a line, so it is there when the next one is trapped. */
int _fstat(int file, struct stat *status)
{
    (void)file;
    status->st_mode = S_IFCHR;
    return 0;
}

int _isatty(int file)
{
    (void)file;
    return 1;
}
