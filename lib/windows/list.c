/* SPDX-License-Identifier: MIT */
/* Lists of directories. */
#include "native.h"

#include <dirent.h>

struct xrom_windows_list {
    int folder;                        /* owned */
    bool again;                        /* it begins anew */
    const FILE_ID_BOTH_DIR_INFO *next; /* in `part`; null: another part is to be read */
    struct dirent entry;
    union {
        FILE_ID_BOTH_DIR_INFO first;
        uint8_t bytes[65536];
    } part;
};

DIR *xrom_windows_fdopendir(int folder)
{
    DIR *list = malloc(sizeof *list);

    if (list) {
        list->folder = folder;
        list->again = true;
        list->next = NULL;
    }
    return list;
}

DIR *xrom_windows_opendir(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY);
    DIR *list = folder >= 0 ? xrom_windows_fdopendir(folder) : NULL;

    if (folder >= 0 && !list) {
        close(folder);
        errno = ENOMEM;
    }
    return list;
}

/* Reads another part. False: there is none, or with errno. */
static bool fill(DIR *list)
{
    FILE_INFO_BY_HANDLE_CLASS kind = list->again ? FileIdBothDirectoryRestartInfo : FileIdBothDirectoryInfo;

    if (!GetFileInformationByHandleEx(xrom_windows_handle(list->folder), kind, &list->part, sizeof list->part)) {
        if (GetLastError() != ERROR_NO_MORE_FILES && GetLastError() != ERROR_FILE_NOT_FOUND) {
            xrom_windows_fail();
        }
        return false;
    }
    list->again = false;
    list->next = &list->part.first;
    return true;
}

struct dirent *xrom_windows_readdir(DIR *list)
{
    const FILE_ID_BOTH_DIR_INFO *found;
    int size;

    if (!list->next && !fill(list)) {
        return NULL;
    }
    found = list->next;
    list->next = found->NextEntryOffset > 0
                     ? (const FILE_ID_BOTH_DIR_INFO *)(const void *)((const uint8_t *)found + found->NextEntryOffset)
                     : NULL;
    size = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, found->FileName,
                               (int)(found->FileNameLength / sizeof(wchar_t)), list->entry.d_name,
                               (int)sizeof list->entry.d_name - 1, NULL, NULL);
    if (size <= 0) {
        xrom_windows_fail();
        return NULL;
    }
    list->entry.d_name[size] = '\0';
    return &list->entry;
}

void xrom_windows_rewinddir(DIR *list)
{
    list->again = true;
    list->next = NULL;
}

int xrom_windows_closedir(DIR *list)
{
    int result = close(list->folder);

    free(list);
    return result;
}
