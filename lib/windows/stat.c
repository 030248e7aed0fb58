/* SPDX-License-Identifier: MIT */
/* What a path or a descriptor leads to. */
#include "native.h"

/* Time since 1601 in steps of 100 nanoseconds, as time since 1970. */
static struct timespec time_of(int64_t steps)
{
    int64_t since = steps - INT64_C(116444736000000000);
    struct timespec time = {since / 10000000, (long)(since % 10000000) * 100};

    if (time.tv_nsec < 0) {
        time.tv_nsec += 1000000000;
        time.tv_sec--;
    }
    return time;
}

static int examine_file(HANDLE handle, struct stat *stat)
{
    BY_HANDLE_FILE_INFORMATION info;
    FILE_BASIC_INFO times;

    if (!GetFileInformationByHandle(handle, &info) && GetLastError() == ERROR_INVALID_HANDLE) {
        stat->st_mode = S_IFIFO; /* a standard stream of Wine: all that can be done is to read or write it */
        return 0;
    }
    if (!GetFileInformationByHandle(handle, &info) ||
        !GetFileInformationByHandleEx(handle, FileBasicInfo, &times, sizeof times)) {
        return xrom_windows_fail();
    }
    stat->st_dev = info.dwVolumeSerialNumber;
    stat->st_ino = (uint64_t)info.nFileIndexHigh << 32 | info.nFileIndexLow;
    stat->st_mode = xrom_windows_is_link(handle)                       ? S_IFLNK
                    : info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? S_IFDIR
                                                                       : S_IFREG;
    stat->st_size = (int64_t)((uint64_t)info.nFileSizeHigh << 32 | info.nFileSizeLow);
    stat->st_mtim = time_of(times.LastWriteTime.QuadPart);
    stat->st_ctim = time_of(times.ChangeTime.QuadPart);
    return 0;
}

static int examine(HANDLE handle, struct stat *stat)
{
    memset(stat, 0, sizeof *stat);
    switch (GetFileType(handle)) {
    case FILE_TYPE_DISK: return examine_file(handle, stat);
    case FILE_TYPE_PIPE: stat->st_mode = S_IFIFO; return 0;
    case FILE_TYPE_CHAR: stat->st_mode = S_IFCHR; return 0;
    default: errno = EBADF; return -1;
    }
}

int xrom_windows_fstatat(int folder, const char *name, struct stat *stat, int flags)
{
    const struct xrom_windows_how how = {0, FILE_OPEN, 0, !(flags & AT_SYMLINK_NOFOLLOW)};
    HANDLE handle = xrom_windows_open_at(folder, name, &how);
    int result;

    if (handle == INVALID_HANDLE_VALUE) {
        return -1;
    }
    result = examine(handle, stat);
    CloseHandle(handle);
    return result;
}

int xrom_windows_stat(const char *path, struct stat *stat)
{
    return xrom_windows_fstatat(AT_FDCWD, path, stat, 0);
}

int xrom_windows_lstat(const char *path, struct stat *stat)
{
    return xrom_windows_fstatat(AT_FDCWD, path, stat, AT_SYMLINK_NOFOLLOW);
}

int xrom_windows_fstat(int file, struct stat *stat)
{
    return examine(xrom_windows_handle(file), stat);
}

int xrom_windows_futimens(int file, const struct timespec *times)
{
    FILETIME now;

    if (times) {
        errno = EINVAL;
        return -1;
    }
    GetSystemTimeAsFileTime(&now);
    return SetFileTime(xrom_windows_handle(file), NULL, &now, &now) ? 0 : xrom_windows_fail();
}

int xrom_windows_fchmod(int file, mode_t mode)
{
    (void)file;
    (void)mode;
    return 0;
}

mode_t xrom_windows_umask(mode_t mask)
{
    (void)mask;
    return 0;
}

/* A whole path without the front that makes it as long as it likes, and with '/' between parts. Frees `path`. */
static char *plain(wchar_t *path)
{
    wchar_t *front = path;
    char *narrow;

    if (wcsncmp(path, L"\\\\?\\UNC\\", 8) == 0) {
        front = path + 6;
        *front = L'\\';
    } else if (wcsncmp(path, L"\\\\?\\", 4) == 0) {
        front = path + 4;
    }
    for (wchar_t *at = front; *at; at++) {
        *at = *at == L'\\' ? L'/' : *at;
    }
    narrow = xrom_windows_narrow(front);
    free(path);
    return narrow;
}

char *xrom_windows_realpath(const char *path, char *resolved)
{
    static const struct xrom_windows_how how = {0, FILE_OPEN, 0, true};
    HANDLE handle = resolved ? INVALID_HANDLE_VALUE : xrom_windows_open_at(AT_FDCWD, path, &how);
    wchar_t *wide;

    if (handle == INVALID_HANDLE_VALUE) {
        return NULL;
    }
    wide = xrom_windows_path_of(handle);
    CloseHandle(handle);
    return wide ? plain(wide) : NULL;
}
