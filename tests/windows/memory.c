/* SPDX-License-Identifier: MIT */
/* Memory with guards and at given addresses, as the tests need it. */
#include "native.h"

#include <sys/mman.h>

#include "support.h"

static DWORD protection_of(int access)
{
    return access == PROT_NONE ? PAGE_NOACCESS : access == PROT_READ ? PAGE_READONLY : PAGE_READWRITE;
}

/* A file at a given address, or nowhere. */
static void *map_shared(void *address, size_t size, int file)
{
    HANDLE mapping = CreateFileMappingW(xrom_windows_handle(file), NULL, PAGE_READWRITE, 0, 0, NULL);
    void *bytes = mapping ? MapViewOfFileEx(mapping, FILE_MAP_WRITE, 0, 0, size, address) : NULL;

    if (mapping) {
        CloseHandle(mapping);
    }
    return bytes;
}

void *tests_mmap(void *address, size_t size, int access, int flags, int file, int64_t offset)
{
    void *bytes;

    if (flags == MAP_PRIVATE) {
        return xrom_windows_mmap(address, size, access, flags, file, offset);
    }
    bytes = flags & MAP_ANONYMOUS ? VirtualAlloc(address, size, MEM_RESERVE | MEM_COMMIT, protection_of(access))
                                  : map_shared(address, size, file);
    if (!bytes) {
        xrom_windows_fail();
    }
    return bytes ? bytes : MAP_FAILED;
}

int tests_munmap(void *address, size_t size)
{
    (void)size;
    return UnmapViewOfFile(address) || VirtualFree(address, 0, MEM_RELEASE) ? 0 : xrom_windows_fail();
}

int tests_mprotect(void *address, size_t size, int access)
{
    DWORD before;

    return VirtualProtect(address, size, protection_of(access), &before) ? 0 : xrom_windows_fail();
}

int tests_memfd_create(const char *name, unsigned flags)
{
    char *path = write_temporary_file("", 0);
    int file = open(path, O_RDWR);

    (void)name;
    (void)flags;
    unlink(path);
    free(path);
    return file;
}
