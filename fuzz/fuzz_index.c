/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an image with an index: lookups through it, held against those of the walk. Paths are made of the nodes
 * of the image; the last ones of the input are one more, and its last byte the size of it.
 *
 * 1. Nothing outside of the image is read. (The library gets a copy of exactly that, at any address.) 2. An index
 * opens, or is an error of its own; an output is written only on success. 3. Where both checks pass, and where there is
 * no index, each answer is that of the walk. 4. Else it is that of the walk, or absence, or a node of the name that the
 * path ends with. 5. A lookup that fails leaves its output alone.
 *
 * Invariants: 1, 2, 3, 4, 7.
 */
#include <xrom/index.h>

#include "property.h"

enum {
    LEVELS = 32,
    NODES = 40, /* of which paths are made */
    PATH = 1024
};

static struct xrom_image image;
static struct xrom_index opened;
static bool sound; /* the index says what the image does */

static bool is_same(const struct xrom_node *a, const struct xrom_node *b)
{
    return a->kind == b->kind && a->name == b->name && a->body == b->body && a->end == b->end;
}

/* Whether a path ends with the name of a node. */
static bool ends_with_name(const char *path, const struct xrom_node *node)
{
    size_t size = strlen(path);
    size_t name_size = xrom_name_size(node);
    char *name;
    bool ends;

    if (name_size == 0 || name_size > size) {
        return false;
    }
    name = fuzz_allocate(name_size + 1);
    ends = xrom_name(&image, node, name, name_size + 1) == XROM_OK &&
           memcmp(path + size - name_size, name, name_size) == 0;
    free(name);
    return ends;
}

static void test_path(const char *bytes, size_t size)
{
    char *path = fuzz_allocate(size + 1);
    struct xrom_node walked, found;
    int expected, error;

    memcpy(path, bytes, size);
    path[size] = '\0';
    fuzz_mark(&found, sizeof found);
    expected = xrom_lookup(&image, path, &walked);
    error = xrom_index_lookup(&opened, path, &found);
    PROPERTY(5, !error || fuzz_is_marked(&found, sizeof found), "a lookup that fails gives no node");
    if (sound) {
        PROPERTY(3, error == expected, "an index that is sound answers as the walk does");
        PROPERTY(3, error || is_same(&found, &walked), "an index that is sound finds what the walk does");
    } else if (error) {
        PROPERTY(4, error == expected || error == XROM_ERR_NOT_FOUND, "an index hides, or answers as the walk does");
    } else {
        PROPERTY(4, (!expected && is_same(&found, &walked)) || ends_with_name(path, &found),
                 "an index does not lead to a node of another name");
    }
    free(path);
}

/* Tests the path of a node, and what it becomes by a slip. There is room for two bytes more. */
static void test_paths(char *path, size_t size, uint32_t choice)
{
    size_t at = choice % size;
    char old = path[at];

    test_path(path, size);
    test_path(path, size - 1);
    path[size] = '/';
    test_path(path, size + 1);
    path[size + 1] = 'a';
    test_path(path, size + 2);
    path[at] = (char)(choice >> 24 & 1 ? '/' : choice >> 16);
    test_path(path, size);
    path[at] = old;
    test_path(path + at, size - at);
}

/* Makes paths of the first nodes of a walk. */
static void test_nodes(uint32_t choice)
{
    static char path[PATH];
    size_t sizes[LEVELS + 1] = {0}; /* of the path up to, and with, the '/' before a name */
    uint32_t levels[LEVELS];
    uint32_t depth;
    struct xrom_node node = xrom_root(&image);
    struct xrom_walk walk;

    PROPERTY(3, xrom_walk(&node, levels, LEVELS, &walk) == XROM_OK, "a walk begins at the root");
    for (uint32_t i = 0; i < NODES && xrom_walk_next(&image, &walk, &node, &depth) == XROM_OK; i++) {
        size_t size = sizes[depth] + xrom_name_size(&node);
        if (size + 2 >= PATH || size == 0) {
            break;
        }
        PROPERTY(3, xrom_name(&image, &node, path + sizes[depth], PATH - sizes[depth]) == XROM_OK, "a name fits");
        test_paths(path, size, choice);
        path[size] = '/';
        sizes[depth + 1] = size + 1;
        choice = choice * 1664525 + 1013904223;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint32_t choice = fuzz_choose(bytes, size, 0);
    size_t shift = choice % 8 == 7 ? 1 + choice / 8 % 7 : 0; /* mostly the address is a multiple of 8 */
    uint32_t levels[LEVELS];
    struct xrom_fault fault;
    uint8_t *copy;
    int error;

    if (size == 0 || xrom_open(&image, bytes, size) != XROM_OK) {
        return 0;
    }
    copy = fuzz_allocate(shift + image.size);
    memcpy(copy + shift, bytes, image.size);
    error = xrom_open(&image, copy + shift, image.size);
    if (!error) {
        size_t path_size = bytes[size - 1] < size ? bytes[size - 1] : size - 1;
        bool checked;
        PROPERTY(2, xrom_index_open(&opened, &image) == XROM_OK, "an index opens");
        checked = xrom_index_check(&opened, levels, LEVELS, &fault) == XROM_OK;
        sound = (xrom_check(&image, levels, LEVELS, &fault) == XROM_OK && checked) || !opened.slots;
        test_path((const char *)bytes + size - 1 - path_size, path_size);
        test_path("", 0);
        test_path("/", 1);
        test_nodes(choice);
    }
    free(copy);
    return 0;
}
