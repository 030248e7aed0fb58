/* SPDX-License-Identifier: MIT */
/* Paths: from UTF-8 to what Windows takes, whatever their length, and back. */
#include "native.h"

/* Bytes of the longest path of the kernel, and what describes it. */
#define KERNEL_NAME_SIZE (sizeof(UNICODE_STRING) + 65536)

/* Units of a name that a folder can hold. */
#define NAME_MAX_UNITS 255

wchar_t *xrom_windows_wide(const char *text)
{
    int size = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, NULL, 0);
    wchar_t *wide;

    if (size <= 0) {
        xrom_windows_fail();
        return NULL;
    }
    wide = malloc((size_t)size * sizeof *wide);
    if (wide) {
        MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, wide, size);
    }
    return wide;
}

char *xrom_windows_narrow(const wchar_t *text)
{
    int size = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, NULL, 0, NULL, NULL);
    char *narrow;

    if (size <= 0) {
        xrom_windows_fail();
        return NULL;
    }
    narrow = malloc((size_t)size);
    if (narrow) {
        WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, narrow, size, NULL, NULL);
    }
    return narrow;
}

/* Joins texts; frees the last one. */
static wchar_t *join(const wchar_t *front, const wchar_t *middle, wchar_t *end)
{
    wchar_t *joined = malloc((wcslen(front) + wcslen(middle) + wcslen(end) + 1) * sizeof *joined);

    if (joined) {
        wcscpy(joined, front);
        wcscat(joined, middle);
        wcscat(joined, end);
    }
    free(end);
    return joined;
}

/* A whole path from one that may be relative to the working directory. Devices, as NUL, are "\\.\NUL". */
static wchar_t *complete(const wchar_t *path)
{
    DWORD size = GetFullPathNameW(path, 0, NULL, NULL);
    wchar_t *whole = size > 0 ? malloc(size * sizeof *whole) : NULL;

    if (size == 0 || !whole) {
        if (size == 0) {
            xrom_windows_fail();
        }
        return NULL;
    }
    GetFullPathNameW(path, size, whole, NULL);
    if (wcsncmp(whole, L"\\\\?\\", 4) == 0 || wcsncmp(whole, L"\\\\.\\", 4) == 0) {
        return whole;
    }
    if (wcsncmp(whole, L"\\\\", 2) == 0) {
        memmove(whole, whole + 1, wcslen(whole) * sizeof *whole);
        return join(L"\\\\?\\UNC", L"", whole);
    }
    return join(L"\\\\?\\", L"", whole);
}

/* The path of a handle as the kernel has it. Null with errno. */
static wchar_t *kernel_path_of(HANDLE handle)
{
    static const wchar_t front[] = L"\\??\\";
    UNICODE_STRING *name = malloc(KERNEL_NAME_SIZE);
    wchar_t *path = NULL;
    ULONG size;

    if (name && NtQueryObject(handle, 1 /* ObjectNameInformation */, name, KERNEL_NAME_SIZE, &size) != 0) {
        errno = EIO;
    } else if (name) {
        size_t count = name->Length / sizeof *path;
        path = malloc((count + 1) * sizeof *path);
        if (path) {
            memcpy(path, name->Buffer, count * sizeof *path);
            path[count] = L'\0';
            if (wcsncmp(path, front, wcslen(front)) == 0) {
                path[1] = L'\\'; /* the same place, said as programs do */
            }
        }
    }
    free(name);
    return path;
}

wchar_t *xrom_windows_path_of(HANDLE handle)
{
    DWORD size = GetFinalPathNameByHandleW(handle, NULL, 0, FILE_NAME_NORMALIZED);
    wchar_t *path = size > 0 ? malloc((size + 1) * sizeof *path) : NULL;

    if (size == 0 && GetLastError() == ERROR_MORE_DATA) {
        return kernel_path_of(handle); /* Wine 8 has room for 260 units */
    }
    if (size > 0 && path && GetFinalPathNameByHandleW(handle, path, size + 1, FILE_NAME_NORMALIZED) > 0) {
        return path;
    }
    if (size == 0 || path) {
        xrom_windows_fail();
    }
    free(path);
    return NULL;
}

/* The path of a directory, with `name` below it; ".." leads up, except from the root of a drive. */
static wchar_t *path_below(int folder, wchar_t *name)
{
    HANDLE handle = xrom_windows_handle(folder);
    wchar_t *path = handle != INVALID_HANDLE_VALUE ? xrom_windows_path_of(handle) : NULL;
    size_t size = path ? wcslen(path) : 0;
    bool root = size > 0 && path[size - 1] == L'\\';

    if (path && wcscmp(name, L".") != 0) {
        if (wcscmp(name, L"..") != 0) {
            wchar_t *whole = join(path, root ? L"" : L"\\", name);
            free(path);
            return whole;
        }
        if (!root) {
            wchar_t *last = wcsrchr(path, L'\\');
            /* What is left of the root of a drive needs the '\\' behind it. */
            last[last > path && last[-1] == L':' ? 1 : 0] = L'\0';
        }
    }
    free(name);
    return path;
}

wchar_t *xrom_windows_name(const char *name)
{
    wchar_t *wide = xrom_windows_wide(name);

    for (wchar_t *at = wide, *part = wide; at && *at; at++) {
        *at = *at == L'/' ? L'\\' : *at;
        part = *at == L'\\' ? at + 1 : part;
        if (at - part >= NAME_MAX_UNITS) {
            free(wide);
            errno = ENAMETOOLONG;
            return NULL;
        }
    }
    return wide;
}

wchar_t *xrom_windows_path(int folder, const char *name)
{
    wchar_t *wide, *path;

    if (*name == '\0') {
        errno = ENOENT;
        return NULL;
    }
    wide = xrom_windows_name(name);
    if (!wide || folder != AT_FDCWD) {
        return wide ? path_below(folder, wide) : NULL;
    }
    path = complete(wide);
    free(wide);
    return path;
}
