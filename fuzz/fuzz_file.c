/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as an image: name, stat, data and read of each node, held against the slow reader of reference.h, and of
 * nodes that are not of the image. The input is the partition; its last bytes, which an image need not use, choose
 * arguments.
 *
 * 1. Nothing outside of the image is read. (The library gets a copy of exactly the image.)
 * 2. Stat tells the kind, size and place of data, or the damage on the way to it.
 * 3. Data is at that place, and is given exactly where its address is aligned as asked for. A directory has none.
 * 4. Read copies that data, from any offset and in any portion. A directory is not read.
 * 5. Name gives the name with a zero behind it where both fit.
 * 6. A file has no listing and no walk.
 * 7. A call that fails leaves its outputs alone.
 * 8. A node, an iterator or a walk that is not of the image gives an error, or something that lies inside the image.
 *
 * Invariants: 1, 2, 3, 4, 5, 6.
 */
#include "property.h"
#include "reference.h"

/* The image under test. */
static struct xrom_image image;
static struct reference reference;

static const uint8_t *input; /* the partition, which also chooses arguments */
static size_t input_size;

static uint32_t choose(size_t which)
{
    return fuzz_choose(input, input_size, which);
}

static void test_name(uint32_t index)
{
    struct xrom_node node = reference_value(&reference.nodes[index]);
    uint32_t size = reference.nodes[index].body - reference.nodes[index].name;
    char *buffer = fuzz_allocate(size + 1);

    PROPERTY(5, xrom_name_size(&node) == size, "a name has its size");
    fuzz_mark(buffer, size + 1);
    PROPERTY(5, xrom_name(&image, &node, buffer, size) == XROM_ERR_BUFFER, "a name needs room for its zero");
    PROPERTY(7, fuzz_is_marked(buffer, size + 1), "a name that does not fit is not given");
    PROPERTY(5, xrom_name(&image, &node, buffer, size + 1) == XROM_OK, "a name is given where it fits");
    PROPERTY(5, memcmp(buffer, image.base + reference.nodes[index].name, size) == 0 && buffer[size] == 0,
             "a name is that of the record");
    free(buffer);
}

static void test_read(const struct xrom_node *node, const struct xrom_stat *stat)
{
    const uint32_t offsets[4] = {0, choose(0) % (stat->size + 1), stat->size, choose(0)};
    const uint32_t sizes[4] = {stat->size, choose(1) % (stat->size + 2), 1, choose(1)};
    size_t i;

    for (i = 0; i < 4; i++) {
        uint32_t rest = offsets[i] < stat->size ? stat->size - offsets[i] : 0;
        uint32_t expected = sizes[i] < rest ? sizes[i] : rest;
        uint8_t *buffer = fuzz_allocate(expected);
        uint32_t copied;
        int error = xrom_read(&image, node, offsets[i], buffer, sizes[i], &copied);
        PROPERTY(4, !error && copied == expected, "read copies what there is");
        PROPERTY(4, expected == 0 || memcmp(buffer, image.base + stat->offset + offsets[i], expected) == 0,
                 "read copies the data");
        free(buffer);
    }
}

static void test_data(const struct xrom_node *node, const struct xrom_stat *stat)
{
    const uint8_t *address = image.base + stat->offset;
    const void *data;
    uint32_t size;
    uint32_t align;

    for (align = 1; align != 0; align <<= 1) {
        int error;
        fuzz_mark(&data, sizeof data);
        fuzz_mark(&size, sizeof size);
        error = xrom_data(&image, node, align, &data, &size);
        PROPERTY(3, error == ((uintptr_t)address % align == 0 ? XROM_OK : XROM_ERR_UNALIGNED),
                 "data is aligned or not");
        if (error) {
            PROPERTY(7, fuzz_is_marked(&data, sizeof data) && fuzz_is_marked(&size, sizeof size),
                     "data that is not aligned is not given");
        } else {
            PROPERTY(3, data == address && size == stat->size, "data is where stat says");
        }
    }
    align = choose(2);
    if (align == 0 || (align & (align - 1)) != 0) {
        PROPERTY(3, xrom_data(&image, node, align, &data, &size) == XROM_ERR_ARGUMENT,
                 "an alignment is a power of two");
    }
}

static void test_file(uint32_t index)
{
    const struct reference_node *expected = &reference.nodes[index];
    struct xrom_node node = reference_value(expected);
    struct xrom_stat stat;
    struct xrom_iter iter;
    struct xrom_walk walk;
    uint32_t level;
    int error;

    fuzz_mark(&stat, sizeof stat);
    error = xrom_stat(&image, &node, &stat);
    PROPERTY(2, error == expected->data_error, "stat finds the data or the damage");
    if (error) {
        const void *data;
        uint32_t size;
        PROPERTY(7, fuzz_is_marked(&stat, sizeof stat), "stat that fails tells nothing");
        PROPERTY(3, xrom_data(&image, &node, 1, &data, &size) == error, "data gives the errors of stat");
        PROPERTY(4, xrom_read(&image, &node, 0, NULL, 0, &size) == error, "read gives the errors of stat");
    } else {
        PROPERTY(2, stat.kind == XROM_FILE && stat.offset == expected->data && stat.size == expected->data_size,
                 "stat tells the place and size of the data");
        test_data(&node, &stat);
        test_read(&node, &stat);
    }
    PROPERTY(6, xrom_iterate(&node, &iter) == XROM_ERR_NOT_DIRECTORY, "a file has no listing");
    PROPERTY(6, xrom_walk(&node, &level, 1, &walk) == XROM_ERR_NOT_DIRECTORY, "a file has no walk");
}

