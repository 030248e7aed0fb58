/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/process.h"
#include "host/system.h"
#include "mpy/compiler.h"
#include "text/message.h"

/* Words of a command line, without those of the program's own name and the null. */
enum { ARGUMENTS_MAX = 10, OPTION_SIZE = 64 };

static const char remedy[] = "install mpy-cross, or name it with --mpy-cross or in the environment variable "
                             "MICROPY_MPYCROSS";

/* The first line of what a program said; at least one printable character. Null: it said nothing. */
static char *first_line(const struct process *process)
{
    size_t size = 0;

    while (size < process->words_size && process->words[size] != '\n' && process->words[size] != '\r') {
        size++;
    }
    return size > 0 ? memory_copy(process->words, size) : NULL;
}

/* Asks the program. */
static bool ask_version(struct compiler *compiler)
{
    char option[] = "--version";
    char *const arguments[] = {compiler->path, option, NULL};
    struct process process;
    char end[128];
    int error;

    memset(&process, 0, sizeof process);
    error = process_run(&process, arguments);
    if (error == EINTR) {
        /* The user did it. */
    } else if (error) {
        message(compiler->path, "cannot be run: %s; %s", strerror(error), remedy);
    } else if (!process_is_good(&process)) {
        process_describe(&process, end, sizeof end);
        message(compiler->path, "asked for its --version, it %s, so it is no mpy-cross; %s", end, remedy);
    } else {
        compiler->version = first_line(&process);
        if (!compiler->version) {
            message(compiler->path, "asked for its --version, it says nothing, so it is no mpy-cross; %s", remedy);
        }
    }
    process_clear(&process);
    return compiler->version != NULL;
}

/* What a program is known by as long as nobody replaces it. */
static void identify(const char *path, const struct stat *found, uint8_t key[MPY_KEY_SIZE])
{
    const int64_t numbers[] = {(int64_t)found->st_dev,          (int64_t)found->st_ino,
                               (int64_t)found->st_size,         (int64_t)found->st_mtim.tv_sec,
                               (int64_t)found->st_mtim.tv_nsec, (int64_t)found->st_ctim.tv_sec,
                               (int64_t)found->st_ctim.tv_nsec};
    struct mpy_hash hash;

    mpy_hash_begin(&hash);
    mpy_hash_add(&hash, "program", sizeof "program");
    mpy_hash_add(&hash, path, strlen(path));
    mpy_hash_add(&hash, numbers, sizeof numbers);
    mpy_hash_end(&hash, key);
}

/* Adds the bytes of the program: compilers of one version may still differ. False after a message. */
static bool hash_program(struct mpy_hash *hash, const char *path)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    size_t size = 65536;
    char *buffer = memory_grow(NULL, size, 1);
    ssize_t got = -1;

    while (file >= 0 && (got = read(file, buffer, size)) > 0) {
        mpy_hash_add(hash, buffer, (size_t)got);
    }
    if (got < 0) {
        message(path, "cannot be read: %s; %s", strerror(errno), remedy);
    }
    if (file >= 0) {
        close(file);
    }
    free(buffer);
    return got == 0;
}

static bool make_key(struct compiler *compiler)
{
    const struct compiler_options *options = compiler->options;
    const char *const texts[] = {compiler->version, options->march ? options->march : "",
                                 options->optimize ? options->optimize : ""};
    struct mpy_hash hash;
    bool good;

    mpy_hash_begin(&hash);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        mpy_hash_add(&hash, texts[i], strlen(texts[i]));
    }
    mpy_hash_add(&hash, &options->small_int_bits, sizeof options->small_int_bits);
    good = hash_program(&hash, compiler->path);
    mpy_hash_end(&hash, compiler->key);
    return good;
}

bool compiler_find(struct compiler *compiler, const struct compiler_options *options, struct mpy_cache *cache)
{
    const char *environment = getenv("MICROPY_MPYCROSS");
    const char *name = options->program                      ? options->program
                       : environment && *environment != '\0' ? environment
                                                             : "mpy-cross";
    uint8_t key[MPY_KEY_SIZE];
    struct stat found;
    size_t size;

    memset(compiler, 0, sizeof *compiler);
    compiler->options = options;
    compiler->path = system_find_program(name);
    if (!compiler->path) {
        message(name, "no such program in PATH; %s", remedy);
        return false;
    }
    if (stat(compiler->path, &found) != 0 || !system_is_program(compiler->path)) {
        message(compiler->path, "%s; %s", access(compiler->path, X_OK) != 0 ? strerror(errno) : "is no program",
                remedy);
        return false;
    }
    identify(compiler->path, &found, key);
    compiler->version = (char *)mpy_cache_get(cache, key, &size);
    if (!compiler->version) {
        if (!ask_version(compiler)) {
            return false;
        }
        mpy_cache_put(cache, key, compiler->version, strlen(compiler->version) + 1);
    }
    return make_key(compiler);
}

char **compiler_arguments(const struct compiler *compiler, const char *name, const char *output, const char *input)
{
    const struct compiler_options *options = compiler->options;
    size_t march_size = OPTION_SIZE + (options->march ? strlen(options->march) : 0);
    size_t words_size = (ARGUMENTS_MAX + 2) * sizeof(char *);
    size_t fixed = strlen(name) + strlen(output) + strlen(input) + 3;
    char **words = memory_grow(NULL, words_size + march_size + 2 * (size_t)OPTION_SIZE + fixed, 1);
    char *next = (char *)words + words_size;
    size_t count = 0;

    words[count++] = compiler->path;
    if (options->march) {
        words[count++] = next;
        next += snprintf(next, march_size, "-march=%s", options->march) + 1;
    }
    if (options->optimize) {
        words[count++] = next;
        next += snprintf(next, OPTION_SIZE, "-O%s", options->optimize) + 1;
    }
    if (options->small_int_bits > 0) {
        words[count++] = next;
        next += snprintf(next, OPTION_SIZE, "-msmall-int-bits=%u", options->small_int_bits) + 1;
    }
    words[count++] = next;
    next = stpcpy(next, "-s") + 1;
    words[count++] = next;
    next = stpcpy(next, name) + 1;
    words[count++] = next;
    next = stpcpy(next, "-o") + 1;
    words[count++] = next;
    next = stpcpy(next, output) + 1;
    words[count++] = next;
    stpcpy(next, input);
    words[count] = NULL;
    return words;
}

void compiler_clear(struct compiler *compiler)
{
    free(compiler->path);
    free(compiler->version);
}
