/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <libdeflate.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/system.h"
#include "mpy/mpy_cache.h"
#include "text/message.h"

enum {
    MAGIC_SIZE = 8,
    SUM_SIZE = 4,
    FRONT_SIZE = MAGIC_SIZE + SUM_SIZE,
    NAME_SIZE = 2 * MPY_KEY_SIZE + 1,
    BLOCK = 4096, /* what a file takes on a disk is a multiple of this */
    DAY = 24 * 60 * 60
};

/* No file is larger; all together are no more than CACHE_MAX, or are made CACHE_LEFT at most. Bytes. */
static const off_t file_max = (off_t)1 << 28;
static const uint64_t cache_max = UINT64_C(64) << 20;
static const uint64_t cache_left = UINT64_C(48) << 20;

static const uint8_t magic[MAGIC_SIZE] = "xrommpy2";
static const char temporary_front[] = ".xrom-";

/* ---- The folder ---- */

/* Makes a folder and those above it. Returns 0 or an errno. */
static int make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700); /* what is wrong shows at the last one */
        *slash = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : errno;
}

char *mpy_cache_default(void)
{
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    const char *rest = cache && system_is_absolute(cache) ? "xrom" : ".cache/xrom";
    const char *front = cache && system_is_absolute(cache) ? cache : home;
    char *path = NULL;

    if (front && *front != '\0') {
        path = host_join(front, rest);
    }
    return path;
}

void mpy_cache_none(struct mpy_cache *cache)
{
    cache->folder = -1;
    cache->grown = false;
}

bool mpy_cache_open(struct mpy_cache *cache, const char *path)
{
    char *folder = path ? memory_copy(path, strlen(path)) : mpy_cache_default();
    int error = 0;

    mpy_cache_none(cache);
    if (folder) {
        error = make_folders(folder);
        if (!error) {
            cache->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            error = cache->folder < 0 ? errno : 0;
        }
        if (error && path) {
            message(path, "cannot be used as a cache: %s; name another folder with --cache, or give --no-cache",
                    strerror(error));
        } else if (error) {
            message(folder, "warning: cannot be used as a cache, so all is compiled each time: %s", strerror(error));
        }
    }
    free(folder);
    return !error || !path;
}

static void name_of(const uint8_t key[MPY_KEY_SIZE], char name[NAME_SIZE])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < MPY_KEY_SIZE; i++) {
        name[2 * i] = digits[key[i] >> 4];
        name[2 * i + 1] = digits[key[i] & 15];
    }
    name[NAME_SIZE - 1] = '\0';
}

/* ---- Files ---- */

/* The front of a file of the cache with this content. */
static void make_front(uint8_t front[FRONT_SIZE], const void *content, size_t size)
{
    uint32_t sum = libdeflate_crc32(0, content, size);

    memcpy(front, magic, MAGIC_SIZE);
    for (unsigned i = 0; i < SUM_SIZE; i++) {
        front[MAGIC_SIZE + i] = (uint8_t)(sum >> 8 * i);
    }
}

static bool is_sound(const uint8_t front[FRONT_SIZE], const uint8_t *content, size_t size)
{
    uint8_t wanted[FRONT_SIZE];

    make_front(wanted, content, size);
    return memcmp(front, wanted, FRONT_SIZE) == 0;
}

