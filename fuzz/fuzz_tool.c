/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the file "i", and up to three command lines of the tool that are run over it in a folder of their own, in
 * this process. The last byte of the input is the number of their words; each byte before it chooses one.
 *
 * 1. A command ends with 0, 1 or 2, and with a message unless that is 0, or 1 of a comparison.
 * 2. A command that does not end with 0 leaves the folder as it was: no file is new, changed or gone.
 * 3. Nothing is written outside of the folder, whatever the names in an image are.
 * 4. The same command over the same files gives the same answer.
 * 5. A command leaves no descriptor open, and closes none that it was given.
 *
 * What the tool does on signals is tested with signals: here it has none (the end of this file).
 *
 * Invariants: 1, 2, 3, 14, 15.
 */
#define _XOPEN_SOURCE 700

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <getopt.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "property.h"

#include "../tools/xrom/host/signals.h"

enum {
    WORDS_MAX = 40,
    COMMANDS_MAX = 3,
    DESCRIPTORS_MAX = 16,
    FILE_SIZE_MAX = 1 << 22 /* bytes: writing more fails, as on a full disk */
};

int xrom_tool_main(int argc, char **argv);

/* The first ones are the commands. */
static const char *const words[] = {
    "build", "ls", "tree", "cat", "extract", "info", "check", "diff", "convert", "audit", "--help",
    /* files, folders and paths */
    "i", "d", "x", "o", "x/a", "o.uf2", "-", ".", "/", "a", "d/a", "lib/a", "/lib", "", "none/o", "o/", "/dev/null",
    /* options */
    "-o", "-R", "-l", "--json", "--meta", "--offset", "--partition-size", "--max-size", "--min-align",
    "--require-checksum", "--mpremote", "--exclude", "--align", "--no-dedupe", "--index", "--no-checksum", "--name",
    "--version-string", "--build-id", "--hash", "--content-type", "--type", "--gzip", "--depfile", "--keep", "--target",
    "--allow", "--constant", "--constants", "--find", "--uf2", "--hex", "--s19", "--bin", "--base", "--family",
    "--flash-size", "--sector-size", "--merge", "--merge-base", "--c", "--asm", "--object", "--machine", "--symbol",
    "--section", "--slots", "--taken", "--header", "--svg", "--profile", "--version", "--unknown", "--",
    /* what they take */
    "0", "1", "3", "8", "512", "4096", "64K", "1M", "0x10000000", "0x10100000", "0xffffffff", "2147483648",
    "18446744073709551615", "18446744073709551616", "-1", "*", "a*", "*=16", "*=3", "=", "*=text/html", "auto",
    "always", "never", "rp2040", "rp2350-arm-s", "0xe48bff56", "help", "largest", "*=none", "*=7", "source", "arm",
    "riscv64", "x86-64", "xtensa", "romfs", "9 x", ".text", "1M:64K", "rp2", "wasm", "64"};

/* Between two command lines. */
#define NEXT 255

static char outer[64];
static int inner = -1, messages = -1, nowhere = -1;

/* What stands in a folder. */
static uint64_t print;

static void add_to_print(const void *bytes, size_t size)
{
    const uint8_t *next = bytes;

    for (size_t i = 0; i < size; i++) {
        print = (print ^ next[i]) * UINT64_C(0x100000001b3);
    }
}

/* Of one entry; they are met in any order, and so are added up. */
static uint64_t sum;

static int add_entry(const char *path, const struct stat *stat, int type, struct FTW *walk)
{
    uint8_t bytes[4096];
    ssize_t size;
    int file;

    (void)walk;
    print = UINT64_C(0xcbf29ce484222325);
    add_to_print(path, strlen(path));
    add_to_print(&stat->st_mode, sizeof stat->st_mode);
    if (type == FTW_F) {
        file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
        while ((size = read(file, bytes, sizeof bytes)) > 0) {
            add_to_print(bytes, (size_t)size);
        }
        close(file);
    }
    sum += print;
    return 0;
}

static uint64_t print_of_folder(void)
{
    sum = 0;
    nftw(".", add_entry, DESCRIPTORS_MAX, FTW_PHYS);
    return sum;
}

static int remove_entry(const char *path, const struct stat *stat, int type, struct FTW *walk)
{
    (void)stat;
    (void)type;
    return walk->level > 0 ? remove(path) : 0;
}

static size_t count_entries(const char *folder)
{
    DIR *directory = opendir(folder);
    size_t count = 0;

    while (directory && readdir(directory)) {
        count++;
    }
    if (directory) {
        closedir(directory);
    }
    return count;
}

static void remove_folder(void)
{
    if (chdir(outer) == 0) {
        nftw(".", remove_entry, DESCRIPTORS_MAX, FTW_PHYS | FTW_DEPTH);
        rmdir(outer);
    }
}

