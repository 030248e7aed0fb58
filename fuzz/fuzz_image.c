/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a partition: open, list, walk, check and path, held against the slow reader of reference.h. The input is
 * the partition; its last bytes, which an image need not use, also choose arguments.
 *
 *  1. Nothing outside of the image is read. (The library gets copies of exactly the partition, then of exactly the
 *     image.)
 *  2. Open answers what the header says; the rest of an image of 2 GiB or more, which it refuses, is not read.
 *  3. A listing gives the entries of a directory in their order, then its end or its damage.
 *  4. A walk gives all nodes below a directory, each directory first, with their depths, then the end or the damage.
 *  5. A walk whose array is too short ends with XROM_ERR_LEVELS at the first directory that needs more, not before.
 *  6. A call that fails fails again in the same way, and leaves its outputs alone.
 *  7. Check passes an image exactly where no record in it is broken; else it tells the first fault, in the order of a
 *     walk.
 *  8. The path at the offset of a fault is that of the node at fault.
 *  9. The path at any offset is that of the deepest readable node there, or names in front of it where it does not fit;
 *     the size of the image suffices as capacity.
 * 10. Records follow each other without a gap, up to the end of what holds them or to damage.
 *
 * Invariants: 1, 2, 3, 4, 5.
 */
#include <xrom/record.h>
#include <xrom/xrom.h>

#include "property.h"
#include "reference.h"

/* The image under test. */
static struct xrom_image image;
static struct reference reference;

static const uint8_t *input; /* the partition, which also chooses arguments */
static size_t input_size;

/* Where the header says 2 GiB or more it alone decides, so that the partition may be said to be as large as any. */
static void test_open_large(const uint8_t *bytes, size_t size)
{
    struct xrom_image opened;
    uint64_t length = 0;
    size_t i = 3;
    int error;

    while (i < size && bytes[i] >= 0x80 && length <= UINT32_MAX) {
        length = length << 7 | (bytes[i++] & 0x7f);
    }
    if (i >= size || size < 3 || memcmp(bytes, "\xd2\xcd\x31", 3) != 0) {
        return;
    }
    length = (length << 7 | bytes[i]) + i + 1;
    if (length > XROM_SIZE_MAX) {
        error = xrom_open(&opened, bytes, SIZE_MAX);
        PROPERTY(2, error == XROM_ERR_TOO_LARGE, "open refuses an image of 2 GiB");
    }
}

static int test_open(const uint8_t *bytes, size_t size)
{
    uint32_t root = 0;
    uint32_t image_size = 0;
    int expected = reference_open(bytes, size, &root, &image_size);
    int error;

    fuzz_mark(&image, sizeof image);
    error = xrom_open(&image, bytes, size);
    PROPERTY(2, error == expected, "open answers what the header says");
    PROPERTY(6, !error || fuzz_is_marked(&image, sizeof image), "open that fails leaves the image alone");
    PROPERTY(2, error || (image.base == bytes && image.root == root && image.size == image_size),
             "open tells the size that the header says");
    PROPERTY(2, xrom_open(&image, NULL, size) == XROM_ERR_ARGUMENT, "open notices null");
    test_open_large(bytes, size);
    return error;
}

static void test_list(uint32_t directory)
{
    struct xrom_node node = reference_value(&reference.nodes[directory]);
    struct xrom_iter iter;
    uint32_t next = directory + 1;
    int expected = reference.nodes[directory].fault ? reference.nodes[directory].fault : XROM_ERR_END;
    int error = xrom_iterate(&node, &iter);

    while (!error && next < reference.nodes[directory].last) {
        error = xrom_next(&image, &iter, &node);
        PROPERTY(3, !error && reference_is(&reference.nodes[next], &node),
                 "a listing gives the entries in their order");
        next = reference.nodes[next].last;
    }
    fuzz_mark(&node, sizeof node);
    PROPERTY(3, xrom_next(&image, &iter, &node) == expected, "a listing ends with the end or the damage");
    PROPERTY(6, xrom_next(&image, &iter, &node) == expected, "a listing that failed fails again");
    PROPERTY(6, fuzz_is_marked(&node, sizeof node), "a listing that fails gives no node");
}

