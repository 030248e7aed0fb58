/* SPDX-License-Identifier: MIT */
/* What an image says about its files and itself. */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <openssl/evp.h>

#include <xrom/metadata.h>
#include <xrom/verify.h>

#include "support_build.h"

/* Asserts what an image says; `text` null: nothing. The path "/" is the image itself. */
static void assert_says(const struct bytes *bytes, const char *path, enum xrom_metadata_kind kind, const char *text)
{
    struct xrom_image image;
    struct xrom_node node;
    char found[300];
    size_t size = 0;
    int error;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    error = xrom_metadata(&image, &node, kind, found, sizeof found, &size);
    assert_int_equal(error, text ? XROM_OK : XROM_ERR_NOT_FOUND);
    if (text) {
        assert_int_equal(size, strlen(text));
        assert_memory_equal(found, text, size);
    }
}

/* Asserts that an image has the first half of the SHA-256 of some bytes as this. */
static void assert_has_hash(const struct bytes *bytes, const char *path, enum xrom_metadata_kind kind,
                            const void *hashed, size_t hashed_size)
{
    struct xrom_image image;
    struct xrom_node node;
    uint8_t digest[EVP_MAX_MD_SIZE];
    uint8_t found[16];
    size_t size;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(EVP_Digest(hashed, hashed_size, digest, NULL, EVP_sha256(), NULL), 1);
    assert_int_equal(xrom_metadata(&image, &node, kind, found, sizeof found, &size), XROM_OK);
    assert_int_equal(size, 16);
    assert_memory_equal(found, digest, 16);
}

static void assert_modified(const struct bytes *bytes, const char *path, uint32_t seconds)
{
    struct xrom_image image;
    struct xrom_node node;
    uint32_t found;

    open_image(&image, bytes->data, bytes->size);
    node = node_at(&image, path);
    assert_int_equal(xrom_modified(&image, &node, &found), XROM_OK);
    assert_int_equal(found, seconds);
}

static struct xrom_tree *small_tree(void)
{
    struct xrom_tree *tree = new_tree();

    add_file(tree, NULL, "a.html", "<p>");
    add_file(tree, add_directory(tree, NULL, "fonts"), "b.WOFF2", "wOF2");
    add_file(tree, NULL, "Makefile", "all:");
    return tree;
}

static void test_about_nothing_is_said_unless_asked_for(void **state)
{
    struct bytes bytes = build_with(small_tree(), NULL);

    (void)state;
    assert_says(&bytes, "a.html", XROM_CONTENT_TYPE, NULL);
    assert_says(&bytes, "a.html", XROM_CONTENT_HASH, NULL);
    assert_says(&bytes, "a.html", XROM_CONTENT_ENCODING, NULL);
    assert_says(&bytes, "a.html", XROM_MODIFIED, NULL);
    assert_says(&bytes, "/", XROM_IMAGE_NAME, NULL);
    assert_says(&bytes, "/", XROM_IMAGE_VERSION, NULL);
    assert_says(&bytes, "/", XROM_BUILD_ID, NULL);
    free(bytes.data);
}

static void test_about_types_are_those_of_extensions(void **state)
{
    static const struct {
        const char *name;
        const char *type;
    } cases[] = {
        {"a.html", "text/html"},
        {"a.HTM", "text/html"},
        {"a.b.css", "text/css"},
        {"x.js", "text/javascript"},
        {"x.json", "application/json"},
        {"x.png", "image/png"},
        {"x.svg", "image/svg+xml"},
        {"x.ttf", "font/ttf"},
        {"x.woff2", "font/woff2"},
        {"x.webmanifest", "application/manifest+json"},
        {"x.aac", "audio/aac"},
        {"x.zip", "application/zip"},
        {"x.unknown", NULL},
        {"html", NULL},
        {".html", NULL},
        {"x.", NULL},
        {"x.htmlhtmlhtml", NULL},
    };
    static const struct xrom_build_options options = {.content_type = true};
    struct xrom_tree *tree = new_tree();
    struct bytes bytes;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        add_file(tree, NULL, cases[i].name, "");
    }
    bytes = build_with(tree, &options);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_says(&bytes, cases[i].name, XROM_CONTENT_TYPE, cases[i].type);
    }
    free(bytes.data);
}

