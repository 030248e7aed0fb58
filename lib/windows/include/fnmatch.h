/* SPDX-License-Identifier: MIT */
/* Patterns of names, for Windows. */
#ifndef XROM_WINDOWS_FNMATCH_H
#define XROM_WINDOWS_FNMATCH_H

#define FNM_NOMATCH 1
#define FNM_PATHNAME 1

/* As in POSIX, in the locale C: a character is a byte. */
int xrom_windows_fnmatch(const char *pattern, const char *text, int flags);
#define fnmatch xrom_windows_fnmatch

#endif
