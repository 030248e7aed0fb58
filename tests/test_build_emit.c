/* SPDX-License-Identifier: MIT */
/* The way of an image to its sink: size limits, what was built, errors of the sink, parts and progress. */
#define _GNU_SOURCE /* MAP_ANONYMOUS, MAP_NORESERVE */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "support_build.h"

/* 16 bytes of image and the data of "a" and "b/c". */
static struct xrom_tree *small_tree(const char *a, const char *c)
{
    struct xrom_tree *tree = new_tree();

    add_file(tree, NULL, "a", a);
    add_file(tree, add_directory(tree, NULL, "b"), "c", c);
    return tree;
}

static void test_emit_tells_what_was_built(void **state)
{
    struct xrom_tree *tree = small_tree("12", "3456");
    struct memory_sink memory;
    struct xrom_built built;

    (void)state;
    memory_sink_begin(&memory);
    assert_int_equal(xrom_build(tree, &plain, &memory.sink, &built), XROM_OK);
    assert_int_equal(built.image_size, 4 + 8 + 4 + 10);
    assert_int_equal(built.image_size, memory.bytes.size);
    assert_int_equal(built.data_size, 6);
    assert_int_equal(built.file_count, 2);
    assert_int_equal(built.directory_count, 1);
    free(memory.bytes.data);
    xrom_tree_free(tree);
}

static void test_emit_image_of_the_largest_size_is_built(void **state)
{
    static const struct xrom_build_options limit = {PLAIN, .max_size = 26};
    struct bytes bytes;

    (void)state;
    bytes = build_with(small_tree("12", "3456"), &limit);
    assert_int_equal(bytes.size, 26);
    free(bytes.data);
}

static void test_emit_larger_image_is_refused_with_the_largest_files(void **state)
{
    static const struct xrom_build_options limit = {PLAIN, .max_size = 25};
    static const struct xrom_build_options tiny = {PLAIN, .max_size = 1};
    struct xrom_tree *tree;

    (void)state;
    assert_build_refused(
        small_tree("12", "3456"), &limit, XROM_ERR_TREE,
        "the image: needs 26 bytes, 1 more than the 25 allowed; leave something out; the largest files "
        "are b/c (4 bytes), a (2 bytes)");

    tree = small_tree("12", "3456");
    add_file(tree, NULL, "d", "1");
    add_file(tree, NULL, "e", "12345");
    assert_build_refused(
        tree, &limit, XROM_ERR_TREE,
        "the image: needs 44 bytes, 19 more than the 25 allowed; leave something out; the largest files "
        "are e (5 bytes), b/c (4 bytes), a (2 bytes)");

    assert_build_refused(new_tree(), &tiny, XROM_ERR_TREE,
                         "the image: needs 4 bytes, 3 more than the 1 allowed; leave something out");
}

/* The sizes are a lie, which nobody notices: no byte is read. */
static void test_emit_image_of_two_gib_is_refused(void **state)
{
    struct xrom_tree *tree = new_tree();

    (void)state;
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "a", 1, "", 0x7fffffff, NULL), XROM_OK);
    assert_build_refused(
        tree, NULL, XROM_ERR_TREE,
        "the image: needs 2147483670 bytes, 23 more than the 2147483647 allowed; leave something out; the "
        "largest files are a (2147483647 bytes)");
}

static void test_emit_sizes_that_exceed_all_integers_are_refused(void **state)
{
    static const struct xrom_build_options limit = {
        PLAIN, .max_size = 0xffffffff}; /* more than XROM_SIZE_MAX changes nothing */
    struct xrom_tree *tree = new_tree();
    const char *message =
        "the image: needs at least 18446744073709551615 bytes, 18446744071562067968 more than the 2147483647 ";

    (void)state;
    if (SIZE_MAX < UINT64_MAX) {
        print_message("# sizes have fewer than 64 bits here\n");
        skip();
    }
    for (int i = 0; i < 3; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        assert_int_equal(xrom_tree_add_bytes(tree, NULL, name, 1, "", SIZE_MAX - 5, NULL), XROM_OK);
    }
    assert_int_equal(xrom_build(tree, &limit, NULL, NULL), XROM_ERR_TREE);
    assert_memory_equal(xrom_tree_message(tree), message, strlen(message));
    xrom_tree_free(tree);
}

static int count_bytes(void *context, const void *bytes, size_t size)
{
    uint64_t *sum = context;

    (void)bytes;
    *sum += size;
    return 0;
}

/* Pages that are only mapped, and parts that are handed through: this takes neither memory nor time. */
static void test_emit_limit_of_two_gib_is_reached_exactly(void **state)
{
    const size_t size = 0x7fffffff - 23; /* of the data; 22 bytes more are needed */
    uint64_t sum = 0;
    const struct xrom_sink sink = {count_bytes, &sum};
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    (void)state;
    if (data == MAP_FAILED) {
        xrom_tree_free(tree);
        print_message("# no address space for 2 GiB\n");
        skip();
    }
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "a", 1, data, size, NULL), XROM_OK);
    assert_int_equal(xrom_build(tree, &plain, &sink, &built), XROM_OK);
    assert_int_equal(built.image_size, 0x7ffffffe);
    assert_int_equal(sum, 0x7ffffffe);
    xrom_tree_free(tree);

    /* One byte more makes an odd size, and that an even one above the limit. */
    tree = new_tree();
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "a", 1, data, size + 1, NULL), XROM_OK);
    assert_build_refused(
        tree, NULL, XROM_ERR_TREE,
        "the image: needs 2147483648 bytes, 1 more than the 2147483647 allowed; leave something out; the "
        "largest files are a (2147483625 bytes)");
    munmap(data, size);
}