static void make_folder(void)
{
    const struct rlimit limit = {FILE_SIZE_MAX, FILE_SIZE_MAX};
    const char *home = getenv("TMPDIR");
    FILE *file = tmpfile();

    snprintf(outer, sizeof outer, "%.40s/xrom-fuzz-XXXXXX", home && *home == '/' ? home : "/tmp");
    PROPERTY(0, file && mkdtemp(outer), "a folder can be made");
    messages = dup(fileno(file));
    fclose(file);
    nowhere = open("/dev/null", O_WRONLY);
    inner = open(outer, O_RDONLY | O_DIRECTORY);
    PROPERTY(0, mkdirat(inner, "inner", 0700) == 0, "a folder can be made in it");
    close(inner);
    strcat(outer, "/inner");
    inner = open(outer, O_RDONLY | O_DIRECTORY);
    outer[strlen(outer) - strlen("/inner")] = '\0';
    PROPERTY(0, inner >= 0 && messages >= 0 && nowhere >= 0, "what a run needs can be opened");
    /* No compiler is found, and no cache but in the folder. */
    setenv("PATH", "/nowhere", 1);
    setenv("HOME", "/nowhere", 1);
    setenv("TMPDIR", outer, 1);
    unsetenv("MICROPY_MPYCROSS");
    unsetenv("XDG_CACHE_HOME");
    setrlimit(RLIMIT_FSIZE, &limit);
    atexit(remove_folder);
}

static void write_file(const char *name, const uint8_t *bytes, size_t size)
{
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    PROPERTY(0, file >= 0 && write(file, bytes, size) == (ssize_t)size, "the file can be written");
    close(file);
}

static int first_free_descriptor(void)
{
    int descriptor = dup(messages);

    close(descriptor);
    return descriptor;
}

/* Runs the tool with its messages in a file and its answer nowhere. */
static int run(const char *const *line, size_t count, size_t *message_size)
{
    char *argv[WORDS_MAX + 2] = {(char[]){"xrom"}};
    char copies[WORDS_MAX][32];
    int files[3];
    int free_before, free_behind;
    int status;

    for (size_t i = 0; i < count; i++) {
        snprintf(copies[i], sizeof copies[i], "%s", line[i]);
        argv[i + 1] = copies[i];
    }
    PROPERTY(0, ftruncate(messages, 0) == 0 && lseek(messages, 0, SEEK_SET) == 0, "messages can be taken");
    fflush(stdout);
    fflush(stderr);
    for (int i = 0; i < 3; i++) {
        files[i] = dup(i);
    }
    status = open("i", O_RDONLY);
    dup2(status, STDIN_FILENO);
    close(status);
    dup2(nowhere, STDOUT_FILENO);
    dup2(messages, STDERR_FILENO);
    optind = 0;
    free_before = first_free_descriptor();
    status = xrom_tool_main((int)count + 1, argv);
    free_behind = first_free_descriptor();
    fflush(stderr);
    for (int i = 0; i < 3; i++) {
        dup2(files[i], i);
        close(files[i]);
    }
    PROPERTY(5, free_before == free_behind, "a command leaves the descriptors as they were");
    *message_size = (size_t)lseek(messages, 0, SEEK_END);
    return status;
}

static void test_line(const char *const *line, size_t count)
{
    uint64_t before = print_of_folder();
    size_t message_size, again_size;
    int status = run(line, count, &message_size);

    PROPERTY(1, status >= 0 && status <= 2, "a command ends with 0, 1 or 2");
    PROPERTY(1, status == 0 || message_size > 0 || (status == 1 && strcmp(line[0], "diff") == 0),
             "a command that fails says why");
    if (status != 0) {
        PROPERTY(2, print_of_folder() == before, "a command that fails leaves the folder as it was");
        PROPERTY(4, run(line, count, &again_size) == status && again_size == message_size,
                 "a command that fails fails again");
    }
    PROPERTY(3, count_entries(outer) == 3, "nothing is written outside of the folder"); /* ., .. and inner */
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const uint8_t file[] = "text\n";
    const char *line[WORDS_MAX];
    size_t words_size = size > 0 ? bytes[size - 1] % WORDS_MAX : 0;
    size_t count = 0, commands = 0;
    int here = open(".", O_RDONLY | O_DIRECTORY);

    if (inner < 0) {
        make_folder();
    }
    PROPERTY(0, here >= 0 && fchdir(inner) == 0, "the folder is there");
    words_size = words_size < size ? words_size : size - (size > 0);
    write_file("i", bytes, size);
    PROPERTY(0, mkdir("d", 0700) == 0, "a folder can be made");
    write_file("d/a", file, sizeof file - 1);
    for (size_t i = size - words_size - (size > 0); i + 1 < size && commands < COMMANDS_MAX; i++) {
        if (bytes[i] != NEXT) {
            line[count++] = words[bytes[i] % (sizeof words / sizeof *words)];
        }
        if (count > 0 && (bytes[i] == NEXT || i + 2 == size)) {
            test_line(line, count);
            commands++;
            count = 0;
        }
    }
    nftw(".", remove_entry, DESCRIPTORS_MAX, FTW_PHYS | FTW_DEPTH);
    PROPERTY(0, fchdir(here) == 0, "the folder before is there");
    close(here);
    return 0;
}

/* ---- Signals: none ---- */

void signals_begin(void)
{
}

void protect(void (*clean)(void))
{
    (void)clean;
}

void unprotect(void)
{
}

bool interrupted(void)
{
    return false;
}

void watch_mapping(const char *image)
{
    (void)image;
}

void mapping_changed(void)
{
    PROPERTY(1, false, "nothing changes while it is read");
    abort();
}

void give_up(void)
{
    PROPERTY(2, false, "there is memory");
    abort();
}
