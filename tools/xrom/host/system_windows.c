/* SPDX-License-Identifier: MIT */
#include "native.h"

#include <shellapi.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/system.h"

/* UTF-8 and escape sequences on a console. */
static void ready_console(int file)
{
    HANDLE handle = xrom_windows_handle(file);
    DWORD mode;

    if (GetConsoleMode(handle, &mode)) {
        SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
        SetConsoleOutputCP(CP_UTF8);
    }
}

char **system_begin(int *count, char **arguments)
{
    int wide_count = 0;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &wide_count);
    char **narrow;

    _fmode = _O_BINARY;
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++) {
        _setmode(file, _O_BINARY);
        ready_console(file);
    }
    /* The runtime of Windows has no lines to gather. */
    setvbuf(stderr, NULL, _IONBF, 0);
    if (!wide) {
        return arguments;
    }
    narrow = memory_grow(NULL, (size_t)wide_count + 1, sizeof *narrow);
    for (int i = 0; i < wide_count; i++) {
        int size = WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, NULL, 0, NULL, NULL);
        narrow[i] = memory_grow(NULL, (size_t)size, 1);
        WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, narrow[i], size, NULL, NULL);
    }
    narrow[wide_count] = NULL;
    LocalFree((HLOCAL)wide);
    *count = wide_count;
    return narrow;
}

void system_plain_path(char *path)
{
    /* What begins so takes '/' for a part of a name. */
    if (strncmp(path, "\\\\?\\", 4) == 0 || strncmp(path, "\\\\.\\", 4) == 0) {
        return;
    }
    for (; *path; path++) {
        *path = *path == '\\' ? '/' : *path;
    }
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_separator(char byte)
{
    return byte == '/' || byte == '\\';
}

bool system_is_absolute(const char *path)
{
    return is_separator(*path) || (is_letter(*path) && path[1] == ':' && is_separator(path[2]));
}

/* True for what Windows takes for a device, in any folder and whatever follows a dot: CON, NUL, COM1. */
static bool is_device(const char *name, size_t size)
{
    static const char *const devices[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    const char *dot = memchr(name, '.', size);
    size_t front = dot ? (size_t)(dot - name) : size;

    while (front > 0 && name[front - 1] == ' ') {
        front--;
    }
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
        if (front == strlen(devices[i]) && _strnicmp(name, devices[i], front) == 0) {
            return true;
        }
    }
    if (front < 4 || (_strnicmp(name, "COM", 3) != 0 && _strnicmp(name, "LPT", 3) != 0)) {
        return false;
    }
    /* The digits of Latin-1 for powers count, too: superscript one, two and three. */
    return (front == 4 && name[3] >= '0' && name[3] <= '9') ||
           (front == 5 && name[3] == '\xc2' && (name[4] == '\xb9' || name[4] == '\xb2' || name[4] == '\xb3'));
}

const char *system_name_fault(const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)name[i] < ' ' || strchr("<>:\"\\|?*", name[i])) {
            return "a name with a control character or one of <>:\"\\|?* in it, which no folder of Windows can hold";
        }
    }
    if (name[size - 1] == '.' || name[size - 1] == ' ') {
        return "a name with a dot or a space at its end, which no folder of Windows can hold";
    }
    return is_device(name, size) ? "the name of a device of Windows, which no folder can hold" : NULL;
}

bool system_is_program(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

char *system_find_program(const char *name)
{
    wchar_t found[MAX_PATH];
    wchar_t *wide;
    DWORD size;
    char *path;

    if (strpbrk(name, "/\\:")) {
        return memory_copy(name, strlen(name));
    }
    wide = xrom_windows_wide(name);
    size = wide ? SearchPathW(NULL, wide, L".exe", MAX_PATH, found, NULL) : 0;
    free(wide);
    path = size > 0 && size < MAX_PATH ? xrom_windows_narrow(found) : NULL;
    if (path) {
        system_plain_path(path);
    }
    return path;
}
