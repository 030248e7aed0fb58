/* SPDX-License-Identifier: MIT */
/* Files in memory. */
#include "native.h"

#include <sys/mman.h>

void *xrom_windows_mmap(void *address, size_t size, int access, int flags, int file, int64_t offset)
{
    HANDLE mapping;
    void *bytes;

    if (address || access != PROT_READ || flags != MAP_PRIVATE) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    mapping = CreateFileMappingW(xrom_windows_handle(file), NULL, PAGE_READONLY, 0, 0, NULL);
    if (!mapping) {
        xrom_windows_fail();
        return MAP_FAILED;
    }
    bytes = MapViewOfFile(mapping, FILE_MAP_READ, (DWORD)((uint64_t)offset >> 32), (DWORD)offset, size);
    if (!bytes) {
        xrom_windows_fail();
    }
    CloseHandle(mapping); /* the view keeps what it needs */
    return bytes ? bytes : MAP_FAILED;
}

int xrom_windows_munmap(void *address, size_t size)
{
    (void)size;
    return UnmapViewOfFile(address) ? 0 : xrom_windows_fail();
}
