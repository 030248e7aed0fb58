/* SPDX-License-Identifier: MIT */
/*
 * Runs a target over files without a fuzzing engine:
 *
 *     replay_image FILE-OR-FOLDER...
 *
 * The files of a folder come in the order of their names. Prints TAP, a line a file. A property that does not hold, or
 * a sanitizer, ends the run: the last comment then names the file.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "property.h"

struct list {
    char **paths;
    size_t count;
};

static void add_path(struct list *list, const char *folder, const char *name)
{
    size_t size = strlen(folder) + 1 + strlen(name) + 1;
    char *path = fuzz_allocate(size);
    char **paths = realloc(list->paths, (list->count + 1) * sizeof *paths);

    if (!paths) {
        fuzz_no_memory();
    }
    snprintf(path, size, "%s%s%s", folder, folder[0] ? "/" : "", name);
    list->paths = paths;
    list->paths[list->count++] = path;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_folder(struct list *list, const char *folder)
{
    size_t first = list->count;
    DIR *directory = opendir(folder);
    struct dirent *entry;

    while (directory && (entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.') {
            add_path(list, folder, entry->d_name);
        }
    }
    if (directory) {
        closedir(directory);
    }
    if (list->count == first) {
        add_path(list, "", folder); /* cannot be read as a file either, which is told there */
    } else {
        qsort(list->paths + first, list->count - first, sizeof *list->paths, compare);
    }
}

/* Reads a whole file into memory of exactly its size. Null, and errno, where that fails. */
static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    struct stat stat;
    uint8_t *bytes = NULL;

    if (!file) {
        return NULL;
    }
    if (fstat(fileno(file), &stat) == 0) {
        *size = (size_t)stat.st_size;
        bytes = fuzz_allocate(S_ISREG(stat.st_mode) ? *size : 0);
        errno = S_ISREG(stat.st_mode) ? EIO : EISDIR;
        if (!S_ISREG(stat.st_mode) || fread(bytes, 1, *size, file) != *size) {
            free(bytes);
            bytes = NULL;
        }
    }
    fclose(file);
    return bytes;
}

/* The last two parts of a path: what a line of the report needs. */
static const char *short_name(const char *path)
{
    const char *name = path + strlen(path);
    int slashes = 0;

    while (name > path && slashes < 2) {
        slashes += *--name == '/';
    }
    return slashes == 2 ? name + 1 : name;
}

static int replay(const char *path, size_t number)
{
    const char *name = short_name(path);
    size_t size;
    uint8_t *bytes;

    printf("# %s\n", path);
    fflush(stdout);
    bytes = read_file(path, &size);
    if (!bytes) {
        printf("not ok %zu - %s cannot be read: %s\n", number, name, strerror(errno));
        return 1;
    }
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    printf("ok %zu - %s\n", number, name);
    return 0;
}

int main(int argc, char **argv)
{
    struct list list = {NULL, 0};
    struct stat stat_of;
    int failed = 0;
    size_t i;

    if (argc < 2) {
        fprintf(stderr, "usage: %s FILE-OR-FOLDER...\n", argv[0]);
        return 2;
    }
    for (i = 1; i < (size_t)argc; i++) {
        if (stat(argv[i], &stat_of) == 0 && S_ISDIR(stat_of.st_mode)) {
            add_folder(&list, argv[i]);
        } else {
            add_path(&list, "", argv[i]);
        }
    }
    printf("1..%zu\n", list.count);
    for (i = 0; i < list.count; i++) {
        failed |= replay(list.paths[i], i + 1);
        free(list.paths[i]);
    }
    free(list.paths);
    return failed;
}
