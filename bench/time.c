/* SPDX-License-Identifier: MIT */
/*
 * bench_time TREE PLAIN INDEXED PATHS: how many times as long a lookup takes that walks a plain image as one through the
 * index. Both are timed in turns, and the ratio is the median of those of the rounds: times of one run alone compare.
 */
#include <stdio.h>

#include <xrom/mmap.h>

#include "clock.h"
#include "fail.h"
#include "image.h"
#include "paths.h"

enum { ROUNDS = 31 };

#define ROUND_SECONDS 0.003 /* of the faster one, at least */

struct side {
    struct xrom_mmap map;
    struct xrom_image image;
    struct xrom_index index;
    bool plain;
};

static void open_side(struct side *side, const char *name, bool plain)
{
    if (xrom_mmap_open(&side->map, name, 0, 0)) {
        bench_fail("%s cannot be read", name);
    }
    bench_image_open(side->map.bytes, side->map.backend.geometry.size, &side->image, &side->index);
    side->plain = plain;
}

/* What a case looks up, and how often in a round. */
struct work {
    const struct bench_path *paths;
    size_t count;
    unsigned times;
    int expected;
};

/* Seconds that a round takes. */
static double seconds(const struct side *side, const struct work *work)
{
    double start = bench_clock();

    for (unsigned time = 0; time < work->times; time++) {
        for (size_t i = 0; i < work->count; i++) {
            bench_image_lookup(&side->index, side->plain, work->paths[i].path, work->expected);
        }
    }
    return bench_clock() - start;
}

static double ratio(const struct side *plain, const struct side *indexed, const struct bench_paths *paths,
                    enum bench_case what)
{
    struct work work = {NULL, 0, 1, what == BENCH_MISS ? XROM_ERR_NOT_FOUND : XROM_OK};
    double ratios[ROUNDS];

    work.paths = bench_paths_of(paths, what, &work.count);
    seconds(plain, &work);
    while (seconds(indexed, &work) < ROUND_SECONDS) {
        work.times *= 2;
    }
    for (int round = 0; round < ROUNDS; round++) {
        double walk = seconds(plain, &work);
        ratios[round] = walk / seconds(indexed, &work);
    }
    return bench_median(ratios, ROUNDS);
}

int main(int argument_count, char **arguments)
{
    struct bench_paths paths;
    struct side plain, indexed;

    if (argument_count != 5) {
        bench_fail("usage: bench_time TREE PLAIN INDEXED PATHS");
    }
    open_side(&plain, arguments[2], true);
    open_side(&indexed, arguments[3], false);
    bench_paths_read(&paths, arguments[4]);
    for (int what = 0; what < BENCH_CASE_COUNT; what++) {
        printf("%s both %s time_ratio %.2f\n", arguments[1], bench_case_names[what],
               ratio(&plain, &indexed, &paths, (enum bench_case)what));
    }
    bench_paths_free(&paths);
    xrom_mmap_close(&plain.map);
    xrom_mmap_close(&indexed.map);
    return 0;
}
