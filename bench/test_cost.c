/* SPDX-License-Identifier: MIT */
/*
 * What lookups read of the flash and what images cost: exact, hence a test. The trees are those of the benchmark. A mean is
 * that over all files of the tree, or over a miss beside each.
 */
#include "../tests/support.h"
#include "reads.h"

enum { TREES = 4 };

/* Limits of one tree. Means are in hundredths. */
struct limits {
    uint32_t words_mean, words_worst, lines_mean, lines_worst;
};

static void assert_mean_within(double mean, uint32_t limit, unsigned number, const char *what)
{
    if (mean * 100 > limit + 0.5) {
        fail_msg("T%u: %.2f %s in the mean, limit %.2f", number, mean, what, limit / 100.0);
    }
}

static void assert_worst_within(uint32_t worst, uint32_t limit, unsigned number, const char *what)
{
    if (worst > limit) {
        fail_msg("T%u: %u %s at worst, limit %u", number, (unsigned)worst, what, (unsigned)limit);
    }
}

/* Counts a case on each tree, and holds it against the limits of that tree. */
static void assert_reads_within(enum bench_layout layout, enum bench_case what, const struct limits limits[TREES])
{
    for (unsigned number = 1; number <= TREES; number++) {
        const struct limits *limit = &limits[number - 1];
        struct bench_reads reads;
        struct bench_image image;
        struct bench_tree tree;

        bench_tree_make(&tree, number);
        bench_image_make(&image, &tree, layout);
        bench_reads_count(&reads, &tree, &image, what, layout == BENCH_PLAIN);
        assert_mean_within(reads.words_mean, limit->words_mean, number, "words");
        assert_worst_within(reads.words_worst, limit->words_worst, number, "words");
        assert_mean_within(reads.lines_mean, limit->lines_mean, number, "lines");
        assert_worst_within(reads.lines_worst, limit->lines_worst, number, "lines");
        bench_image_free(&image);
        bench_tree_free(&tree);
    }
}

static void test_cost_plain_hit_reads_half_of_each_directory(void **state)
{
    static const struct limits limits[TREES] = {
        {983, 14, 683, 10},
        {9350, 183, 7619, 146},
        {10541, 202, 8388, 164},
        {8610, 161, 6256, 119},
    };

    (void)state;
    assert_reads_within(BENCH_PLAIN, BENCH_HIT, limits);
}

static void test_cost_plain_miss_reads_the_whole_directory(void **state)
{
    static const struct limits limits[TREES] = {
        {1200, 12, 900, 9},
        {17742, 181, 14311, 146},
        {18880, 203, 15027, 164},
        {12620, 161, 9484, 121},
    };

    (void)state;
    assert_reads_within(BENCH_PLAIN, BENCH_MISS, limits);
}

static void test_cost_indexed_hit_reads_the_slot_and_the_names(void **state)
{
    static const struct limits limits[TREES] = {
        {900, 12, 600, 6},
        {900, 12, 600, 6},
        {1400, 18, 900, 12},
        {2000, 26, 1200, 16},
    };

    (void)state;
    assert_reads_within(BENCH_INDEXED, BENCH_HIT, limits);
}

static void test_cost_indexed_miss_reads_the_slot(void **state)
{
    static const struct limits limits[TREES] = {
        {400, 8, 400, 8},
        {400, 8, 400, 8},
        {400, 8, 400, 8},
        {400, 12, 400, 8},
    };

    (void)state;
    assert_reads_within(BENCH_INDEXED, BENCH_MISS, limits);
}

/* In hundredths of a byte. T1 is too small for limits per entry: it has the smallest index there is. */
static void test_cost_indexed_image_has_few_bytes_beside_data(void **state)
{
    enum { INDEX_PER_ENTRY = 900, OVERHEAD_PER_FILE = 3500 };

    (void)state;
    for (unsigned number = 2; number <= TREES; number++) {
        struct bench_image image;
        struct bench_tree tree;

        bench_tree_make(&tree, number);
        bench_image_make(&image, &tree, BENCH_INDEXED);
        assert_true(image.built.index_size > 0);
        assert_mean_within(image.built.index_size / (double)tree.count, INDEX_PER_ENTRY, number, "bytes of index");
        assert_mean_within(((double)image.size - (double)tree.data_size) / (double)bench_case_files(&tree),
                           OVERHEAD_PER_FILE, number, "bytes beside data");
        bench_image_free(&image);
        bench_tree_free(&tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost_plain_hit_reads_half_of_each_directory),
        cmocka_unit_test(test_cost_plain_miss_reads_the_whole_directory),
        cmocka_unit_test(test_cost_indexed_hit_reads_the_slot_and_the_names),
        cmocka_unit_test(test_cost_indexed_miss_reads_the_slot),
        cmocka_unit_test(test_cost_indexed_image_has_few_bytes_beside_data),
    };

    return cmocka_run_group_tests_name("cost", tests, NULL, NULL);
}
