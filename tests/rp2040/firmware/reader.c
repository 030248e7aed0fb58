/* SPDX-License-Identifier: MIT */
/*
 * Lists the image at 1 MiB as tests/vectors have their lists, with where each file lies in place of its hash; then looks
 * each path up and prints the offset of what is found. A line: kind, path, size, offset, offset of what lookup finds.
 */
#include <inttypes.h>
#include <stdio.h>

#include <xrom/index.h>
#include <xrom/rp2040.h>
#include <xrom/xrom.h>

#include "rig.h"

enum { LEVELS = 32, PATH_SIZE = 1024, REGION_SIZE = 0x100000 };

/* The offset of a file's data, by lookup with and without the index. */
static int find(const struct xrom_index *index, const char *path, uint32_t *offset)
{
    struct xrom_node walked, indexed;
    struct xrom_stat stat;
    int error = xrom_lookup(index->image, path, &walked);

    if (!error) {
        error = xrom_index_lookup(index, path, &indexed);
    }
    if (!error && indexed.body != walked.body) {
        error = XROM_ERR_INDEX;
    }
    if (!error) {
        error = xrom_stat(index->image, &walked, &stat);
        *offset = stat.offset;
    }
    return error;
}

static int print_node(const struct xrom_index *index, const struct xrom_node *node)
{
    static char path[PATH_SIZE];
    struct xrom_stat stat;
    uint32_t found;
    int error = xrom_path_at(index->image, node->name, path, sizeof path);

    if (!error) {
        error = xrom_stat(index->image, node, &stat);
    }
    if (!error) {
        error = find(index, path, &found);
    }
    if (!error) {
        printf("%s\t%s\t%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\n", node->kind == XROM_FILE ? "file" : "dir", path + 1,
               stat.size, stat.offset, found);
    }
    return error;
}

static int print_all(const struct xrom_image *image)
{
    uint32_t levels[LEVELS], depth;
    struct xrom_index index;
    struct xrom_walk walk;
    struct xrom_node node = xrom_root(image);
    int error = xrom_index_open(&index, image);

    if (!error) {
        error = xrom_walk(&node, levels, LEVELS, &walk);
    }
    while (!error) {
        error = xrom_walk_next(image, &walk, &node, &depth);
        if (!error) {
            error = print_node(&index, &node);
        }
    }
    return error == XROM_ERR_END ? XROM_OK : error;
}

int main(void)
{
    struct xrom_rp2040_xip xip;
    struct xrom_image image;
    const void *base;
    int error = xrom_rp2040_xip_open(&xip, XROM_RP2040_CACHED, 0x100000, REGION_SIZE);

    if (!error) {
        error = xrom_map(&xip.backend, 0, REGION_SIZE, &base);
    }
    if (!error) {
        error = xrom_open(&image, base, REGION_SIZE);
    }
    if (!error) {
        error = print_all(&image);
    }
    return -error;
}