static void test_directory(uint32_t index)
{
    const struct reference_node *expected = &reference.nodes[index];
    struct xrom_node node = reference_value(expected);
    struct xrom_stat stat;
    const void *data;
    uint32_t size;
    int error = xrom_stat(&image, &node, &stat);

    PROPERTY(2, !error && stat.kind == XROM_DIRECTORY && stat.offset == expected->body, "stat tells a directory");
    PROPERTY(2, stat.size == expected->end - expected->body, "stat tells the size of a directory's records");
    PROPERTY(3, xrom_data(&image, &node, 1, &data, &size) == XROM_ERR_IS_DIRECTORY, "a directory has no data");
    PROPERTY(4, xrom_read(&image, &node, 0, NULL, 0, &size) == XROM_ERR_IS_DIRECTORY, "a directory is not read");
}

/* Whether [first, end) is a range of the image. */
static bool is_inside(uint32_t first, uint32_t end)
{
    return first <= end && end <= image.size;
}

static void test_foreign_list(const struct xrom_node *foreign)
{
    struct xrom_iter iter;
    struct xrom_walk walk;
    struct xrom_node node;
    uint32_t levels[3] = {choose(4), choose(5), foreign->end};
    uint32_t depth;
    int error;

    iter.position = foreign->body;
    iter.end = foreign->end;
    do {
        error = xrom_next(&image, &iter, &node);
        PROPERTY(8, error || (is_inside(node.name, node.body) && is_inside(node.body, node.end)),
                 "a listing stays inside the image");
    } while (!error);
    PROPERTY(8, is_inside(foreign->body, foreign->end) || error == XROM_ERR_ARGUMENT, "a foreign iterator is noticed");

    walk.levels = levels;
    walk.level_count = 3;
    walk.depth = 2;
    walk.position = foreign->body;
    do {
        error = xrom_walk_next(&image, &walk, &node, &depth);
        PROPERTY(8, error || (is_inside(node.name, node.body) && is_inside(node.body, node.end)),
                 "a walk stays inside the image");
    } while (!error);
}

static void test_foreign_lookup(const struct xrom_node *foreign)
{
    struct xrom_node node;
    int error;

    fuzz_mark(&node, sizeof node);
    error = xrom_lookup_from(&image, foreign, "a", 1, &node);
    if (foreign->kind != XROM_DIRECTORY) {
        PROPERTY(8, error == XROM_ERR_NOT_DIRECTORY, "what is no directory is not searched");
    } else if (!is_inside(foreign->body, foreign->end)) {
        PROPERTY(8, error == XROM_ERR_ARGUMENT, "a foreign directory is not searched");
    } else {
        PROPERTY(8, error || (is_inside(node.name, node.body) && is_inside(node.body, node.end)),
                 "what is found lies inside the image");
    }
    PROPERTY(7, !error || fuzz_is_marked(&node, sizeof node), "a lookup that fails gives no node");
}

static void test_foreign_node(const struct xrom_node *foreign)
{
    struct xrom_node node = *foreign;
    struct xrom_stat stat;
    const void *data;
    char name[16];
    uint32_t size;
    int error = xrom_name(&image, &node, name, sizeof name);

    PROPERTY(8, is_inside(node.name, node.body) || error == XROM_ERR_ARGUMENT, "a foreign name is noticed");
    error = xrom_stat(&image, &node, &stat);
    PROPERTY(8, is_inside(node.body, node.end) || error == XROM_ERR_ARGUMENT, "a foreign node is noticed");
    if (!error) {
        PROPERTY(8, stat.offset <= image.size && stat.size <= image.size - stat.offset, "data is inside the image");
        error = xrom_data(&image, &node, 1, &data, &size);
        PROPERTY(3, error == (node.kind == XROM_FILE ? XROM_OK : XROM_ERR_IS_DIRECTORY), "only files have data");
    }
    test_foreign_lookup(foreign);
    test_foreign_list(foreign);
}

/* Nodes of another image: once with any numbers, once with numbers that are about as large as the image. */
static void test_foreign(void)
{
    uint32_t some = image.size + 2;
    struct xrom_node foreign = {choose(3), choose(0), choose(1), choose(2)};

    test_foreign_node(&foreign);
    foreign.kind = XROM_DIRECTORY + foreign.kind % 2;
    test_foreign_node(&foreign);
    foreign.name %= some;
    foreign.body %= some;
    foreign.end %= some;
    test_foreign_node(&foreign);
    foreign.kind ^= 1;
    test_foreign_node(&foreign);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint32_t root, image_size, i;
    uint8_t *copy;

    copy = reference_copy(bytes, size, &root, &image_size);
    if (!copy) {
        return 0;
    }
    input = bytes;
    input_size = size;
    PROPERTY(1, xrom_open(&image, copy, image_size) == XROM_OK, "a sound header opens");
    reference_read(&reference, copy, root, image_size);
    for (i = 0; i < reference.count; i++) {
        test_name(i);
        if (reference.nodes[i].kind == XROM_FILE) {
            test_file(i);
        } else {
            test_directory(i);
        }
    }
    test_foreign();
    reference_free(&reference);
    free(copy);
    return 0;
}
