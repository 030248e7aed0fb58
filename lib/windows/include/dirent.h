/* SPDX-License-Identifier: MIT */
/* Lists of directories, for Windows. */
#ifndef XROM_WINDOWS_DIRENT_H
#define XROM_WINDOWS_DIRENT_H

typedef struct xrom_windows_list DIR;

struct dirent {
    char d_name[1024]; /* a name of 255 units of UTF-16 is 765 bytes at most */
};

DIR *xrom_windows_opendir(const char *path);
DIR *xrom_windows_fdopendir(int folder); /* owns the descriptor from then on */
struct dirent *xrom_windows_readdir(DIR *list);
void xrom_windows_rewinddir(DIR *list);
int xrom_windows_closedir(DIR *list);
#define opendir xrom_windows_opendir
#define fdopendir xrom_windows_fdopendir
#define readdir xrom_windows_readdir
#define rewinddir xrom_windows_rewinddir
#define closedir xrom_windows_closedir

#endif
