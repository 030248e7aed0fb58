/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <xrom/ram.h>

#include "fail.h"
#include "reads.h"

static void add(struct bench_reads *reads, const struct xrom_ram_reads *lookup)
{
    reads->words_mean += lookup->words;
    reads->lines_mean += lookup->lines;
    if (reads->words_worst < lookup->words) {
        reads->words_worst = lookup->words;
    }
    if (reads->lines_worst < lookup->lines) {
        reads->lines_worst = lookup->lines;
    }
}

void bench_reads_count(struct bench_reads *reads, const struct bench_tree *tree, const struct bench_image *image,
                       enum bench_case what, bool plain)
{
    const struct xrom_geometry geometry = {image->size, 0, 0};
    struct bench_random random = {1 + (uint64_t)what};
    uint8_t *words_read = bench_alloc(XROM_RAM_MAP_SIZE(image->size));
    size_t count = what == BENCH_LAST ? 1 : bench_case_files(tree);
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_ram ram;

    memset(reads, 0, sizeof *reads);
    if (xrom_ram_open(&ram, image->bytes, &geometry)) {
        bench_fail("no simulated flash");
    }
    bench_image_open(image->bytes, image->size, &opened, &index);
    for (size_t i = 0; i < count; i++) {
        char path[BENCH_PATH_SIZE];
        bench_case_path(tree, what, i, &random, path);
        if (xrom_ram_count(&ram, words_read)) {
            bench_fail("the library is compiled without XROM_TRACE");
        }
        bench_image_lookup(&index, plain, path, what == BENCH_MISS ? XROM_ERR_NOT_FOUND : XROM_OK);
        add(reads, &ram.reads);
    }
    xrom_ram_count(&ram, NULL);
    reads->words_mean /= (double)count;
    reads->lines_mean /= (double)count;
    free(words_read);
}
