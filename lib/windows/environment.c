/* SPDX-License-Identifier: MIT */
/* What the user and the machine have set. */
#include "native.h"

/* A variable in UTF-8, kept for good as getenv() keeps it; null: it is not set. */
static char *find(const char *name, bool path)
{
    wchar_t *wide = xrom_windows_wide(name);
    const wchar_t *value = wide ? _wgetenv(wide) : NULL;
    char *text = value ? xrom_windows_narrow(value) : NULL;

    for (char *at = text; path && at && *at; at++) {
        *at = *at == '\\' ? '/' : *at;
    }
    free(wide);
    return text;
}

char *xrom_windows_getenv(const char *name)
{
    static const struct {
        const char *name, *other;
    } folders[] = {{"HOME", "USERPROFILE"}, {"TMPDIR", "TEMP"}, {"XDG_CACHE_HOME", "LOCALAPPDATA"}};

    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        if (strcmp(name, folders[i].name) == 0) {
            char *value = find(name, true);
            return value ? value : find(folders[i].other, true);
        }
    }
    return find(name, false);
}

long xrom_windows_sysconf(int name)
{
    SYSTEM_INFO info;

    switch (name) {
    case _SC_NPROCESSORS_ONLN: return (long)GetActiveProcessorCount(ALL_PROCESSOR_GROUPS);
    case _SC_PAGESIZE: GetSystemInfo(&info); return (long)info.dwAllocationGranularity;
    default: return -1;
    }
}

char *xrom_windows_stpcpy(char *to, const char *from)
{
    size_t size = strlen(from);

    memcpy(to, from, size + 1);
    return to + size;
}
