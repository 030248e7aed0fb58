/* SPDX-License-Identifier: MIT */
/* What the files in this folder have in common. */
#ifndef XROM_WINDOWS_NATIVE_H
#define XROM_WINDOWS_NATIVE_H

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <winternl.h>

#include <stdbool.h>

/* Sets errno to what the last error of Windows means. Returns -1. */
int xrom_windows_fail(void);

/* A text in UTF-16, or in UTF-8, to be freed; null with errno: out of memory, or EILSEQ. */
wchar_t *xrom_windows_wide(const char *text);
char *xrom_windows_narrow(const wchar_t *text);

/*
 * A path as Windows takes it whatever its length, to be freed. `name` is relative to the open directory, or where that is
 * AT_FDCWD to the working directory. Null with errno.
 */
wchar_t *xrom_windows_path(int folder, const char *name);

/* The same for a name alone, which may be empty. */
wchar_t *xrom_windows_name(const char *name);

/* The path of what a handle is of, in the same form. */
wchar_t *xrom_windows_path_of(HANDLE handle);

/* The handle of a descriptor; with errno INVALID_HANDLE_VALUE. */
HANDLE xrom_windows_handle(int file);

/* How a name is opened. */
struct xrom_windows_how {
    ACCESS_MASK access;
    ULONG disposition; /* as of NtCreateFile(): FILE_OPEN, FILE_CREATE, ... */
    ULONG options;     /* 0, FILE_DIRECTORY_FILE or FILE_NON_DIRECTORY_FILE */
    bool follow;       /* where it is a symbolic link opens what that leads to, not the link */
};

/*
 * Opens a name in an open directory, wherever that is by now; AT_FDCWD: a path. Others may read, write, rename and remove it
 * meanwhile. INVALID_HANDLE_VALUE with errno.
 */
HANDLE xrom_windows_open_at(int folder, const char *name, const struct xrom_windows_how *how);

/* True where a handle is of a symbolic link, or of what is another place's folder. */
bool xrom_windows_is_link(HANDLE handle);

#endif
