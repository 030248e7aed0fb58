/* SPDX-License-Identifier: MIT */
/* Files that are stored compressed. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include <xrom/metadata.h>

#include "support_build.h"

static char text[200001];

static void fill_text(void)
{
    for (size_t i = 0; i < sizeof text - 1; i++) {
        text[i] = (char)('a' + i * i / 7 % 13);
    }
}

static struct xrom_build_options compress(const char *const *patterns, size_t count)
{
    const struct xrom_build_options options = {.gzip = patterns, .gzip_count = count};

    return options;
}

/* Asserts that a file says that it is compressed, and that its content is this. */
static void assert_inflates(const struct bytes *bytes, const char *path, const void *content, size_t size)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    uint8_t *inflated = malloc(size + 1);
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t data_size;
    size_t got;
    char encoding[8];

    assert_non_null(decompressor);
    assert_non_null(inflated);
    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(xrom_metadata(&image, &node, XROM_CONTENT_ENCODING, encoding, sizeof encoding, &got), XROM_OK);
    assert_int_equal(got, 4);
    assert_memory_equal(encoding, "gzip", 4);
    assert_int_equal(xrom_data(&image, &node, 4, &data, &data_size), XROM_OK);
    assert_int_equal(libdeflate_gzip_decompress(decompressor, data, data_size, inflated, size + 1, &got),
                     LIBDEFLATE_SUCCESS);
    assert_int_equal(got, size);
    assert_memory_equal(inflated, content, size);
    free(inflated);
    libdeflate_free_decompressor(decompressor);
}

/* Asserts that a file is stored as it is. */
static void assert_is_stored(const struct bytes *bytes, const char *path, const void *content, size_t size)
{
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t data_size;
    size_t got;
    char encoding[8];

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(xrom_metadata(&image, &node, XROM_CONTENT_ENCODING, encoding, sizeof encoding, &got),
                     XROM_ERR_NOT_FOUND);
    assert_int_equal(xrom_data(&image, &node, 1, &data, &data_size), XROM_OK);
    assert_int_equal(data_size, size);
    assert_memory_equal(data, content, size);
}

static void test_gzip_matching_files_are_compressed(void **state)
{
    static const char *const patterns[] = {"*.css", "www/*.html"};
    struct xrom_build_options options = compress(patterns, 2);
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *www;
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    fill_text();
    www = add_directory(tree, NULL, "www");
    add_file(tree, www, "a.css", text);
    add_file(tree, www, "b.html", text + 100);
    add_file(tree, NULL, "b.html", text + 1000);
    bytes = build_again(tree, &options, &built);
    assert_inflates(&bytes, "www/a.css", text, strlen(text));
    assert_inflates(&bytes, "www/b.html", text + 100, strlen(text + 100));
    assert_is_stored(&bytes, "b.html", text + 1000, strlen(text + 1000));
    assert_int_equal(built.gzip_count, 2);
    assert_int_equal(built.gzip_saved_size + built.data_size, strlen(text) + strlen(text + 100) + strlen(text + 1000));
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_gzip_modules_are_stored_as_they_are(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    struct xrom_tree *tree = new_tree();
    struct xrom_built built;
    struct bytes bytes;

    (void)state;
    fill_text();
    add_file(tree, NULL, "a.mpy", text);
    add_file(tree, NULL, "a.mpy.txt", text);
    add_file(tree, NULL, "b.py", text);
    bytes = build_again(tree, &options, &built);
    assert_is_stored(&bytes, "a.mpy", text, strlen(text));
    assert_inflates(&bytes, "a.mpy.txt", text, strlen(text));
    assert_is_stored(&bytes, "b.py", text, strlen(text));
    assert_int_equal(built.gzip_count, 1);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_gzip_header_has_no_time_and_no_name(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    const char *folder = *state;
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    const uint8_t *front;
    uint32_t size;
    struct bytes bytes;

    fill_text();
    make_file(folder, "a", text);
    bytes = build_with(tree_of_folder(folder), &options);
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, "a");
    assert_int_equal(xrom_data(&image, &node, 1, &data, &size), XROM_OK);
    front = data;
    assert_memory_equal(front, "\x1f\x8b\x08\0\0\0\0\0", 8); /* deflate, no flags, no time */
    assert_inflates(&bytes, "a", text, strlen(text));
    free(bytes.data);
}

static void test_gzip_what_does_not_become_smaller_is_stored(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    uint8_t noise[1000];
    uint32_t number = 1;
    struct xrom_built built;
    struct xrom_tree *tree = new_tree();
    struct bytes bytes;

    (void)state;
    for (size_t i = 0; i < sizeof noise; i++) {
        number = number * 1664525 + 1013904223;
        noise[i] = (uint8_t)(number >> 24);
    }
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "noise", 5, noise, sizeof noise, NULL), XROM_OK);
    add_file(tree, NULL, "empty", "");
    add_file(tree, NULL, "short", "aaaaaaaaaaaaaaaaaaaaa");
    add_file(tree, NULL, "tiny", "a");
    bytes = build_again(tree, &options, &built);
    assert_int_equal(built.gzip_count, 0);
    assert_is_stored(&bytes, "noise", noise, sizeof noise);
    assert_is_stored(&bytes, "empty", "", 0);
    assert_is_stored(&bytes, "short", "aaaaaaaaaaaaaaaaaaaaa", 21);
    assert_is_stored(&bytes, "tiny", "a", 1);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_gzip_equal_files_are_compressed_and_stored_once(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    const char *folder = *state;
    struct xrom_built built;
    struct xrom_tree *tree;
    struct bytes bytes;

    fill_text();
    make_file(folder, "a", text);
    make_file(folder, "b", text);
    tree = tree_of_folder(folder);
    bytes = build_again(tree, &options, &built);
    assert_int_equal(built.gzip_count, 2);
    assert_int_equal(built.saved_count, 1);
    assert_int_equal(built.saved_size, built.data_size);
    assert_inflates(&bytes, "a", text, strlen(text));
    assert_inflates(&bytes, "b", text, strlen(text));
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_gzip_keeps_the_alignment(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct xrom_node node;
    const void *data;
    uint32_t size;
    struct bytes bytes;

    (void)state;
    fill_text();
    add_file(tree, NULL, "a", text);
    options.align = 1024;
    bytes = build_with(tree, &options);
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, "a");
    assert_int_equal(xrom_data(&image, &node, 1024, &data, &size), XROM_OK);
    assert_inflates(&bytes, "a", text, strlen(text));
    free(bytes.data);
}