static void test_about_rules_say_more_than_extensions(void **state)
{
    static const struct xrom_type_rule rules[] = {{"*.html", "text/plain"},
                                                  {"a.*", "text/html; charset=utf-8"},
                                                  {"fonts/*", ""},
                                                  {"Makefile", "text/x-makefile"}};
    struct xrom_build_options options = {.content_type = true, .type_rules = rules, .type_rule_count = 4};
    struct bytes bytes = build_with(small_tree(), &options);

    (void)state;
    assert_says(&bytes, "a.html", XROM_CONTENT_TYPE, "text/html; charset=utf-8");
    assert_says(&bytes, "fonts/b.WOFF2", XROM_CONTENT_TYPE, NULL);
    assert_says(&bytes, "Makefile", XROM_CONTENT_TYPE, "text/x-makefile");
    free(bytes.data);

    /* Rules alone give types to what they match, no more. */
    options.content_type = false;
    options.type_rules = rules + 3;
    options.type_rule_count = 1;
    bytes = build_with(small_tree(), &options);
    assert_says(&bytes, "a.html", XROM_CONTENT_TYPE, NULL);
    assert_says(&bytes, "Makefile", XROM_CONTENT_TYPE, "text/x-makefile");
    free(bytes.data);
}

static void test_about_hash_is_that_of_the_data(void **state)
{
    static const struct xrom_build_options options = {.content_hash = true};
    struct xrom_tree *tree = small_tree();
    struct bytes bytes;

    (void)state;
    add_file(tree, NULL, "empty", "");
    bytes = build_with(tree, &options);
    assert_has_hash(&bytes, "a.html", XROM_CONTENT_HASH, "<p>", 3);
    assert_has_hash(&bytes, "fonts/b.WOFF2", XROM_CONTENT_HASH, "wOF2", 4);
    assert_has_hash(&bytes, "empty", XROM_CONTENT_HASH, "", 0);
    free(bytes.data);
}

static void set_time(const char *folder, const char *name, time_t seconds)
{
    const struct timespec times[] = {{seconds, 0}, {seconds, 999999999}};

    assert_int_equal(utimensat(AT_FDCWD, path_in(folder, name), times, 0), 0);
}

static void test_about_times_are_those_of_files(void **state)
{
    struct xrom_build_options options = {.modified = true};
    const char *folder = *state;
    struct xrom_tree *tree;
    struct bytes bytes;

    make_file(folder, "a", "1");
    make_file(folder, "b", "2");
    make_file(folder, "c", "3");
    set_time(folder, "a", 1000000000);
    set_time(folder, "b", 2000000000);
    set_time(folder, "c", -5);
    tree = tree_of_folder(folder);
    add_file(tree, NULL, "memory", "");
    bytes = build_with(tree, &options);
    assert_modified(&bytes, "a", 1000000000);
    assert_modified(&bytes, "b", 2000000000);
    assert_modified(&bytes, "c", 0);
    assert_says(&bytes, "memory", XROM_MODIFIED, NULL);
    free(bytes.data);

    /* Later ones become the epoch. */
    options.has_epoch = true;
    options.epoch = 1500000000;
    bytes = build_with(tree_of_folder(folder), &options);
    assert_modified(&bytes, "a", 1000000000);
    assert_modified(&bytes, "b", 1500000000);
    free(bytes.data);
    options.epoch = 0;
    bytes = build_with(tree_of_folder(folder), &options);
    assert_modified(&bytes, "a", 0);
    free(bytes.data);
}

static void test_about_times_beyond_32_bits_become_the_last(void **state)
{
    static const struct xrom_build_options options = {.modified = true};
    const char *folder = *state;
    struct stat found;
    struct bytes bytes;

    make_file(folder, "a", "1");
    set_time(folder, "a", (time_t)5000000000);
    if (stat(path_in(folder, "a"), &found) != 0 || found.st_mtime != (time_t)5000000000) {
        print_message("# this file system has no such times\n");
        skip();
    }
    bytes = build_with(tree_of_folder(folder), &options);
    assert_modified(&bytes, "a", UINT32_MAX);
    free(bytes.data);
}