/* A sink that fails at one of its calls. */
struct failing_sink {
    unsigned good; /* calls that succeed before */
    unsigned calls;
};

static int fail_later(void *context, const void *bytes, size_t size)
{
    struct failing_sink *failing = context;

    assert_non_null(bytes);
    assert_in_range(size, 1, 1048576);
    failing->calls++;
    return failing->calls > failing->good ? -1 : 0;
}

static void test_emit_error_of_the_sink_ends_the_build(void **state)
{
    static uint8_t data[3000000];
    struct failing_sink failing = {0, 0};
    const struct xrom_sink sink = {fail_later, &failing};
    struct xrom_built built;
    int error;

    (void)state;
    do {
        struct xrom_tree *tree = small_tree("12", "3456");
        assert_int_equal(xrom_tree_add_bytes(tree, NULL, "d", 1, data, sizeof data, NULL), XROM_OK);
        failing.calls = 0;
        FILL(built);
        error = xrom_build(tree, &plain, &sink, &built);
        if (error) {
            assert_int_equal(error, XROM_ERR_SINK);
            assert_int_equal(failing.calls, failing.good + 1);
            assert_string_equal(xrom_tree_message(tree),
                                "the image: could not be written; see why where it was to be stored");
            assert_untouched(built);
        }
        failing.good++;
        xrom_tree_free(tree);
    } while (error);
    assert_in_range(failing.calls, 3, 40);
}

/* What progress() was told. */
struct told {
    unsigned count;
    uint64_t done;
    uint64_t total;
};

static void note_progress(void *context, uint64_t done, uint64_t total)
{
    struct told *told = context;

    assert_true(done > told->done && done <= total);
    assert_true(done - told->done >= 1048576 || done == total);
    assert_true(told->count == 0 || total == told->total);
    told->count++;
    told->done = done;
    told->total = total;
}

static void test_emit_progress_ends_with_the_whole(void **state)
{
    static uint8_t data[5000000];
    const size_t sizes[] = {0, 1, 1048575, 1048576, 5000000};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct told told = {0, 0, 0};
        const struct xrom_build_options options = {PLAIN, .progress = note_progress, .context = &told};
        struct xrom_tree *tree = small_tree("12", "3456");
        struct bytes bytes;

        assert_int_equal(xrom_tree_add_bytes(tree, NULL, "d", 1, data, sizes[i], NULL), XROM_OK);
        bytes = build_with(tree, &options);
        assert_int_equal(told.done, bytes.size);
        assert_int_equal(told.total, bytes.size);
        assert_in_range(told.count, 1, 5);
        free(bytes.data);
    }
}

/* Sizes around those of buffers, one behind the other, each with bytes of its own. */
static void test_emit_data_of_any_size_comes_through(void **state)
{
    static const size_t sizes[] = {1,      65535,  65536,   65537,   131071,  131072,  131073,
                                   200000, 262144, 1048575, 1048576, 1048577, 3000001, 2};
    static uint8_t data[3000001];
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct bytes bytes;
    char name[8];

    (void)state;
    for (size_t i = 0; i < sizeof data; i++) {
        data[i] = (uint8_t)(i * 7 + i / 251);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(name, sizeof name, "%02zu", i);
        assert_int_equal(xrom_tree_add_bytes(tree, NULL, name, 2, data + sizeof data - sizes[i], sizes[i], NULL),
                         XROM_OK);
    }
    bytes = build(tree);
    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct xrom_node node;
        const void *found;
        uint32_t size;

        snprintf(name, sizeof name, "%02zu", i);
        node = node_at(&image, name);
        assert_int_equal(xrom_data(&image, &node, 1, &found, &size), XROM_OK);
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(found, data + sizeof data - sizes[i], size);
    }
    free(bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_emit_tells_what_was_built),
        cmocka_unit_test(test_emit_image_of_the_largest_size_is_built),
        cmocka_unit_test(test_emit_larger_image_is_refused_with_the_largest_files),
        cmocka_unit_test(test_emit_image_of_two_gib_is_refused),
        cmocka_unit_test(test_emit_sizes_that_exceed_all_integers_are_refused),
        cmocka_unit_test(test_emit_limit_of_two_gib_is_reached_exactly),
        cmocka_unit_test(test_emit_error_of_the_sink_ends_the_build),
        cmocka_unit_test(test_emit_progress_ends_with_the_whole),
        cmocka_unit_test(test_emit_data_of_any_size_comes_through),
    };

    return cmocka_run_group_tests_name("build_emit", tests, NULL, NULL);
}
