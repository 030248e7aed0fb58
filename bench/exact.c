/* SPDX-License-Identifier: MIT */
/*
 * bench_exact: prints the figures that are the same in each run: what lookups read, and sizes. A line each: tree, layout,
 * what, figure, value.
 */
#include <stdio.h>

#include "reads.h"

enum { LOOKUP_TREES = 4, SIZE_TREES = 5 };

static void print_reads(unsigned number, const struct bench_tree *tree, const struct bench_image *image,
                        enum bench_layout layout)
{
    for (int what = 0; what < BENCH_CASE_COUNT; what++) {
        const char *layout_name = bench_layout_names[layout];
        const char *name = bench_case_names[what];
        struct bench_reads reads;
        bench_reads_count(&reads, tree, image, (enum bench_case)what, layout == BENCH_PLAIN);
        printf("T%u %s %s words_mean %.2f\n", number, layout_name, name, reads.words_mean);
        printf("T%u %s %s words_worst %u\n", number, layout_name, name, (unsigned)reads.words_worst);
        printf("T%u %s %s lines_mean %.2f\n", number, layout_name, name, reads.lines_mean);
        printf("T%u %s %s lines_worst %u\n", number, layout_name, name, (unsigned)reads.lines_worst);
    }
}

static void print_sizes(unsigned number, const struct bench_tree *tree, const struct bench_image *image,
                        enum bench_layout layout)
{
    const char *name = bench_layout_names[layout];
    double overhead = (double)image->size - (double)tree->data_size;

    printf("T%u %s size image %u\n", number, name, (unsigned)image->size);
    printf("T%u %s size data %zu\n", number, name, tree->data_size);
    printf("T%u %s size files %zu\n", number, name, bench_case_files(tree));
    printf("T%u %s size overhead_per_file %.2f\n", number, name, overhead / (double)bench_case_files(tree));
    printf("T%u %s size padding_per_file %.2f\n", number, name,
           (double)image->built.padding_size / (double)bench_case_files(tree));
    printf("T%u %s size index_per_entry %.2f\n", number, name, (double)image->built.index_size / (double)tree->count);
}

int main(void)
{
    for (unsigned number = 1; number <= SIZE_TREES; number++) {
        struct bench_tree tree;
        bench_tree_make(&tree, number);
        for (int layout = 0; layout < BENCH_LAYOUT_COUNT; layout++) {
            struct bench_image image;
            bench_image_make(&image, &tree, (enum bench_layout)layout);
            print_sizes(number, &tree, &image, (enum bench_layout)layout);
            if (number <= LOOKUP_TREES && layout != BENCH_UNINDEXED) {
                print_reads(number, &tree, &image, (enum bench_layout)layout);
            }
            bench_image_free(&image);
        }
        bench_tree_free(&tree);
    }
    return 0;
}