static void test_about_image_has_name_version_and_build_id(void **state)
{
    static const struct xrom_build_options options = {.image_name = "b\xc3\xa4r", .image_version = "1.2.3"};
    struct bytes bytes = build_with(small_tree(), &options);

    (void)state;
    assert_says(&bytes, "/", XROM_IMAGE_NAME, "b\xc3\xa4r");
    assert_says(&bytes, "/", XROM_IMAGE_VERSION, "1.2.3");
    /* The id covers all before it, up to its own payload; behind it are 6 bytes of checksum. */
    assert_has_hash(&bytes, "/", XROM_BUILD_ID, bytes.data, bytes.size - 6 - 16);
    free(bytes.data);
}

static void test_about_build_id_needs_nothing_else(void **state)
{
    static const struct xrom_build_options options = {.build_id = true, .no_checksum = true};
    struct bytes bytes = build_with(small_tree(), &options);

    (void)state;
    assert_says(&bytes, "/", XROM_IMAGE_NAME, NULL);
    assert_has_hash(&bytes, "/", XROM_BUILD_ID, bytes.data, bytes.size - 16);
    free(bytes.data);
}

/* In parts, as large images leave the builder, sums and hashes are the same. */
static void test_about_large_image_is_summed_in_parts(void **state)
{
    static const struct xrom_build_options options = {.build_id = true, .content_hash = true};
    static uint8_t content[3 << 20];
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct bytes bytes;

    (void)state;
    for (size_t i = 0; i < sizeof content; i++) {
        content[i] = (uint8_t)(i * i >> 7);
    }
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "a", 1, content, sizeof content, NULL), XROM_OK);
    assert_int_equal(xrom_tree_add_bytes(tree, NULL, "b", 1, content, 200000, NULL), XROM_OK);
    bytes = build_with(tree, &options);
    assert_has_hash(&bytes, "/", XROM_BUILD_ID, bytes.data, bytes.size - 6 - 16);
    assert_has_hash(&bytes, "a", XROM_CONTENT_HASH, content, sizeof content);
    open_image(&image, bytes.data, bytes.size);
    assert_int_equal(xrom_verify(&image), XROM_OK);
    bytes.data[1000000] ^= 1;
    assert_int_equal(xrom_verify(&image), XROM_ERR_CHECKSUM);
    free(bytes.data);
}

/* What an image says about a file goes with it, where it is asked for. */
static void test_about_files_keep_what_their_image_said(void **state)
{
    static const struct xrom_type_rule rules[] = {{"a", "text/x-a"}, {"b.css", "text/x-b"}};
    static const struct xrom_build_options first_options = {
        .modified = true, .content_type = true, .type_rules = rules, .type_rule_count = 2};
    static const struct xrom_build_options zero;
    struct xrom_build_options options = {.modified = true, .content_type = true, .type_rules = rules};
    const char *folder = *state;
    struct xrom_tree *tree;
    struct xrom_image image;
    struct bytes first, second;

    make_file(folder, "a", "1");
    make_file(folder, "b.css", "2");
    set_time(folder, "a", 1234567);
    set_time(folder, "b.css", 7654321);
    first = build_with(tree_of_folder(folder), &first_options);
    open_image(&image, first.data, first.size);

    tree = new_tree();
    assert_int_equal(xrom_tree_add_image(tree, NULL, &image), XROM_OK);
    second = build_again(tree, &options, &(struct xrom_built){0});
    assert_bytes_equal(second, first.data, first.size);
    free(second.data);

    second = build_again(tree, &zero, &(struct xrom_built){0});
    assert_says(&second, "a", XROM_CONTENT_TYPE, NULL);
    assert_says(&second, "a", XROM_MODIFIED, NULL);
    free(second.data);

    options.has_epoch = true;
    options.epoch = 2000000;
    second = build_with(tree, &options);
    assert_modified(&second, "a", 1234567);
    assert_modified(&second, "b.css", 2000000);
    free(second.data);
    free(first.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_about_nothing_is_said_unless_asked_for),
        cmocka_unit_test(test_about_types_are_those_of_extensions),
        cmocka_unit_test(test_about_rules_say_more_than_extensions),
        cmocka_unit_test(test_about_hash_is_that_of_the_data),
        folder_test(test_about_times_are_those_of_files),
        folder_test(test_about_times_beyond_32_bits_become_the_last),
        cmocka_unit_test(test_about_image_has_name_version_and_build_id),
        cmocka_unit_test(test_about_build_id_needs_nothing_else),
        cmocka_unit_test(test_about_large_image_is_summed_in_parts),
        folder_test(test_about_files_keep_what_their_image_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
