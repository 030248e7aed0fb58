/* SPDX-License-Identifier: MIT */
/*
 * All images of a few bytes, and all pairs of changed bytes in small ones, held against the slow reader of
 * fuzz/reference.h:
 *
 *     test_exhaustive [BYTES [BYTES-OF-SOME [VALUES]]]
 *
 * BYTES: how many follow the magic, or a header of an image of that size, at most (default: 3), each of any value.
 * BYTES-OF-SOME: how many follow the magic where each has one of the values that the format knows, or one beside them
 * (default: 7). VALUES: how many values each byte of a pair takes (default: 12). `3 9 256` takes half a minute without
 * sanitizers.
 *
 * A byte that the library did not read decides nothing. So of all images that begin alike up to the last byte that was
 * read only one is tried: the trace of the reader tells which bytes these are, in their order, and the last of them is
 * the next to take another value.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "guarded.h"
#include "reference.h"
#include "vectors.h"

#define MAGIC_SIZE 3
#define SIZE_MAX_HERE 64 /* bytes of an image */
#define LEVELS 64

static size_t any_bytes = 3, some_bytes = 7, pair_values = 12;

/* The bytes that were read, in the order of their first read. */
static const uint8_t *watched;
static size_t watched_size;
static size_t fixed_size; /* bytes at the start that stay as they are */
static size_t read_order[SIZE_MAX_HERE];
static size_t read_count;
static bool is_read[SIZE_MAX_HERE];

void xrom_trace(const void *first, size_t size)
{
    const uint8_t *next = first;

    for (; size > 0; size--, next++) {
        size_t at = (size_t)(next - watched);
        if (next >= watched && at < watched_size && at >= fixed_size && !is_read[at]) {
            is_read[at] = true;
            read_order[read_count++] = at;
        }
    }
}

static const char *examine_nodes(const struct xrom_image *image, const struct reference *reference)
{
    uint32_t levels[LEVELS];
    struct xrom_node node = xrom_root(image);
    struct xrom_walk walk;
    uint32_t depth;

    if (xrom_walk(&node, levels, LEVELS, &walk) != XROM_OK) {
        return "no walk begins at the root";
    }
    for (uint32_t next = 1;; next++) {
        const struct reference_node *expected = &reference->nodes[next];
        int error = xrom_walk_next(image, &walk, &node, &depth);
        struct xrom_stat stat;
        if (error != reference_step(reference, 0, next)) {
            return "the walk goes elsewhere";
        }
        if (error) {
            return NULL;
        }
        if (!reference_is(expected, &node) || depth != expected->depth) {
            return "the walk gives another node";
        }
        error = xrom_stat(image, &node, &stat);
        if (node.kind == XROM_FILE &&
            (error != expected->data_error ||
             (!error && (stat.offset != expected->data || stat.size != expected->data_size)))) {
            return "a file has other data";
        }
    }
}

/* What is wrong with the answers for an image, or null. */
static const char *examine(const uint8_t *bytes, size_t size)
{
    uint32_t levels[LEVELS];
    struct reference reference;
    struct xrom_image image;
    struct xrom_fault fault;
    uint32_t root, image_size;
    const char *wrong;
    int expected = reference_open(bytes, size, &root, &image_size);
    int error = xrom_open(&image, bytes, size);

    if (error || expected) {
        return error == expected ? NULL : "open answers otherwise";
    }
    reference_read(&reference, bytes, root, image_size);
    error = xrom_check(&image, levels, LEVELS, &fault);
    wrong = error != reference.error || (error && fault.offset != reference.fault_offset)
                ? "check answers otherwise"
                : examine_nodes(&image, &reference);
    reference_free(&reference);
    return wrong;
}

static void fail_on(const uint8_t *bytes, size_t size, const char *wrong)
{
    char text[2 * SIZE_MAX_HERE + 1] = "";

    for (size_t i = 0; i < size; i++) {
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
    }
    fail_msg("%s: %s", text, wrong);
}

/*
 * Examines all images of `size` bytes that begin with the magic, and with a length that is right where it is `sized`, and
 * go on with these values. Returns how many it took.
 */
