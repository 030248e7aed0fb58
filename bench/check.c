/* SPDX-License-Identifier: MIT */
/*
 * bench_check XROM IMAGE ROUNDS: how fast an image is checked, beside memcpy. All are timed in turns, each on a mapping of
 * the file that is new, and printed as the median of the rounds. Of the ratios each is the median of those of the rounds.
 * To be run on a machine that has nothing else to do.
 */
#include <fcntl.h>
#include <libdeflate.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <xrom/mmap.h>
#include <xrom/verify.h>

#include "clock.h"
#include "fail.h"

enum { LEVELS = 8, ROUNDS_MAX = 100, SMALL_PART = 8 << 20 };

extern char **environ;

/* What the ways of reading an image need. */
struct subject {
    char *command, *name;
    uint32_t size;
    uint8_t *from, *to; /* memory of the size of the image, which has been touched */
};

static void open_image(const struct subject *subject, struct xrom_mmap *map, struct xrom_image *image)
{
    if (xrom_mmap_open(map, subject->name, 0, 0) || xrom_open(image, map->bytes, map->backend.geometry.size)) {
        bench_fail("%s cannot be opened", subject->name);
    }
}

static void copy_memory(const struct subject *subject)
{
    memcpy(subject->to, subject->from, subject->size);
}

static void copy_mapped(const struct subject *subject)
{
    struct xrom_image image;
    struct xrom_mmap map;

    open_image(subject, &map, &image);
    memcpy(subject->to, image.base, image.size);
    xrom_mmap_close(&map);
}

static void check_records(const struct subject *subject)
{
    uint32_t levels[LEVELS];
    struct xrom_fault fault;
    struct xrom_image image;
    struct xrom_mmap map;

    open_image(subject, &map, &image);
    if (xrom_check(&image, levels, LEVELS, &fault)) {
        bench_fail("the image has a fault: error %d", fault.error);
    }
    xrom_mmap_close(&map);
}

static uint32_t crc32_of_host(void *context, uint32_t crc, const void *bytes, size_t size)
{
    (void)context;
    return libdeflate_crc32(crc, bytes, size);
}

/* Checks the sum of an image, or of `size` bytes if it is longer. */
static void verify_by(const struct subject *subject, xrom_crc32_function *crc32, uint32_t size)
{
    struct xrom_verify verify;
    struct xrom_image image;
    struct xrom_mmap map;
    int error;

    open_image(subject, &map, &image);
    error = xrom_verify_begin(&verify, &image, crc32, NULL);
    if (!error) {
        error = xrom_verify_step(&verify, size);
    }
    if (error != (size < image.size ? XROM_ERR_UNFINISHED : XROM_OK)) {
        bench_fail("the image cannot be verified: error %d", error);
    }
    xrom_mmap_close(&map);
}

/* In software as a small target does it, which takes long. */
static void verify(const struct subject *subject)
{
    verify_by(subject, xrom_crc32, SMALL_PART);
}

static void verify_by_host(const struct subject *subject)
{
    verify_by(subject, crc32_of_host, UINT32_MAX);
}

/* The whole command, from its start to its end. */
static void run_command(const struct subject *subject)
{
    char check[] = "check";
    char *arguments[] = {subject->command, check, subject->name, NULL};
    posix_spawn_file_actions_t actions;
    pid_t process;
    int status = 1;

    if (posix_spawn_file_actions_init(&actions) != 0 ||
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
        posix_spawn(&process, subject->command, &actions, NULL, arguments, environ) != 0 ||
        waitpid(process, &status, 0) != process || status != 0) {
        bench_fail("%s check %s: status %d", subject->command, subject->name, status);
    }
    posix_spawn_file_actions_destroy(&actions);
}

/* The first two are what the others are held against. */
static const struct way {
    const char *name;
    void (*run)(const struct subject *subject);
    uint32_t part; /* of the image that it reads, in bytes; 0: all */
} ways[] = {
    {"memcpy", copy_memory, 0},
    {"memcpy__of_the_mapped_file", copy_mapped, 0},
    {"xrom_check()", check_records, 0},
    {"xrom_verify()", verify, SMALL_PART},
    {"xrom_verify()__with_libdeflate", verify_by_host, 0},
    {"xrom__check", run_command, 0},
};

enum { WAYS = sizeof ways / sizeof ways[0] };

/* Bytes a second. */
static double rate_of(const struct subject *subject, const struct way *way)
{
    double start = bench_clock();

    way->run(subject);
    return (way->part > 0 ? way->part : subject->size) / (bench_clock() - start);
}

static void measure(const struct subject *subject, unsigned rounds)
{
    static double rates[WAYS][ROUNDS_MAX], ratios[2][WAYS][ROUNDS_MAX];

    for (unsigned round = 0; round < rounds; round++) {
        for (unsigned way = 0; way < WAYS; way++) {
            rates[way][round] = rate_of(subject, &ways[way]);
        }
        for (unsigned way = 0; way < WAYS; way++) {
            ratios[0][way][round] = rates[way][round] / rates[0][round];
            ratios[1][way][round] = rates[way][round] / rates[1][round];
        }
    }
    for (unsigned way = 0; way < WAYS; way++) {
        printf("T6 indexed %s rate %.0f\n", ways[way].name, bench_median(rates[way], rounds) / 0x1p20);
        printf("T6 indexed %s of_memcpy %.2f\n", ways[way].name, bench_median(ratios[0][way], rounds));
        printf("T6 indexed %s of_memcpy_mapped %.2f\n", ways[way].name, bench_median(ratios[1][way], rounds));
    }
}

int main(int argument_count, char **arguments)
{
    unsigned long rounds = argument_count == 4 ? strtoul(arguments[3], NULL, 10) : 0;
    struct subject subject;
    struct xrom_image image;
    struct xrom_mmap map;

    if (rounds < 1 || rounds > ROUNDS_MAX) {
        bench_fail("usage: bench_check XROM IMAGE ROUNDS");
    }
    subject.command = arguments[1];
    subject.name = arguments[2];
    open_image(&subject, &map, &image);
    subject.size = image.size;
    subject.from = bench_alloc(image.size);
    subject.to = bench_alloc(image.size);
    memcpy(subject.from, image.base, image.size);
    memset(subject.to, 1, image.size);
    xrom_mmap_close(&map);
    measure(&subject, (unsigned)rounds);
    free(subject.from);
    free(subject.to);
    return 0;
}