/* What is compressed in one image stays so in the next, and is not compressed again. */
static void test_gzip_stays_through_an_image(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    static const struct xrom_build_options zero;
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct bytes first, second, third;

    (void)state;
    fill_text();
    add_file(tree, NULL, "a", text);
    first = build_with(tree, &options);
    open_image(&image, first.data, first.size);

    tree = new_tree();
    assert_int_equal(xrom_tree_add_image(tree, NULL, &image), XROM_OK);
    second = build_with(tree, &zero);
    assert_bytes_equal(second, first.data, first.size);

    tree = new_tree();
    assert_int_equal(xrom_tree_add_image(tree, NULL, &image), XROM_OK);
    third = build_with(tree, &options);
    assert_bytes_equal(third, first.data, first.size);
    free(first.data);
    free(second.data);
    free(third.data);
}

/* The compressed data is more than the buffer of the spool holds. */
static void test_gzip_without_a_temporary_file_fails(void **state)
{
    static const char *const patterns[] = {"*"};
    struct xrom_build_options options = compress(patterns, 1);
    const char *before = getenv("TMPDIR");
    char *kept = before ? strdup(before) : NULL;
    struct xrom_tree *tree = new_tree();
    static char noise[1000000];
    uint32_t number = 1;

    (void)state;
    for (size_t i = 0; i < sizeof noise; i++) {
        number = number * 1664525 + 1013904223;
        noise[i] = (char)('a' + (number >> 28)); /* 4 bits of 8 */
    }
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "a", 1, noise, sizeof noise, NULL), XROM_OK);
    setenv("TMPDIR", "/nowhere/at/all", 1);
    assert_build_refused(
        tree, &options, XROM_ERR_IO,
        "the temporary file: cannot be used: No such file or directory; set TMPDIR to a folder that has "
        "room and can be written");
    if (kept) {
        setenv("TMPDIR", kept, 1);
    } else {
        unsetenv("TMPDIR");
    }
    free(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gzip_matching_files_are_compressed),
        cmocka_unit_test(test_gzip_modules_are_stored_as_they_are),
        folder_test(test_gzip_header_has_no_time_and_no_name),
        cmocka_unit_test(test_gzip_what_does_not_become_smaller_is_stored),
        folder_test(test_gzip_equal_files_are_compressed_and_stored_once),
        cmocka_unit_test(test_gzip_keeps_the_alignment),
        cmocka_unit_test(test_gzip_stays_through_an_image),
        cmocka_unit_test(test_gzip_without_a_temporary_file_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
