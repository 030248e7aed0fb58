/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an image and a path: lookups, held against a plain search over the listings. The input is the partition;
 * its last byte is the size of a path, and the bytes before it are the path. More paths are made of the names in the
 * image.
 *
 * 1. Nothing outside of the image and of the path is read. (The library gets copies of exactly both.)
 * 2. A lookup finds what a search finds that lists one directory after the other and enters the first entry that the
 *    path begins with, up to a '/' or its end. That is how MicroPython does it.
 * 3. Damage is never reported as absence, nor absence as damage: a lookup fails with XROM_ERR_NOT_FOUND exactly where
 *    the last directory could be listed to its end, else with the damage that ends its listing.
 * 4. A node is found by its path with one '/' before it and without; a directory also with one behind it, a file not.
 * 5. The first of equal names is found.
 * 6. A lookup from a directory on the way finds the same as one from the root.
 * 7. A lookup that fails leaves its output alone.
 *
 * Invariants: 1, 2, 3, 4, 5.
 */
#include <xrom/xrom.h>

#include "property.h"
#include "reference.h"

enum {
    LEVELS = 64, /* of a walk that makes paths */
    NODES = 16,  /* of which paths are made, since each needs some lookups */
    PATH = 2048
};

static struct xrom_image image;

static bool is_same(const struct xrom_node *a, const struct xrom_node *b)
{
    return a->kind == b->kind && a->name == b->name && a->body == b->body && a->end == b->end;
}

/* The name of a node in memory of its own. */
static char *name_of(const struct xrom_node *node)
{
    char *name = fuzz_allocate(xrom_name_size(node) + 1);

    PROPERTY(2, xrom_name(&image, node, name, xrom_name_size(node) + 1) == XROM_OK, "a listed node has a name");
    return name;
}

/* Whether a path begins with a name, and ends there or goes on with '/'. */
static bool begins_with(const char *path, size_t size, const struct xrom_node *entry)
{
    size_t name_size = xrom_name_size(entry);
    bool begins = false;

    if (name_size == size || (name_size < size && path[name_size] == '/')) {
        char *name = name_of(entry);
        begins = memcmp(path, name, name_size) == 0;
        free(name);
    }
    return begins;
}

/* The slow search. */
static int search(const struct xrom_node *from, const char *path, size_t size, struct xrom_node *found)
{
    struct xrom_node directory = *from;
    size_t position = 0;

    if (from->kind == XROM_FILE) {
        return XROM_ERR_NOT_DIRECTORY;
    }
    *found = directory;
    while (position < size) {
        struct xrom_iter iter;
        int error = xrom_iterate(&directory, &iter);
        while (!error) {
            error = xrom_next(&image, &iter, found);
            if (!error && begins_with(path + position, size - position, found)) {
                break;
            }
        }
        if (error) {
            return error == XROM_ERR_END ? XROM_ERR_NOT_FOUND : error;
        }
        position += xrom_name_size(found);
        if (position == size) {
            return XROM_OK;
        }
        position++;
        if (found->kind == XROM_FILE) {
            return XROM_ERR_NOT_FOUND;
        }
        directory = *found;
    }
    return XROM_OK;
}

/* Tests the lookup of a path that has no zero in it. */
static void test_string(const char *path, size_t size)
{
    struct xrom_node root = xrom_root(&image);
    struct xrom_node expected;
    struct xrom_node found;
    char *string = fuzz_allocate(size + 1);
    size_t first = size > 0 && path[0] == '/' ? 1 : 0;
    int answer = search(&root, path + first, size - first, &expected);
    int error;

    memcpy(string, path, size);
    string[size] = '\0';
    fuzz_mark(&found, sizeof found);
    error = xrom_lookup(&image, string, &found);
    PROPERTY(3, error == answer, "a lookup tells damage and absence apart");
    PROPERTY(2, error || is_same(&found, &expected), "a lookup finds what a search finds");
    PROPERTY(7, !error || fuzz_is_marked(&found, sizeof found), "a lookup that fails gives no node");
    free(string);
}

/* Tests a path of any bytes from a directory on, also as a string from the root where it can be one. */
static void test_path(const struct xrom_node *from, const char *path, size_t size)
{
    struct xrom_node expected;
    struct xrom_node found;
    char *exact = fuzz_copy(path, size);
    int answer = search(from, exact, size, &expected);
    int error;

    fuzz_mark(&found, sizeof found);
    error = xrom_lookup_from(&image, from, exact, size, &found);
    PROPERTY(3, error == answer, "a lookup tells damage and absence apart");
    PROPERTY(2, error || is_same(&found, &expected), "a lookup finds what a search finds");
    PROPERTY(7, !error || fuzz_is_marked(&found, sizeof found), "a lookup that fails gives no node");
    if (!memchr(exact, '\0', size)) {
        test_string(exact, size);
    }
    free(exact);
}

