/* SPDX-License-Identifier: MIT */
/* Bytes that are read and written. */
#include "native.h"

/* No single call takes more. */
#define PART_MAX ((size_t)1 << 30)

/* What reading failed for: a directory is no file, and a pipe without a writer has ended. */
static ssize_t fail_read(HANDLE handle)
{
    DWORD error = GetLastError();
    BY_HANDLE_FILE_INFORMATION info;

    if (error == ERROR_HANDLE_EOF || error == ERROR_BROKEN_PIPE) {
        return 0;
    }
    if (GetFileInformationByHandle(handle, &info) && (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)) {
        errno = EISDIR;
        return -1;
    }
    SetLastError(error);
    return xrom_windows_fail();
}

static ssize_t read_at(int file, void *bytes, size_t size, OVERLAPPED *at)
{
    HANDLE handle = xrom_windows_handle(file);
    DWORD got;

    return ReadFile(handle, bytes, (DWORD)(size < PART_MAX ? size : PART_MAX), &got, at) ? (ssize_t)got
                                                                                         : fail_read(handle);
}

static ssize_t write_at(int file, const void *bytes, size_t size, OVERLAPPED *at)
{
    DWORD written;

    return WriteFile(xrom_windows_handle(file), bytes, (DWORD)(size < PART_MAX ? size : PART_MAX), &written, at)
               ? (ssize_t)written
               : xrom_windows_fail();
}

static OVERLAPPED place(int64_t offset)
{
    OVERLAPPED at;

    memset(&at, 0, sizeof at);
    at.Offset = (DWORD)offset;
    at.OffsetHigh = (DWORD)((uint64_t)offset >> 32);
    return at;
}

ssize_t xrom_windows_read(int file, void *bytes, size_t size)
{
    return read_at(file, bytes, size, NULL);
}

ssize_t xrom_windows_write(int file, const void *bytes, size_t size)
{
    return write_at(file, bytes, size, NULL);
}

ssize_t xrom_windows_pread(int file, void *bytes, size_t size, int64_t offset)
{
    OVERLAPPED at = place(offset);

    return read_at(file, bytes, size, &at);
}

ssize_t xrom_windows_pwrite(int file, const void *bytes, size_t size, int64_t offset)
{
    OVERLAPPED at = place(offset);

    return write_at(file, bytes, size, &at);
}

int xrom_windows_isatty(int file)
{
    DWORD mode;

    return GetConsoleMode(xrom_windows_handle(file), &mode) != 0;
}
