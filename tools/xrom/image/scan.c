/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/memory.h"
#include "image/scan.h"

enum {
    FIRST_LEVELS = 32,
    /* A listing may have this many bytes, and so many more for each byte of the image. */
    LISTING_BASE = 8 * 1024 * 1024,
    LISTING_FACTOR = 8,
    /* The same for bytes of data that are looked at more closely. */
    EXAMINED_BASE = 8 * 1024 * 1024,
    EXAMINED_FACTOR = 8
};

static void grow_levels(struct scan *scan, uint32_t count)
{
    scan->ends = memory_grow(scan->ends, count, sizeof *scan->ends);
    scan->levels = memory_grow(scan->levels, count, sizeof *scan->levels);
    scan->walk.levels = scan->ends;
    scan->walk.level_count = count;
}

/* True where `path` ends with the name of a node, and so does not end with a slash that only follows it. */
static bool ends_with_name(const struct scan *scan, const char *path, size_t size)
{
    const uint8_t *name = scan->input->image.base + scan->node.name;
    size_t name_size = xrom_name_size(&scan->node);

    return size >= name_size && memcmp(path + size - name_size, name, name_size) == 0 &&
           (size == name_size || path[size - name_size - 1] == '/');
}

/*
 * Takes the path of the node where the scan begins: with a slash in front, without one behind unless that is a part of its
 * name. The root has the empty path.
 */
static void take_path(struct scan *scan, const char *path)
{
    bool is_root = scan->node.body == scan->input->image.root;
    size_t size;

    path += *path == '/';
    size = is_root ? 0 : strlen(path);
    if (size > 0 && scan->node.kind == XROM_DIRECTORY && path[size - 1] == '/' &&
        ends_with_name(scan, path, size - 1)) {
        size--;
    }
    scan->path = memory_reserve(NULL, &scan->path_capacity, size + 2, 1);
    if (!is_root) {
        scan->path[0] = '/';
        memcpy(scan->path + 1, path, size);
        scan->path_size = size + 1;
    }
    scan->path[scan->path_size] = '\0';
}

void scan_begin(struct scan *scan, const struct input *input, const struct xrom_node *from, const char *path)
{
    memset(scan, 0, sizeof *scan);
    scan->input = input;
    scan->node = *from;
    take_path(scan, path ? path : "");
    if (from->kind == XROM_DIRECTORY) {
        grow_levels(scan, FIRST_LEVELS);
        xrom_walk(from, scan->ends, FIRST_LEVELS, &scan->walk);
        scan->levels[0].directory = from->body;
        scan->levels[0].path_size = scan->path_size;
        scan->levels[0].last.kind = 0;
    }
}

void scan_begin_check(struct scan *scan, const struct input *input)
{
    struct xrom_node root = xrom_root(&input->image);

    scan_begin(scan, input, &root, NULL);
    scan->is_check = true;
}

static int walk_on(struct scan *scan)
{
    const struct xrom_image *image = &scan->input->image;

    return scan->is_check ? xrom_walk_check(image, &scan->walk, &scan->node, &scan->depth, &scan->fault)
                          : xrom_walk_next(image, &scan->walk, &scan->node, &scan->depth);
}

int scan_next(struct scan *scan)
{
    size_t parent_size, name_size;
    int error;

    if (!scan->levels) {
        return XROM_ERR_END;
    }
    while ((error = walk_on(scan)) == XROM_ERR_LEVELS) {
        /* Ends: a directory takes two bytes at least, and an image has less than 2^31. */
        grow_levels(scan, scan->walk.level_count * 2);
    }
    if (error) {
        return error;
    }
    parent_size = scan->levels[scan->depth].path_size;
    name_size = xrom_name_size(&scan->node);
    scan->directory = scan->levels[scan->depth].directory;
    scan->previous = scan->levels[scan->depth].last;
    scan->levels[scan->depth].last = scan->node;
    scan->path = memory_reserve(scan->path, &scan->path_capacity, parent_size + name_size + 2, 1);
    scan->path[parent_size] = '/';
    scan->path_size = parent_size + 1 + name_size;
    if (scan->node.kind == XROM_DIRECTORY) {
        scan->levels[scan->depth + 1].directory = scan->node.body;
        scan->levels[scan->depth + 1].path_size = scan->path_size;
        scan->levels[scan->depth + 1].last.kind = 0;
        scan->directory_count++;
    } else {
        scan->file_count++;
    }
    return xrom_name(&scan->input->image, &scan->node, scan->path + parent_size + 1, name_size + 1);
}

void scan_skip(struct scan *scan)
{
    scan->walk.depth = scan->depth;
    scan->walk.position = scan->node.end;
}

const char *scan_name(const struct scan *scan, size_t *size)
{
    *size = xrom_name_size(&scan->node);
    return scan->path + scan->path_size - *size;
}

bool scan_is_last(const struct scan *scan)
{
    struct xrom_iter rest = {scan->node.end, scan->ends[scan->depth]};
    struct xrom_node next;

    return xrom_next(&scan->input->image, &rest, &next) == XROM_ERR_END;
}

void scan_locate(const struct scan *scan, struct problem *problem)
{
    problem_set_path(problem, scan->path, scan->path_size);
    problem->located = true;
    problem->offset = scan->node.name;
}

bool scan_afford(struct scan *scan, size_t size)
{
    uint64_t most = LISTING_BASE + (uint64_t)LISTING_FACTOR * scan->input->image.size;
    struct problem problem;

    scan->spent += size;
    if (scan->spent <= most) {
        return true;
    }
    problem_set(&problem, "list its directories one by one, with xrom ls IMAGE PATH",
                "its paths are too long to list them all, over %" PRIu64 " bytes", most);
    scan_locate(scan, &problem);
    problem_report(&problem, scan->input->name);
    problem_clear(&problem);
    return false;
}

bool scan_examine(struct scan *scan, size_t size)
{
    scan->examined += size;
    return scan->examined <= EXAMINED_BASE + (uint64_t)EXAMINED_FACTOR * scan->input->image.size;
}

bool scan_end(struct scan *scan, int error)
{
    if (error && error != XROM_ERR_END) {
        struct problem problem;
        problem_find(&problem, &scan->input->image, error);
        if (!problem.path) {
            scan_locate(scan, &problem); /* what the check of an image does not look at, as metadata */
        }
        problem_report(&problem, scan->input->name);
        problem_clear(&problem);
    }
    free(scan->ends);
    free(scan->levels);
    free(scan->path);
    return error == XROM_ERR_END;
}