/* Tests the paths that a path of a node can become by a slip: a byte more or less, another one, a '/' too many. */
static void test_slips(const char *path, size_t size, uint32_t choice)
{
    struct xrom_node root = xrom_root(&image);
    char *slip = fuzz_allocate(size + 2);
    size_t at = choice % (size + 1);

    memcpy(slip, path, size);
    test_path(&root, slip, size - 1);
    slip[size] = '/';
    test_path(&root, slip, size + 1);
    slip[size + 1] = '/';
    test_path(&root, slip, size + 2);
    memmove(slip + at + 1, slip + at, size - at);
    slip[at] = '/';
    test_path(&root, slip, size + 1);
    slip[at] = (char)(choice >> 24);
    test_path(&root, slip, size + 1);
    free(slip);
}

/* Tests what is said of the path of a node that a walk reached and no earlier entry hides, if its path is plain. */
static void test_node(const struct xrom_node *node, const char *path, size_t size)
{
    struct xrom_node found;
    char *string = fuzz_allocate(size + 3);
    int error;

    string[0] = '/';
    memcpy(string + 1, path, size);
    string[size + 1] = '\0';
    PROPERTY(4, xrom_lookup(&image, string, &found) == XROM_OK && is_same(&found, node), "a node has its path");
    PROPERTY(4, xrom_lookup(&image, string + 1, &found) == XROM_OK && is_same(&found, node), "a '/' may come first");
    string[size + 1] = '/';
    string[size + 2] = '\0';
    error = xrom_lookup(&image, string, &found);
    PROPERTY(4, node->kind == XROM_FILE ? error == XROM_ERR_NOT_FOUND : error == XROM_OK && is_same(&found, node),
             "a '/' may follow a directory, not a file");
    free(string);
}

/* One level of the walk below: an entry and its path. */
struct level {
    struct xrom_node node;
    size_t path_size;
    bool plain; /* nothing hides it, and no name in it so far holds a '/' and could hide what follows */
};

/* Tests a node of the walk, whose parent's path is in `path`, and puts its own path there. */
static void test_entry(struct level *parent, struct level *self, char *path, uint32_t choice)
{
    size_t name_size = xrom_name_size(&self->node);
    char *name = name_of(&self->node);
    char *own = path + parent->path_size;
    struct xrom_node found;
    struct xrom_node from_root;
    int error = xrom_lookup_from(&image, &parent->node, name, name_size, &found);

    PROPERTY(3, error == XROM_OK || memchr(name, '/', name_size) || name_size == 0, "what is listed is not absent");
    PROPERTY(5, error || found.name <= self->node.name, "the first of equal names is found");
    memcpy(own, name, name_size);
    self->path_size = parent->path_size + name_size;
    parent->plain = parent->plain && !memchr(name, '/', name_size);
    self->plain =
        parent->plain && !error && is_same(&found, &self->node) && name_size > 0 && !memchr(name, '\0', name_size);
    test_path(&parent->node, name, name_size);
    if (self->path_size > 0) {
        test_slips(path, self->path_size, choice);
    }
    if (self->plain) {
        test_node(&self->node, path, self->path_size);
        PROPERTY(6, xrom_lookup_from(&image, NULL, path, self->path_size, &from_root) == XROM_OK,
                 "both ways lead there");
        PROPERTY(6, is_same(&found, &from_root), "both ways lead to the same node");
    }
    path[self->path_size++] = '/';
    free(name);
}

/* Makes paths of the first nodes of a walk. */
static void test_nodes(uint32_t choice)
{
    static struct level stack[LEVELS + 1];
    static char path[PATH];
    uint32_t levels[LEVELS];
    uint32_t count = 0;
    uint32_t depth;
    struct xrom_walk walk;
    struct xrom_node node;

    stack[0].node = xrom_root(&image);
    stack[0].path_size = 0;
    stack[0].plain = true;
    PROPERTY(2, xrom_walk(&stack[0].node, levels, LEVELS, &walk) == XROM_OK, "a walk begins at the root");
    while (count++ < NODES && xrom_walk_next(&image, &walk, &node, &depth) == XROM_OK) {
        if (xrom_name_size(&node) >= PATH - stack[depth].path_size) {
            break;
        }
        stack[depth + 1].node = node;
        test_entry(&stack[depth], &stack[depth + 1], path, choice);
        choice = choice * 1664525 + 1013904223;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct xrom_node root;
    uint32_t first, image_size;
    size_t path_size;
    uint8_t *copy;

    copy = reference_copy(bytes, size, &first, &image_size);
    if (!copy) {
        return 0;
    }
    PROPERTY(1, xrom_open(&image, copy, image_size) == XROM_OK, "a sound header opens");
    root = xrom_root(&image);
    path_size = bytes[size - 1];
    if (path_size > size - 1) {
        path_size = size - 1;
    }
    test_path(&root, (const char *)bytes + size - 1 - path_size, path_size);
    test_path(&root, "", 0);
    test_path(&root, "/", 1);
    test_nodes(fuzz_choose(bytes, size, 0));
    free(copy);
    return 0;
}
