/* SPDX-License-Identifier: MIT */
/* Errors of Windows as values of errno, and their texts. */
#include "native.h"

#undef strerror

int xrom_windows_fail(void)
{
    static const struct {
        DWORD error;
        int number;
    } known[] = {
        {ERROR_FILE_NOT_FOUND, ENOENT},
        {ERROR_PATH_NOT_FOUND, ENOENT},
        {ERROR_INVALID_NAME, ENOENT},
        {ERROR_BAD_NETPATH, ENOENT},
        {ERROR_BAD_NET_NAME, ENOENT},
        {ERROR_INVALID_DRIVE, ENOENT},
        {ERROR_BAD_PATHNAME, ENOENT},
        {ERROR_DELETE_PENDING, ENOENT},
        {ERROR_TOO_MANY_OPEN_FILES, EMFILE},
        {ERROR_ACCESS_DENIED, EACCES},
        {ERROR_SHARING_VIOLATION, EACCES},
        {ERROR_LOCK_VIOLATION, EACCES},
        {ERROR_WRITE_PROTECT, EROFS},
        {ERROR_USER_MAPPED_FILE, EBUSY},
        {ERROR_INVALID_HANDLE, EBADF},
        {ERROR_NOT_ENOUGH_MEMORY, ENOMEM},
        {ERROR_OUTOFMEMORY, ENOMEM},
        {ERROR_COMMITMENT_LIMIT, ENOMEM},
        {ERROR_NOACCESS, EFAULT},
        {ERROR_FILE_EXISTS, EEXIST},
        {ERROR_ALREADY_EXISTS, EEXIST},
        {ERROR_DIR_NOT_EMPTY, ENOTEMPTY},
        {ERROR_DIRECTORY, ENOTDIR},
        {ERROR_NOT_SAME_DEVICE, EXDEV},
        {ERROR_DISK_FULL, ENOSPC},
        {ERROR_HANDLE_DISK_FULL, ENOSPC},
        {ERROR_BROKEN_PIPE, EPIPE},
        {ERROR_NO_DATA, EPIPE},
        {ERROR_FILENAME_EXCED_RANGE, ENAMETOOLONG},
        {ERROR_BUFFER_OVERFLOW, ENAMETOOLONG},
        {ERROR_CANT_RESOLVE_FILENAME, ELOOP},
        {ERROR_NO_UNICODE_TRANSLATION, EILSEQ},
        {ERROR_NOT_SUPPORTED, ENOTSUP},
        {ERROR_INVALID_PARAMETER, EINVAL},
        {ERROR_BAD_EXE_FORMAT, ENOEXEC},
    };
    DWORD error = GetLastError();

    errno = EIO;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].error == error) {
            errno = known[i].number;
        }
    }
    return -1;
}

char *xrom_windows_strerror(int number)
{
    static char enotsup[] = "Operation not supported", eloop[] = "Too many levels of symbolic links",
                estale[] = "Stale file handle", ebusy[] = "Device or resource busy";

    switch (number) {
    case ENOTSUP: return enotsup;
    case ELOOP: return eloop;
    case ESTALE: return estale;
    case EBUSY: return ebusy;
    default: return strerror(number);
    }
}

int xrom_windows_strerror_r(int number, char *text, size_t size)
{
    const char *found = xrom_windows_strerror(number);

    if (strlen(found) >= size) {
        return ERANGE;
    }
    memcpy(text, found, strlen(found) + 1);
    return 0;
}