static void test_walk(uint32_t directory, uint32_t level_count)
{
    struct xrom_node node = reference_value(&reference.nodes[directory]);
    uint32_t *levels = fuzz_allocate(level_count * sizeof *levels);
    uint32_t depth_here = directory == 0 ? 0 : reference.nodes[directory].depth + 1;
    uint32_t next = directory + 1;
    uint32_t depth;
    struct xrom_walk walk, none;
    int error = xrom_walk(&node, levels, level_count, &walk);

    PROPERTY(4, error == XROM_OK, "a walk begins at a directory");
    PROPERTY(5, xrom_walk(&node, levels, 0, &none) == XROM_ERR_ARGUMENT, "a walk needs a level");
    do {
        const struct reference_node *expected = &reference.nodes[next];
        int answer = reference_step(&reference, directory, next);
        if (!answer && expected->kind == XROM_DIRECTORY && expected->depth - depth_here + 2 > level_count) {
            answer = XROM_ERR_LEVELS;
        }
        fuzz_mark(&node, sizeof node);
        fuzz_mark(&depth, sizeof depth);
        error = xrom_walk_next(&image, &walk, &node, &depth);
        PROPERTY((error == XROM_ERR_LEVELS || answer == XROM_ERR_LEVELS ? 5 : 4), error == answer,
                 "a walk goes on to the end, the damage or the last level");
        PROPERTY(4, error || (reference_is(expected, &node) && depth == expected->depth - depth_here),
                 "a walk gives all nodes in their order");
        next++;
    } while (!error);
    PROPERTY(6, xrom_walk_next(&image, &walk, &node, &depth) == error, "a walk that failed fails again");
    PROPERTY(6, fuzz_is_marked(&node, sizeof node) && fuzz_is_marked(&depth, sizeof depth),
             "a walk that fails gives no node");
    free(levels);
}

/* The path of a node by the slow reader, with a zero behind it. Gives its size without that. */
static size_t expect_path(uint32_t index, uint8_t **path)
{
    const struct reference_node *nodes = reference.nodes;
    size_t size = index == 0 ? 1 : 0;
    size_t end;
    uint32_t i;

    for (i = index; i != 0; i = nodes[i].parent) {
        size += 1 + nodes[i].body - nodes[i].name;
    }
    *path = fuzz_allocate(size + 1);
    (*path)[0] = '/';
    (*path)[size] = 0;
    end = size;
    for (i = index; i != 0; i = nodes[i].parent) {
        end -= nodes[i].body - nodes[i].name;
        memcpy(*path + end, image.base + nodes[i].name, nodes[i].body - nodes[i].name);
        (*path)[--end] = '/';
    }
    return size;
}

/* Whether a buffer holds the front of a path, up to the end of a name, with a zero behind it. */
static bool is_front(const char *buffer, size_t capacity, const uint8_t *path)
{
    const char *end = memchr(buffer, '\0', capacity);
    size_t size = end ? (size_t)(end - buffer) : 0;

    return end && memcmp(buffer, path, size) == 0 && (size == 0 || path[size] == '/' || path[size] == 0);
}

static void test_path(int property, uint32_t offset, uint32_t index)
{
    uint8_t *expected;
    size_t size = expect_path(index, &expected);
    size_t capacities[4] = {0, 0, 0, 0};
    size_t i;

    capacities[0] = image.size;
    capacities[1] = size + 1;
    capacities[2] = size;
    capacities[3] = size - 1 - fuzz_choose(input, input_size, 0) % size;
    for (i = 0; i < 4; i++) {
        char *buffer = fuzz_allocate(capacities[i]);
        int error = xrom_path_at(&image, offset, buffer, capacities[i]);
        PROPERTY(9, error == (capacities[i] > size ? XROM_OK : XROM_ERR_BUFFER), "a path is given where it fits");
        PROPERTY(property, error || memcmp(buffer, expected, size + 1) == 0,
                 "a path is that of the node at the offset");
        PROPERTY(9, !error || capacities[i] < 2 || is_front(buffer, capacities[i], expected),
                 "a path that does not fit is cut behind a name");
        free(buffer);
    }
    free(expected);
}

