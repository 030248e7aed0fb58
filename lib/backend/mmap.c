/* SPDX-License-Identifier: MIT */
/* An image file of the host, mapped for reading. Needs POSIX; lib/windows has what this takes of it. */
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xrom/mmap.h>

static int map(struct xrom_backend *backend, uint32_t offset, uint32_t size, const void **address)
{
    const struct xrom_mmap *file = (const struct xrom_mmap *)backend;

    (void)size;
    *address = file->bytes + offset;
    return XROM_OK;
}

static const struct xrom_backend_operations operations = {map, NULL, NULL, NULL};

/* Tells the size of a regular file. Nothing else can be mapped and has a size. */
static int file_size(int file, uint64_t *size)
{
    struct stat stat;

    if (fstat(file, &stat) != 0) {
        return XROM_ERR_IO;
    }
    if (!S_ISREG(stat.st_mode)) {
        errno = S_ISDIR(stat.st_mode) ? EISDIR : ENOTSUP;
        return XROM_ERR_IO;
    }
    *size = (uint64_t)stat.st_size;
    return XROM_OK;
}

/* Holds a region against the size of the file, and replaces a size of 0 by what is left of the file. */
static int find_region(uint64_t file_size, uint64_t offset, uint64_t *size)
{
    if (offset > file_size || *size > file_size - offset || *size > UINT32_MAX) {
        return XROM_ERR_RANGE;
    }
    if (*size == 0) {
        *size = file_size - offset;
        if (*size > UINT32_MAX) {
            *size = UINT32_MAX;
        }
    }
    return XROM_OK;
}

/* Maps the pages that hold a region. */
static int map_pages(struct xrom_mmap *map, int file, uint64_t offset, uint64_t size)
{
    static const uint8_t nothing[1] = {0};
    uint64_t lead = offset % (uint64_t)sysconf(_SC_PAGESIZE);

    map->bytes = nothing;
    map->mapping = NULL;
    map->mapping_size = 0;
    if (size == 0) {
        return XROM_OK;
    }
    if (size > SIZE_MAX - lead) {
        errno = ENOMEM;
        return XROM_ERR_IO;
    }
    map->mapping_size = (size_t)(lead + size);
    map->mapping = mmap(NULL, map->mapping_size, PROT_READ, MAP_PRIVATE, file, (off_t)(offset - lead));
    if (map->mapping == MAP_FAILED) {
        return XROM_ERR_IO;
    }
    map->bytes = (const uint8_t *)map->mapping + lead;
    return XROM_OK;
}

int xrom_mmap_open(struct xrom_mmap *map, const char *path, uint64_t offset, uint64_t size)
{
    struct xrom_mmap opened = {.bytes = NULL};
    uint64_t whole;
    int error, reason;
    /* Without O_NONBLOCK, opening a named pipe would wait for its writer. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    if (file < 0) {
        return XROM_ERR_IO;
    }
    error = file_size(file, &whole);
    if (!error) {
        error = find_region(whole, offset, &size);
    }
    if (!error) {
        error = map_pages(&opened, file, offset, size);
    }
    /* The mapping outlives the descriptor. */
    reason = errno;
    close(file);
    errno = reason;
    if (!error) {
        opened.backend.operations = &operations;
        opened.backend.geometry.size = (uint32_t)size;
        opened.backend.geometry.erase_unit = 0;
        opened.backend.geometry.program_unit = 0;
        *map = opened;
    }
    return error;
}

void xrom_mmap_close(struct xrom_mmap *map)
{
    if (map->mapping) {
        munmap(map->mapping, map->mapping_size);
    }
}
