/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/figures.h"
#include "image/scan.h"

/* Keeps the first node with the highest value. The byte before a name is part of the record, also where the name is empty. */
static void compete(struct top *top, uint32_t value, const struct xrom_node *node)
{
    if (!top->found || value > top->value) {
        top->found = true;
        top->value = value;
        top->offset = node->name - 1;
    }
}

static int compare_ranges(const void *one, const void *other)
{
    const struct range *first = one, *second = other;

    return first->first < second->first ? -1 : first->first > second->first;
}

/* The bytes that lie in at least one range. */
static uint64_t count_stored(struct figures *figures)
{
    uint64_t stored = 0;
    uint32_t end = 0;

    if (figures->range_count > 0) {
        qsort(figures->ranges, figures->range_count, sizeof *figures->ranges, compare_ranges);
    }
    for (size_t i = 0; i < figures->range_count; i++) {
        struct range range = figures->ranges[i];
        if (range.end > end) {
            stored += range.end - (range.first > end ? range.first : end);
            end = range.end;
        }
    }
    return stored;
}

static int add_node(struct figures *figures, const struct scan *scan)
{
    struct xrom_stat stat;
    int error = xrom_stat(&scan->input->image, &scan->node, &stat);

    if (error) {
        return error;
    }
    unknown_add(&figures->unknown, &scan->input->image, &scan->node);
    about_add(&figures->about, &scan->input->image, &scan->node);
    compete(&figures->deepest, scan->depth + 1, &scan->node);
    if (stat.kind == XROM_FILE) {
        compete(&figures->largest, stat.size, &scan->node);
        figures->data_size += stat.size;
        figures->ranges = memory_reserve(figures->ranges, &figures->range_capacity, figures->range_count + 1,
                                         sizeof *figures->ranges);
        figures->ranges[figures->range_count].first = stat.offset;
        figures->ranges[figures->range_count++].end = stat.offset + stat.size;
    }
    return XROM_OK;
}

bool figures_collect(struct figures *figures, const struct input *input)
{
    struct xrom_node root = xrom_root(&input->image);
    struct problem problem;
    struct scan scan;
    int error = XROM_OK;

    memset(figures, 0, sizeof *figures);
    if (!problem_check(&problem, &input->image)) {
        problem_report(&problem, input->name);
        problem_clear(&problem);
        return false;
    }
    unknown_add(&figures->unknown, &input->image, &root);
    about_add(&figures->about, &input->image, &root);
    scan_begin(&scan, input, &root, NULL);
    while (!error && (error = scan_next(&scan)) == XROM_OK) {
        error = add_node(figures, &scan);
    }
    figures->files = scan.file_count;
    figures->directories = scan.directory_count;
    figures->stored_size = count_stored(figures);
    about_count_padding(&figures->about, figures->ranges, figures->range_count);
    figures->rest =
        input->rest ? input->rest : input_describe(input->bytes + input->image.size, input->size - input->image.size);
    unknown_sort(&figures->unknown);
    if (!scan_end(&scan, error)) {
        return false;
    }
    error = about_get(&figures->about, &input->image);
    if (error) {
        problem_set_error(&problem, error);
        problem_report(&problem, input->name);
        problem_clear(&problem);
    }
    return error == XROM_OK;
}

void figures_clear(struct figures *figures)
{
    free(figures->ranges);
    unknown_clear(&figures->unknown);
    about_clear(&figures->about);
}
