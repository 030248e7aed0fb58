/* SPDX-License-Identifier: MIT */
/* Names that are made, removed and changed. */
#include "native.h"

int xrom_windows_mkdirat(int folder, const char *name, mode_t mode)
{
    static const struct xrom_windows_how how = {0, FILE_CREATE, FILE_DIRECTORY_FILE, false};
    HANDLE handle = xrom_windows_open_at(folder, name, &how);

    (void)mode;
    if (handle == INVALID_HANDLE_VALUE) {
        return -1;
    }
    CloseHandle(handle);
    return 0;
}

int xrom_windows_mkdir(const char *path, mode_t mode)
{
    return xrom_windows_mkdirat(AT_FDCWD, path, mode);
}

int xrom_windows_unlinkat(int folder, const char *name, int flags)
{
    const struct xrom_windows_how how = {DELETE, FILE_OPEN,
                                         flags & AT_REMOVEDIR ? FILE_DIRECTORY_FILE : FILE_NON_DIRECTORY_FILE, false};
    HANDLE handle = xrom_windows_open_at(folder, name, &how);
    FILE_DISPOSITION_INFO disposition = {TRUE};
    int result;

    if (handle == INVALID_HANDLE_VALUE) {
        return -1;
    }
    /* It goes when nobody has it open any longer. */
    result = SetFileInformationByHandle(handle, FileDispositionInfo, &disposition, sizeof disposition)
                 ? 0
                 : xrom_windows_fail();
    CloseHandle(handle);
    return result;
}

int xrom_windows_rmdir(const char *path)
{
    return xrom_windows_unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int xrom_windows_unlink(const char *path)
{
    return xrom_windows_unlinkat(AT_FDCWD, path, 0);
}

static bool is_folder(const wchar_t *path)
{
    DWORD attributes = GetFileAttributesW(path);

    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

int xrom_windows_renameat(int folder, const char *name, int other_folder, const char *other)
{
    wchar_t *from = xrom_windows_path(folder, name);
    wchar_t *to = from ? xrom_windows_path(other_folder, other) : NULL;
    int result = -1;

    if (to) {
        /* An empty folder gives way to another one. */
        if (is_folder(from) && is_folder(to)) {
            RemoveDirectoryW(to);
        }
        result = MoveFileExW(from, to, MOVEFILE_REPLACE_EXISTING) ? 0 : xrom_windows_fail();
    }
    free(from);
    free(to);
    return result;
}

int xrom_windows_rename(const char *path, const char *other)
{
    return xrom_windows_renameat(AT_FDCWD, path, AT_FDCWD, other);
}