static void test_check(void)
{
    uint32_t level_count = reference_levels(&reference);
    uint32_t *levels = fuzz_allocate(level_count * sizeof *levels);
    struct xrom_fault fault;
    int error;

    fuzz_mark(&fault, sizeof fault);
    error = xrom_check(&image, levels, level_count, &fault);
    PROPERTY(7, error == reference.error, "check passes an image where no record is broken");
    if (error) {
        PROPERTY(7, xrom_is_damage(error) && fault.error == error, "check tells the damage");
        PROPERTY(7, fault.offset == reference.fault_offset, "check tells the offset of the record at fault");
        test_path(8, fault.offset, reference.fault_node);
    } else {
        PROPERTY(6, fuzz_is_marked(&fault, sizeof fault), "check that passes tells no fault");
    }
    if (level_count > 1) {
        error = xrom_check(&image, levels, level_count - 1, &fault);
        PROPERTY(7, error == XROM_ERR_LEVELS || error == reference.error, "check tells damage or a lack of levels");
        PROPERTY(7, error && fault.error == error && fault.offset < image.size, "check tells where it stopped");
    }
    PROPERTY(7, xrom_check(&image, levels, 0, &fault) == XROM_ERR_ARGUMENT, "check needs a level");
    free(levels);
}

/* Every byte of a small image, some of a larger one, and what lies outside. */
static void test_paths(void)
{
    uint32_t step = image.size / 24 + 1;
    uint32_t offset;

    for (offset = 0; offset < image.size; offset += step) {
        test_path(9, offset, reference_at(&reference, offset));
    }
    test_path(9, image.size, 0);
    test_path(9, UINT32_MAX, 0);
    offset = fuzz_choose(input, input_size, 1);
    test_path(9, offset, reference_at(&reference, offset));
}

/* Takes all records of a range. */
static void test_records(uint32_t first, uint32_t end)
{
    struct xrom_iter iter = {first, end};
    struct xrom_record record;
    int error;

    while ((error = xrom_record_next(&image, &iter, &record)) == XROM_OK) {
        PROPERTY(10, record.kind != 0 && record.offset == first && record.end == iter.position,
                 "a record follows another");
        PROPERTY(10, first < record.body && record.body <= record.end && record.end <= end,
                 "a record lies in its range");
        PROPERTY(10, record.padding < record.end - record.offset, "padding is a part of it");
        first = record.end;
    }
    PROPERTY(10, error == XROM_ERR_END ? first == end : xrom_is_damage(error), "records end at the end, or in damage");
    PROPERTY(6, xrom_record_next(&image, &iter, &record) == error, "an iteration that ends stays at its end");
}

static void test_image(void)
{
    uint32_t levels = reference_levels(&reference);
    uint32_t i;

    test_walk(0, levels);
    test_walk(0, 1 + fuzz_choose(input, input_size, 2) % levels);
    for (i = 0; i < reference.count; i++) {
        if (reference.nodes[i].kind == XROM_DIRECTORY) {
            test_list(i);
        }
        /* Walks from each of many directories would take a time that grows with the square of their number. */
        if (reference.nodes[i].kind == XROM_DIRECTORY && i < 8) {
            test_walk(i, levels);
        }
    }
    test_check();
    test_paths();
    test_records(0, image.size);
    for (i = 0; i < reference.count; i++) {
        test_records(reference.nodes[i].body, reference.nodes[i].end);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint8_t *partition = fuzz_copy(bytes, size);

    input = bytes;
    input_size = size;
    if (test_open(partition, size) == XROM_OK) {
        uint32_t root;
        uint32_t image_size;
        uint8_t *copy = reference_copy(bytes, size, &root, &image_size);
        if (copy) {
            PROPERTY(2, xrom_open(&image, copy, image_size) == XROM_OK && image.size == image_size,
                     "what follows the image does not matter");
            reference_read(&reference, copy, root, image_size);
            test_image();
            reference_free(&reference);
        }
        free(copy);
    }
    free(partition);
    return 0;
}
