/* SPDX-License-Identifier: MIT */
/* Files and directories, opened. Others may rename and remove what is open here, as under POSIX. */
#include "native.h"

#include <stdarg.h>

#define TRIES_MAX 100

HANDLE xrom_windows_handle(int file)
{
    intptr_t handle = _get_osfhandle(file);

    return (HANDLE)(handle == -2 ? -1 : handle); /* -2: a standard descriptor that leads nowhere */
}

bool xrom_windows_is_link(HANDLE handle)
{
    FILE_ATTRIBUTE_TAG_INFO info;

    return GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &info, sizeof info) &&
           (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
           (info.ReparseTag == IO_REPARSE_TAG_SYMLINK || info.ReparseTag == IO_REPARSE_TAG_MOUNT_POINT);
}

/* How to open what the flags ask for. */
static struct xrom_windows_how how_of(int flags)
{
    bool exclusive = (flags & O_CREAT) && (flags & O_EXCL);
    bool writes = (flags & O_ACCMODE) != O_RDONLY;
    struct xrom_windows_how how = {
        .access = (flags & O_ACCMODE) == O_WRONLY ? FILE_GENERIC_WRITE
                  : writes                        ? FILE_GENERIC_READ | FILE_GENERIC_WRITE
                                                  : FILE_GENERIC_READ,
        .disposition = exclusive                                ? FILE_CREATE
                       : (flags & O_CREAT) && (flags & O_TRUNC) ? FILE_OVERWRITE_IF
                       : (flags & O_CREAT)                      ? FILE_OPEN_IF
                       : (flags & O_TRUNC)                      ? FILE_OVERWRITE
                                                                : FILE_OPEN,
        .options = writes ? FILE_NON_DIRECTORY_FILE : 0,
        .follow = !(flags & O_NOFOLLOW),
    };

    return how;
}

/* Why an open file or directory is not what the flags ask for: a value of errno, or 0. */
static int refuse(HANDLE handle, int flags)
{
    BY_HANDLE_FILE_INFORMATION info;
    bool is_folder = GetFileInformationByHandle(handle, &info) && (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);

    if ((flags & O_NOFOLLOW) && xrom_windows_is_link(handle)) {
        return ELOOP;
    }
    return (flags & O_DIRECTORY) && !is_folder ? ENOTDIR : 0;
}

int xrom_windows_openat(int folder, const char *name, int flags, ...)
{
    const struct xrom_windows_how how = how_of(flags);
    HANDLE handle = xrom_windows_open_at(folder, name, &how);
    int file, error;

    if (handle == INVALID_HANDLE_VALUE) {
        return -1;
    }
    error = refuse(handle, flags);
    if (error) {
        CloseHandle(handle);
        errno = error;
        return -1;
    }
    file = _open_osfhandle((intptr_t)handle, O_BINARY | O_NOINHERIT | (flags & O_ACCMODE));
    if (file < 0) {
        CloseHandle(handle);
        errno = EMFILE;
    }
    return file;
}

int xrom_windows_open(const char *path, int flags, ...)
{
    return xrom_windows_openat(AT_FDCWD, path, flags);
}

int xrom_windows_fcntl(int file, int command, int least)
{
    if (command != F_DUPFD_CLOEXEC || least != 0) {
        errno = EINVAL;
        return -1;
    }
    return _dup(file);
}

/* Tries names for the template at the end of `path` until one is new. `make` gives -1 with errno. */
static int make_new(char *path, int (*make)(const char *path))
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    char *end = path + strlen(path) - 6;
    int made = -1;

    errno = EEXIST;
    for (unsigned i = 0; i < TRIES_MAX && made < 0 && errno == EEXIST; i++) {
        LARGE_INTEGER now;
        uint64_t value;
        QueryPerformanceCounter(&now);
        /* No secret: a name that exists is not taken. */
        value = ((uint64_t)now.QuadPart ^ (uint64_t)GetCurrentProcessId() << 12) + i;
        for (unsigned j = 0; j < 6; j++) {
            end[j] = letters[value >> 5 * j & 31];
        }
        made = make(path);
    }
    return made;
}

static int make_file(const char *path)
{
    return xrom_windows_open(path, O_RDWR | O_CREAT | O_EXCL);
}

static int make_folder(const char *path)
{
    return xrom_windows_mkdir(path, 0700);
}

int xrom_windows_mkstemp(char *path)
{
    return make_new(path, make_file);
}

char *xrom_windows_mkdtemp(char *path)
{
    return make_new(path, make_folder) < 0 ? NULL : path;
}