static unsigned long examine_all(size_t size, bool sized, const uint8_t *values, size_t value_count)
{
    uint8_t places[SIZE_MAX_HERE] = {0}; /* in `values`, of each byte */
    unsigned long count = 0;
    struct guarded memory;
    uint8_t *bytes;

    guarded_open(&memory, size);
    bytes = guarded_room(&memory, size);
    memset(bytes, values[0], size);
    memcpy(bytes, "\xd2\xcd\x31", MAGIC_SIZE);
    fixed_size = MAGIC_SIZE;
    if (sized) {
        bytes[fixed_size++] = (uint8_t)(size - MAGIC_SIZE - 1);
    }
    watched = bytes;
    watched_size = size;
    do {
        const char *wrong;
        memset(is_read, 0, sizeof is_read);
        read_count = 0;
        wrong = examine(bytes, size);
        count++;
        if (wrong) {
            fail_on(bytes, size, wrong);
        }
        while (read_count > 0) {
            size_t at = read_order[read_count - 1];
            places[at] = (uint8_t)(places[at] + 1u < value_count ? places[at] + 1 : 0);
            bytes[at] = values[places[at]];
            if (places[at] > 0) {
                break;
            }
            read_count--;
        }
    } while (read_count > 0);
    guarded_close(&memory);
    return count;
}

static void test_exhaustive_image_of_any_bytes_is_read_as_by_the_reference(void **state)
{
    uint8_t values[256];
    unsigned long count = 0;

    (void)state;
    for (unsigned i = 0; i < 256; i++) {
        values[i] = (uint8_t)i;
    }
    for (size_t size = 0; size <= any_bytes; size++) {
        count += examine_all(MAGIC_SIZE + size, false, values, 256);
        count += examine_all(MAGIC_SIZE + 1 + size, true, values, 256);
    }
    print_message("# %lu images stand for all of up to %zu bytes behind the magic, or in an image\n", count, any_bytes);
}

/* The kinds, lengths up to the longest of these images, and both ends of what one byte of a varuint can say. */
static void test_exhaustive_image_of_some_values_is_read_as_by_the_reference(void **state)
{
    static const uint8_t values[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0x80, 0x81, 0xff};
    unsigned long count = 0;

    (void)state;
    for (size_t size = 0; size <= some_bytes; size++) {
        count += examine_all(MAGIC_SIZE + size, false, values, sizeof values);
    }
    print_message("# %lu images stand for all of up to %zu bytes of %zu values behind the magic\n", count, some_bytes,
                  sizeof values);
}

/* As many values as are asked for: those that matter most first, then all. */
static void choose_values(uint8_t values[256])
{
    static const uint8_t first[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 0x80, 0x81, 0xff, 0x7f, 0x0a, 0x10, 0x2f};
    size_t count = sizeof first;

    memcpy(values, first, sizeof first);
    for (unsigned value = 0; value < 256; value++) {
        if (!memchr(first, (int)value, sizeof first)) {
            values[count++] = (uint8_t)value;
        }
    }
}

static void examine_pairs(const char *name, unsigned long *count)
{
    struct bytes image = load_vector(name, "image.romfs");
    struct guarded memory;
    uint8_t values[256];
    uint8_t *bytes;

    choose_values(values);
    guarded_open(&memory, image.size);
    bytes = guarded_copy(&memory, image.data, image.size);
    for (size_t pair = 0; pair < image.size * image.size; pair++) {
        size_t one = pair / image.size, other = pair % image.size;
        for (size_t i = 0; one < other && i < pair_values * pair_values; i++) {
            const char *wrong;
            bytes[one] = values[i / pair_values];
            bytes[other] = values[i % pair_values];
            wrong = examine(bytes, image.size);
            (*count)++;
            if (wrong) {
                fail_on(bytes, image.size, wrong);
            }
        }
        bytes[one] = image.data[one];
        bytes[other] = image.data[other];
    }
    guarded_close(&memory);
    free(image.data);
}

static void test_exhaustive_pair_of_changed_bytes_is_read_as_by_the_reference(void **state)
{
    static const char *const names[] = {"empty", "duplicate-names", "one", "shared-pointer"};
    unsigned long count = 0;

    (void)state;
    watched_size = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        examine_pairs(names[i], &count);
    }
    print_message("# %lu pairs of changed bytes\n", count);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exhaustive_image_of_any_bytes_is_read_as_by_the_reference),
        cmocka_unit_test(test_exhaustive_image_of_some_values_is_read_as_by_the_reference),
        cmocka_unit_test(test_exhaustive_pair_of_changed_bytes_is_read_as_by_the_reference),
    };
    size_t *const sizes[] = {&any_bytes, &some_bytes, &pair_values};

    for (int i = 1; i < argc && i <= 3; i++) {
        *sizes[i - 1] = strtoul(argv[i], NULL, 10);
    }
    assert_true(any_bytes + MAGIC_SIZE <= SIZE_MAX_HERE && some_bytes + MAGIC_SIZE <= SIZE_MAX_HERE);
    assert_true(pair_values > 0 && pair_values <= 256);
    return cmocka_run_group_tests_name("exhaustive", tests, NULL, NULL);
}