uint8_t *mpy_cache_get(struct mpy_cache *cache, const uint8_t key[MPY_KEY_SIZE], size_t *size)
{
    uint8_t front[FRONT_SIZE];
    uint8_t *content = NULL;
    char name[NAME_SIZE];
    struct stat found;
    int file;

    name_of(key, name);
    file = cache->folder >= 0 ? openat(cache->folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
    if (file < 0) {
        return NULL;
    }
    if (fstat(file, &found) == 0 && S_ISREG(found.st_mode) && found.st_size >= FRONT_SIZE && found.st_size < file_max &&
        host_read(file, front, sizeof front)) {
        *size = (size_t)found.st_size - FRONT_SIZE;
        content = memory_grow(NULL, *size + 1, 1);
        content[*size] = 0;
        if (!host_read(file, content, *size) || !is_sound(front, content, *size)) {
            free(content);
            content = NULL;
        } else if (found.st_mtime < time(NULL) - DAY) {
            futimens(file, NULL); /* its age is the time of its last use, more or less */
        }
    }
    close(file);
    return content;
}

void mpy_cache_put(struct mpy_cache *cache, const uint8_t key[MPY_KEY_SIZE], const void *bytes, size_t size)
{
    static unsigned counter;
    char name[NAME_SIZE], temporary[64];
    uint8_t front[FRONT_SIZE];
    bool good;
    int file;

    if (cache->folder < 0 || size >= (size_t)file_max - FRONT_SIZE) {
        return;
    }
    snprintf(temporary, sizeof temporary, "%s%ld-%u", temporary_front, (long)getpid(), counter++);
    file = openat(cache->folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return;
    }
    name_of(key, name);
    make_front(front, bytes, size);
    good = host_write(file, front, sizeof front) == 0 && host_write(file, bytes, size) == 0;
    good = close(file) == 0 && good;
    if (!good || renameat(cache->folder, temporary, cache->folder, name) != 0) {
        unlinkat(cache->folder, temporary, 0);
    }
    cache->grown = true;
}

/* ---- The bound ---- */

struct cached {
    char name[NAME_SIZE];
    time_t used;
    uint64_t size;
};

static int compare_ages(const void *a, const void *b)
{
    const struct cached *one = a, *other = b;

    return one->used != other->used ? (one->used > other->used) - (one->used < other->used)
                                    : strcmp(one->name, other->name);
}

/* True for what this cache writes. */
static bool is_cached(const char *name)
{
    return strlen(name) == NAME_SIZE - 1 && strspn(name, "0123456789abcdef") == NAME_SIZE - 1;
}

/* Lists what is in the cache. Files that nobody has finished for a day go. Gives the sum of all sizes. */
static uint64_t list(int folder, DIR *stream, struct cached **all, size_t *count)
{
    const struct dirent *entry;
    size_t capacity = 0;
    uint64_t sum = 0;
    struct stat found;

    *count = 0;
    *all = NULL;
    while ((entry = readdir(stream)) != NULL) {
        bool cached = is_cached(entry->d_name);
        bool temporary = strncmp(entry->d_name, temporary_front, sizeof temporary_front - 1) == 0;
        if ((!cached && !temporary) || fstatat(folder, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        if (temporary && found.st_mtime < time(NULL) - DAY) {
            unlinkat(folder, entry->d_name, 0);
        }
        if (cached) {
            *all = memory_reserve(*all, &capacity, *count + 1, sizeof **all);
            memcpy((*all)[*count].name, entry->d_name, NAME_SIZE);
            (*all)[*count].used = found.st_mtime;
            (*all)[*count].size = ((uint64_t)found.st_size + BLOCK - 1) / BLOCK * BLOCK;
            sum += (*all)[(*count)++].size;
        }
    }
    return sum;
}

static void shrink(int folder)
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = copy >= 0 ? fdopendir(copy) : NULL;
    struct cached *all;
    size_t count;
    uint64_t sum;

    if (!stream) {
        if (copy >= 0) {
            close(copy);
        }
        return;
    }
    sum = list(folder, stream, &all, &count);
    if (sum > cache_max) {
        qsort(all, count, sizeof all[0], compare_ages);
        for (size_t i = 0; i < count && sum > cache_left; i++) {
            if (unlinkat(folder, all[i].name, 0) == 0) {
                sum -= all[i].size;
            }
        }
    }
    free(all);
    closedir(stream);
}

void mpy_cache_close(struct mpy_cache *cache)
{
    if (cache->folder >= 0) {
        if (cache->grown) {
            shrink(cache->folder);
        }
        close(cache->folder);
    }
    mpy_cache_none(cache);
}
