/* SPDX-License-Identifier: MIT */
/* Names relative to an open directory. The kernel knows how to open these, CreateFileW() does not. */
#include "native.h"

#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

/* Opens a name, which it frees, in `root`, or where that is null a whole path as the kernel has it. */
static HANDLE open_name(HANDLE root, wchar_t *name, const struct xrom_windows_how *how)
{
    UNICODE_STRING text;
    OBJECT_ATTRIBUTES object;
    IO_STATUS_BLOCK status;
    HANDLE handle;
    NTSTATUS error;

    RtlInitUnicodeString(&text, name);
    InitializeObjectAttributes(&object, &text, OBJ_CASE_INSENSITIVE, root, NULL);
    error = NtCreateFile(&handle, how->access | SYNCHRONIZE | FILE_READ_ATTRIBUTES, &object, &status, NULL,
                         FILE_ATTRIBUTE_NORMAL, SHARE_ALL, how->disposition,
                         how->options | FILE_SYNCHRONOUS_IO_NONALERT | FILE_OPEN_FOR_BACKUP_INTENT |
                             (how->follow ? 0 : FILE_OPEN_REPARSE_POINT),
                         NULL, 0);
    free(name);
    if (error != 0) {
        SetLastError(RtlNtStatusToDosError(error));
        xrom_windows_fail();
        return INVALID_HANDLE_VALUE;
    }
    return handle;
}

/* Opens a path, which it frees. */
static HANDLE open_path(wchar_t *path, const struct xrom_windows_how *how)
{
    if (!path) {
        return INVALID_HANDLE_VALUE;
    }
    /* "\\?\" and "\\.\" are called so in the kernel. */
    path[1] = path[2] = L'?';
    return open_name(NULL, path, how);
}

HANDLE xrom_windows_open_at(int folder, const char *name, const struct xrom_windows_how *how)
{
    HANDLE root;
    wchar_t *wide;

    /* The kernel has no "..". */
    if (folder == AT_FDCWD || strcmp(name, "..") == 0) {
        return open_path(xrom_windows_path(folder, name), how);
    }
    root = xrom_windows_handle(folder);
    wide = root != INVALID_HANDLE_VALUE ? xrom_windows_name(strcmp(name, ".") == 0 ? "" : name) : NULL;
    return wide ? open_name(root, wide, how) : INVALID_HANDLE_VALUE;
}
