/* SPDX-License-Identifier: MIT */
/* What an image holds, printed: its tree, and a file where it lies. */
#include "demo.h"

enum { LEVELS = 8, NAME_SIZE = 256 };

static int print_node(const struct xrom_image *image, const struct xrom_node *node, uint32_t depth)
{
    static char name[NAME_SIZE];
    struct xrom_stat stat;
    int error = xrom_name(image, node, name, sizeof name);

    if (!error) {
        error = xrom_stat(image, node, &stat);
    }
    if (error) {
        return error;
    }
    for (uint32_t i = 0; i <= depth; i++) {
        print("  ");
    }
    print(name);
    if (node->kind == XROM_FILE) {
        print(" ");
        print_number(stat.size);
    } else {
        print("/");
    }
    print("\n");
    return XROM_OK;
}

static int print_tree(const struct xrom_image *image)
{
    uint32_t levels[LEVELS], depth;
    struct xrom_node node = xrom_root(image);
    struct xrom_walk walk;
    int error = xrom_walk(&node, levels, LEVELS, &walk);

    while (!error) {
        error = xrom_walk_next(image, &walk, &node, &depth);
        if (!error) {
            error = print_node(image, &node, depth);
        }
    }
    return error == XROM_ERR_END ? XROM_OK : error;
}

/* The bytes of a text, where they are. */
static void print_bytes(const char *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        const char text[2] = {bytes[i], '\0'};

        print(text);
    }
}

static int print_file(const struct xrom_image *image, const char *path)
{
    struct xrom_node node;
    const void *data;
    uint32_t size;
    int error = xrom_lookup(image, path, &node);

    if (!error) {
        error = xrom_data(image, &node, 4, &data, &size);
    }
    if (!error) {
        print(path);
        print(" is ");
        print_number((uint32_t)((const uint8_t *)data - image->base));
        print(" bytes behind the begin of the image, not copied:\n");
        print_bytes(data, size);
    }
    return error;
}

int show(const struct xrom_image *image)
{
    int error = print_tree(image);

    return error ? error : print_file(image, "/config.json");
}
