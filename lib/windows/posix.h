/* SPDX-License-Identifier: MIT */
/*
 * The part of POSIX that the host side is written for, on Windows. Every source that is compiled for Windows includes this
 * header before all else (-include), and finds <dirent.h> and the like in include/.
 *
 * Paths and names are UTF-8, as they are in images, and may be longer than 260 bytes; '/' and '\\' separate their parts. A
 * directory has a descriptor too, and a name relative to it is taken relative to where it is now. Files are never text. What
 * Windows has no counterpart for is left out (permissions) or not there (named pipes, sockets).
 */
#ifndef XROM_WINDOWS_POSIX_H
#define XROM_WINDOWS_POSIX_H

#define tell xrom_windows_tell /* <io.h> has one, which is not POSIX, and this name is in use */
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#undef tell
#define mode_t unsigned

/* ---- Opening ---- */

#define O_CLOEXEC O_NOINHERIT
#define O_NOCTTY 0
#define O_NONBLOCK 0
#define O_DIRECTORY 0x01000000
#define O_NOFOLLOW 0x02000000
#define AT_FDCWD (-100)
#define AT_SYMLINK_NOFOLLOW 1
#define AT_REMOVEDIR 2
#define F_DUPFD_CLOEXEC 1

int xrom_windows_open(const char *path, int flags, ...);
int xrom_windows_openat(int folder, const char *name, int flags, ...);
int xrom_windows_fcntl(int file, int command, int least); /* F_DUPFD_CLOEXEC alone */
int xrom_windows_mkstemp(char *path);
char *xrom_windows_mkdtemp(char *path);
#define open xrom_windows_open
#define openat xrom_windows_openat
#define fcntl xrom_windows_fcntl
#define mkstemp xrom_windows_mkstemp
#define mkdtemp xrom_windows_mkdtemp

/* ---- Reading and writing ---- */

ssize_t xrom_windows_read(int file, void *bytes, size_t size);
ssize_t xrom_windows_write(int file, const void *bytes, size_t size);
ssize_t xrom_windows_pread(int file, void *bytes, size_t size, int64_t offset);
ssize_t xrom_windows_pwrite(int file, const void *bytes, size_t size, int64_t offset);
int xrom_windows_isatty(int file); /* 1: a console */
#define read xrom_windows_read
#define write xrom_windows_write
#define pread xrom_windows_pread
#define pwrite xrom_windows_pwrite
#define isatty xrom_windows_isatty
#define putc_unlocked putc

/* ---- Examining ---- */

#define dev_t uint64_t
#define ino_t uint64_t

struct xrom_windows_stat {
    uint64_t st_dev, st_ino;
    unsigned st_mode; /* kinds alone, no permissions */
    int64_t st_size;
    struct timespec st_mtim, st_ctim;
};

#define S_IFLNK 0xa000
#define S_IFSOCK 0xc000
#define S_ISLNK(mode) (((mode)&S_IFMT) == S_IFLNK)
#define S_ISSOCK(mode) (((mode)&S_IFMT) == S_IFSOCK)

int xrom_windows_stat(const char *path, struct xrom_windows_stat *stat);
int xrom_windows_lstat(const char *path, struct xrom_windows_stat *stat);
int xrom_windows_fstat(int file, struct xrom_windows_stat *stat);
int xrom_windows_fstatat(int folder, const char *name, struct xrom_windows_stat *stat, int flags);
int xrom_windows_futimens(int file, const struct timespec *times); /* null alone, for now */
int xrom_windows_fchmod(int file, mode_t mode);                    /* does nothing */
mode_t xrom_windows_umask(mode_t mask);                            /* so does this */
char *xrom_windows_realpath(const char *path, char *resolved);     /* null alone; with '/' between parts */
#undef stat
#undef fstat
#define stat xrom_windows_stat
#define lstat xrom_windows_lstat
#define fstat xrom_windows_fstat
#define fstatat xrom_windows_fstatat
#define futimens xrom_windows_futimens
#define fchmod xrom_windows_fchmod
#define umask xrom_windows_umask
#define realpath xrom_windows_realpath
#define st_mtime st_mtim.tv_sec

/* ---- Names ---- */

int xrom_windows_mkdir(const char *path, mode_t mode);
int xrom_windows_mkdirat(int folder, const char *name, mode_t mode);
int xrom_windows_rmdir(const char *path);
int xrom_windows_unlink(const char *path);
int xrom_windows_unlinkat(int folder, const char *name, int flags);
int xrom_windows_rename(const char *path, const char *other);
int xrom_windows_renameat(int folder, const char *name, int other_folder, const char *other);
#define mkdir xrom_windows_mkdir
#define mkdirat xrom_windows_mkdirat
#define rmdir xrom_windows_rmdir
#define unlink xrom_windows_unlink
#define unlinkat xrom_windows_unlinkat
#define rename xrom_windows_rename
#define renameat xrom_windows_renameat
#define link(path, other) (errno = ENOSYS, -1)

/* ---- The rest ---- */

#define ESTALE 200 /* a number that <errno.h> leaves free */

/* HOME, TMPDIR and XDG_CACHE_HOME are what Windows has in their place, unless they are set. With '/' between parts of paths. */
char *xrom_windows_getenv(const char *name);
char *xrom_windows_strerror(int number);
int xrom_windows_strerror_r(int number, char *text, size_t size);
#define getenv xrom_windows_getenv
#define strerror xrom_windows_strerror
#define strerror_r xrom_windows_strerror_r

#define _SC_NPROCESSORS_ONLN 1
#define _SC_PAGESIZE 2 /* what an offset of mmap() must be a multiple of */
long xrom_windows_sysconf(int name);
#define sysconf xrom_windows_sysconf

char *xrom_windows_stpcpy(char *to, const char *from);
#define stpcpy xrom_windows_stpcpy

#endif
