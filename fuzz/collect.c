/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <xrom/index.h>
#include <xrom/verify.h>

#include "collect.h"
#include "model.h"
#include "property.h"

/* The largest part of an image that a sink is given, by the contract. */
#define PART_MAX ((size_t)1 << 20)

/* The largest number of levels that an input of a few kilobytes can have. */
#define LEVELS 4096

static int write_part(void *context, const void *bytes, size_t size)
{
    struct collection *collection = context;

    PROPERTY(1, size > 0 && size <= PART_MAX, "the sink gets parts of 1 byte to 1 MiB");
    if (size > collection->refuse_from - collection->size) {
        return 1;
    }
    if (size > collection->capacity - collection->size) {
        collection->capacity = 2 * (collection->size + size);
        collection->bytes = realloc(collection->bytes, collection->capacity);
        if (!collection->bytes) {
            fuzz_no_memory();
        }
    }
    memcpy(collection->bytes + collection->size, bytes, size);
    collection->size += size;
    return 0;
}

int collect_until(struct collection *collection, struct xrom_tree *tree, const struct xrom_build_options *options,
                  size_t refuse_from)
{
    struct xrom_sink sink = {write_part, NULL};

    memset(collection, 0, sizeof *collection);
    collection->refuse_from = refuse_from;
    sink.context = collection;
    return xrom_build(tree, options, &sink, NULL);
}

/* Moves the bytes to an address with an alignment that all images can need, in memory of exactly their size. */
static void move(struct collection *collection)
{
    void *moved;

    if (posix_memalign(&moved, 0x10000, collection->size) != 0) {
        fuzz_no_memory();
    }
    memcpy(moved, collection->bytes, collection->size);
    free(collection->bytes);
    collection->bytes = moved;
    collection->capacity = collection->size;
}

int collect(struct collection *collection, struct xrom_tree *tree, const struct xrom_build_options *options,
            struct xrom_built *built)
{
    struct xrom_sink sink = {write_part, NULL};
    int error;

    memset(collection, 0, sizeof *collection);
    collection->refuse_from = SIZE_MAX;
    sink.context = collection;
    fuzz_mark(built, sizeof *built);
    error = xrom_build(tree, options, &sink, built);
    PROPERTY(5, !error || fuzz_is_marked(built, sizeof *built), "a build that fails tells nothing of an image");
    PROPERTY(1, error || built->image_size == collection->size, "the sink gets as many bytes as the build tells");
    if (!error) {
        move(collection);
    }
    return error;
}

void collection_free(struct collection *collection)
{
    free(collection->bytes);
}

bool collection_equals(const struct collection *one, const struct collection *other)
{
    return one->size == other->size && memcmp(one->bytes, other->bytes, one->size) == 0;
}

static bool is_before(const struct xrom_image *image, const struct xrom_node *one, const struct xrom_node *other)
{
    return model_compare((const char *)image->base + one->name, xrom_name_size(one),
                         (const char *)image->base + other->name, xrom_name_size(other)) < 0;
}

static void test_nodes(const struct xrom_image *image, const struct xrom_built *built)
{
    static uint32_t levels[LEVELS];
    static struct xrom_node last[LEVELS + 1]; /* the last node of each depth in the directory that the walk is in */
    struct xrom_node node = xrom_root(image);
    struct xrom_built counted = {.image_size = 0};
    struct xrom_stat stat;
    struct xrom_walk walk;
    uint32_t depth;
    int error = xrom_walk(&node, levels, LEVELS, &walk);

    last[0].kind = 0;
    while (!error) {
        error = xrom_walk_next(image, &walk, &node, &depth);
        if (error) {
            break;
        }
        PROPERTY(3, last[depth].kind == 0 || is_before(image, &last[depth], &node), "names are sorted");
        PROPERTY(2, xrom_stat(image, &node, &stat) == XROM_OK, "each node has its data");
        last[depth] = node;
        last[depth + 1].kind = 0;
        if (node.kind == XROM_FILE) {
            counted.file_count++;
            counted.saved_size += stat.size;
        } else {
            counted.directory_count++;
        }
    }
    PROPERTY(2, error == XROM_ERR_END, "a walk comes to the end");
    PROPERTY(4,
             counted.file_count == built->file_count && counted.directory_count == built->directory_count &&
                 counted.saved_size == built->data_size + built->saved_size,
             "a build tells how many files and directories there are");
}

void collection_open(const struct collection *collection, const struct xrom_built *built, struct xrom_image *image)
{
    static uint32_t levels[LEVELS];
    struct xrom_index index;
    struct xrom_fault fault;
    int error;

    PROPERTY(2, xrom_open(image, collection->bytes, collection->size) == XROM_OK, "an image that was built opens");
    PROPERTY(2, image->size == collection->size && image->size % 2 == 0, "an image has an even size, and no more");
    PROPERTY(2, xrom_check(image, levels, LEVELS, &fault) == XROM_OK, "an image passes the check");
    error = xrom_verify(image);
    PROPERTY(2, error == XROM_OK || error == XROM_ERR_NOT_FOUND, "a checksum is right");
    PROPERTY(2, xrom_index_open(&index, image) == XROM_OK, "an index opens");
    PROPERTY(2, xrom_index_check(&index, levels, LEVELS, &fault) == XROM_OK, "an index agrees with a walk");
    PROPERTY(4, (index.slots != 0) == (built->index_size != 0), "a build tells whether there is an index");
    test_nodes(image, built);
}

void test_message(const struct xrom_tree *tree)
{
    const char *message = xrom_tree_message(tree);
    const char *colon = strstr(message, ": ");

    PROPERTY(5, model_is_utf8(message, strlen(message)), "a message is UTF-8");
    PROPERTY(5, !strpbrk(message, "\n\r\t\033\177"), "a message is a line without control characters");
    PROPERTY(5, colon && colon > message && strstr(colon, "; "), "a message says what is wrong and what to do");
}
