/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an image -> a tree -> an image, the first image decoded by the slow reader of reference.h. The input is
 * the partition. What holds for every build stands in collect.h; besides,
 *
 * 1. Nothing outside of the image is read. (The library gets a copy of exactly the image.)
 * 2. An image is refused as damaged if something that a reader can find in it is, and else only if the records behind the
 *    data of a file are, and for a name only if a name that can be found is not allowed in a tree; else it is taken.
 * 3. The new image has all that can be found in the old one, of equal names the first, with equal bytes, and nothing
 *    else.
 * 4. The new image -> tree -> image changes nothing.
 *
 * Invariants: 1, 2, 3, 5, 12.
 */
#include <xrom/metadata.h>

#include "collect.h"
#include "model.h"
#include "property.h"
#include "reference.h"

static struct xrom_image image;
static struct reference reference;
static bool *can_be_found; /* for each node of the reference: neither it nor a directory above it is hidden */

static const char *name_of(uint32_t index, size_t *size)
{
    *size = reference.nodes[index].body - reference.nodes[index].name;
    return (const char *)image.base + reference.nodes[index].name;
}

/* Whether an entry before a node in its directory has the same name. */
static bool is_hidden(uint32_t index)
{
    uint32_t parent = reference.nodes[index].parent;
    size_t size, other_size;
    const char *name = name_of(index, &size);
    uint32_t i;

    for (i = parent + 1; i < index; i = reference.nodes[i].last) {
        const char *other = name_of(i, &other_size);
        if (model_compare(name, size, other, other_size) == 0) {
            return true;
        }
    }
    return false;
}

/* Fills in what can be found; gives how many nodes that are, with the root. */
static uint32_t find_nodes(void)
{
    uint32_t found = 1;
    uint32_t i;

    can_be_found = fuzz_allocate(reference.count * sizeof *can_be_found);
    can_be_found[0] = true;
    for (i = 1; i < reference.count; i++) {
        can_be_found[i] = can_be_found[reference.nodes[i].parent] && !is_hidden(i);
        found += can_be_found[i];
    }
    return found;
}

/* Whether what is said of the time of a file, which the builder takes over, is none. */
static bool has_bad_time(const struct reference_node *file)
{
    struct xrom_node node = reference_value(file);
    uint32_t seconds;
    int error = node.kind == XROM_FILE ? xrom_modified(&image, &node, &seconds) : XROM_OK;

    return error != XROM_OK && error != XROM_ERR_NOT_FOUND;
}

static bool has_damage(void)
{
    uint32_t i;

    for (i = 0; i < reference.count; i++) {
        const struct reference_node *node = &reference.nodes[i];
        if (can_be_found[i] && (node->fault || node->data_error || has_bad_time(node))) {
            return true;
        }
    }
    return false;
}

static bool has_bad_name(void)
{
    size_t size;
    uint32_t i;

    for (i = 1; i < reference.count; i++) {
        const char *name = name_of(i, &size);
        if (can_be_found[i] && !model_allows(name, size)) {
            return true;
        }
    }
    return false;
}

/* Finds a node of the old image in a directory of the new one. */
static void test_node(const struct xrom_image *built, const struct xrom_node *directory, uint32_t index,
                      struct xrom_node *node)
{
    const struct reference_node *expected = &reference.nodes[index];
    const void *data;
    uint32_t data_size;
    size_t size;
    const char *name = name_of(index, &size);

    PROPERTY(3, xrom_lookup_from(built, directory, name, size, node) == XROM_OK, "what can be found is built");
    PROPERTY(3, node->kind == expected->kind, "an entry keeps its kind");
    if (node->kind == XROM_FILE) {
        PROPERTY(3, xrom_data(built, node, 1, &data, &data_size) == XROM_OK, "a file has data");
        PROPERTY(3, data_size == expected->data_size && memcmp(data, image.base + expected->data, data_size) == 0,
                 "a file keeps its bytes");
    }
}

static void test_nodes(const struct xrom_image *built)
{
    struct xrom_node *nodes = fuzz_allocate(reference.count * sizeof *nodes);
    uint32_t i;

    nodes[0] = xrom_root(built);
    for (i = 1; i < reference.count; i++) {
        if (can_be_found[i]) {
            test_node(built, &nodes[reference.nodes[i].parent], i, &nodes[i]);
        }
    }
    free(nodes);
}

static struct xrom_tree *add_image(const struct xrom_image *source, int *error)
{
    struct xrom_tree *tree = xrom_tree_new();

    if (!tree) {
        fuzz_no_memory();
    }
    *error = xrom_tree_add_image(tree, NULL, source);
    return tree;
}

static void test_tree(struct xrom_tree *tree, uint32_t found)
{
    static const struct xrom_build_options nothing = {.mpremote = false};
    struct collection first, second;
    struct xrom_built built;
    struct xrom_image copy;
    int error;

    PROPERTY(2, collect(&first, tree, NULL, &built) == XROM_OK, "what was taken can be built");
    collection_open(&first, &built, &copy);
    PROPERTY(3, built.file_count + built.directory_count + 1 == found, "what cannot be found is not built");
    test_nodes(&copy);

    tree = add_image(&copy, &error);
    PROPERTY(4, error == XROM_OK, "an image that was built is taken");
    PROPERTY(4, collect(&second, tree, &nothing, &built) == XROM_OK && collection_equals(&first, &second),
             "an image that was built stays the same");
    xrom_tree_free(tree);
    collection_free(&first);
    collection_free(&second);
}

static void test_image(void)
{
    uint32_t found = find_nodes();
    bool damage = has_damage();
    bool bad_name = has_bad_name();
    struct xrom_tree *tree;
    int error;

    tree = add_image(&image, &error);
    if (error) {
        PROPERTY(2, xrom_is_damage(error) ? damage || reference.error : error == XROM_ERR_TREE && bad_name,
                 "good images are taken");
        test_message(tree);
    } else {
        PROPERTY(2, !damage, "damage that can be found is noticed");
        PROPERTY(2, !bad_name, "names that are not allowed are noticed");
        test_tree(tree, found);
    }
    xrom_tree_free(tree);
    free(can_be_found);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint32_t root, image_size;
    uint8_t *copy;

    copy = reference_copy(bytes, size, &root, &image_size);
    if (!copy) {
        return 0;
    }
    PROPERTY(1, xrom_open(&image, copy, image_size) == XROM_OK, "a sound header opens");
    reference_read(&reference, copy, root, image_size);
    test_image();
    reference_free(&reference);
    free(copy);
    return 0;
}
