/* SPDX-License-Identifier: MIT */
#include "native.h"

#include "support.h"

#undef free

int tests_lack(const char *what, ...)
{
    print_message("# Windows has no %s\n", what);
    skip();
    return -1;
}

/* Aligned memory that was given, and where that memory begins. */
static struct {
    void *given, *whole;
} aligned[256];

int tests_memalign(void **memory, size_t align, size_t size)
{
    for (size_t i = 0; i < sizeof aligned / sizeof aligned[0]; i++) {
        if (!aligned[i].given) {
            aligned[i].whole = malloc(size + align);
            assert_non_null(aligned[i].whole);
            *memory = aligned[i].given = (uint8_t *)aligned[i].whole + (align - (uintptr_t)aligned[i].whole % align);
            return 0;
        }
    }
    return ENOMEM;
}

void *tests_aligned_alloc(size_t align, size_t size)
{
    void *memory;

    return tests_memalign(&memory, align, size) == 0 ? memory : NULL;
}

void tests_free(void *memory)
{
    for (size_t i = 0; memory && i < sizeof aligned / sizeof aligned[0]; i++) {
        if (aligned[i].given == memory) {
            memory = aligned[i].whole;
            aligned[i].given = NULL;
        }
    }
    free(memory);
}

static FILETIME filetime_of(const struct timespec *time)
{
    uint64_t steps = (uint64_t)time->tv_sec * 10000000 + (uint64_t)time->tv_nsec / 100 + UINT64_C(116444736000000000);
    FILETIME filetime = {(DWORD)steps, (DWORD)(steps >> 32)};

    return filetime;
}

int tests_utimensat(int folder, const char *path, const struct timespec *times, int flags)
{
    const struct xrom_windows_how how = {FILE_WRITE_ATTRIBUTES, FILE_OPEN, 0, true};
    HANDLE handle = xrom_windows_open_at(folder, path, &how);
    FILETIME accessed = filetime_of(&times[0]), written = filetime_of(&times[1]);
    BOOL good = handle != INVALID_HANDLE_VALUE && SetFileTime(handle, NULL, &accessed, &written);

    assert_int_equal(flags, 0);
    CloseHandle(handle);
    return good ? 0 : -1;
}

int tests_truncate(const char *path, int64_t size)
{
    int file = open(path, O_RDWR);
    int result = file >= 0 ? ftruncate(file, size) : -1;

    close(file);
    return result;
}

int tests_setenv(const char *name, const char *value, int replace)
{
    assert_int_equal(replace, 1);
    return _putenv_s(name, value);
}

int tests_unsetenv(const char *name)
{
    return _putenv_s(name, "");
}
