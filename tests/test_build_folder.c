/* SPDX-License-Identifier: MIT */
/* Trees from a folder of the host. What is refused, excludes, links and changes have files of their own. */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support_build.h"

static void test_folder_empty_is_an_empty_image(void **state)
{
    static const uint8_t expected[] = {0xd2, 0xcd, 0x31, 0};

    assert_builds(tree_of_folder(*state), expected, sizeof expected);
}

static void test_folder_becomes_files_and_directories(void **state)
{
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 36,                              /* image */
        5,    6,    2,    '.', 'f', 2, 1,   '!',           /* .f */
        4,    16,   1,    'a',                             /* a, with */
        5,    4,    1,    'b', 2,   0,                     /* a/b */
        4,    6,    1,    'c',                             /* a/c, with */
        4,    2,    1,    'd',                             /* a/c/d */
        5,    8,    1,    'e', 2,   4, 't', 'e', 'x', 't', /* e */
    };

    make_directory(*state, "a");
    make_directory(*state, "a/c");
    make_directory(*state, "a/c/d");
    make_file(*state, "a/b", "");
    make_file(*state, "e", "text");
    make_file(*state, ".f", "!");
    assert_builds(tree_of_folder(*state), expected, sizeof expected);
}

/* A directory gives its names in an order that depends on how it came about. */
static void test_folder_order_on_the_host_does_not_matter(void **state)
{
    struct bytes one, other;
    char name[32];

    make_directory(*state, "one");
    make_directory(*state, "other");
    for (unsigned i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "one/file%u", i);
        make_file(*state, name, name + strlen("one/"));
    }
    for (unsigned i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "other/file%u", 199 - i * 7 % 200);
        make_file(*state, name, name + strlen("other/"));
    }
    one = build(tree_of_folder(path_in(*state, "one")));
    other = build(tree_of_folder(path_in(*state, "other")));
    assert_bytes_equal(one, other.data, other.size);
    free(one.data);
    free(other.data);
}

/* Sizes around those of buffers, and one that many reads are needed for. */
static void test_folder_files_of_any_size_come_through(void **state)
{
    static const size_t sizes[] = {1, 4096, 131071, 131072, 131073, 300000, 3000001};
    static uint8_t data[3000001];
    struct xrom_image image;
    struct bytes bytes;
    char name[8];

    for (size_t i = 0; i < sizeof data; i++) {
        data[i] = (uint8_t)(i * 11 + i / 253);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        snprintf(name, sizeof name, "%02zu", i);
        make_file_of(*state, name, data, sizes[i]);
    }
    bytes = build(tree_of_folder(*state));
    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct xrom_node node;
        const void *found;
        uint32_t size;

        snprintf(name, sizeof name, "%02zu", i);
        node = node_at(&image, name);
        assert_int_equal(xrom_data(&image, &node, 1, &found, &size), XROM_OK);
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(found, data, size);
    }
    free(bytes.data);
}

static void test_folder_may_be_added_below_and_beside_other_things(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *below = add_directory(tree, NULL, "below");
    struct xrom_image image;
    struct xrom_node node;
    struct bytes bytes;

    make_directory(*state, "one");
    make_directory(*state, "one/deep");
    make_directory(*state, "two");
    make_file(*state, "one/a", "1");
    make_file(*state, "one/deep/c", "3");
    make_file(*state, "two/b", "2");
    add_file(tree, NULL, "memory", "4");
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "one"), NULL), XROM_OK);
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "two"), NULL), XROM_OK);
    assert_int_equal(xrom_tree_add_folder(tree, below, path_in(*state, "one"), NULL), XROM_OK);
    bytes = build(tree);
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, "a");
    assert_file_holds(&image, &node, "1");
    node = node_at(&image, "b");
    assert_file_holds(&image, &node, "2");
    node = node_at(&image, "deep/c");
    assert_file_holds(&image, &node, "3");
    node = node_at(&image, "memory");
    assert_file_holds(&image, &node, "4");
    node = node_at(&image, "below/deep/c");
    assert_file_holds(&image, &node, "3");
    free(bytes.data);
}

/* What the last call of progress() said, and how often it was called. */
struct told {
    unsigned count;
    uint64_t entries;
};

static void note_progress(void *context, uint64_t entries)
{
    struct told *told = context;

    assert_true(entries >= told->entries);
    told->count++;
    told->entries = entries;
}

static void test_folder_progress_ends_with_the_number_of_entries(void **state)
{
    struct told told = {0, 0};
    const struct xrom_folder_options options = {.progress = note_progress, .context = &told};
    struct xrom_tree *tree = new_tree();
    char name[16];

    for (unsigned i = 0; i < 600; i++) {
        snprintf(name, sizeof name, "%u", i);
        make_file(*state, name, "");
    }
    make_directory(*state, "folder");
    assert_int_equal(xrom_tree_add_folder(tree, NULL, *state, &options), XROM_OK);
    assert_int_equal(told.entries, 601);
    assert_in_range(told.count, 2, 10);
    xrom_tree_free(tree);
}

/* What found() was told: one bit for each of the paths that it may be. */
struct found {
    const char *const *paths;
    unsigned count, seen;
};

static void note_found(void *context, const char *path)
{
    struct found *found = context;
    unsigned i = 0;

    while (i < found->count && strcmp(path, found->paths[i]) != 0) {
        i++;
    }
    if (i == found->count || (found->seen & 1U << i) != 0) {
        fail_msg("%s was not to be told, or not once more", path);
    }
    found->seen |= 1U << i;
}

/* The folder is given with and without a '/' behind it. */
static void test_folder_found_tells_each_path_that_is_not_left_out_once(void **state)
{
    static const char *const excludes[] = {"sub/left", "out"};
    static const char *const slashes[] = {"", "/"};

    make_directory(*state, "sub");
    make_directory(*state, "sub/deep");
    make_directory(*state, "out");
    make_file(*state, "sub/deep/a", "1");
    make_file(*state, "sub/left", "2");
    make_file(*state, "out/b", "3");
    make_file(*state, "left", "4");
    make_link(*state, "link", "sub/deep");
    for (unsigned i = 0; i < 2; i++) {
        static const char *const names[] = {"sub", "sub/deep", "sub/deep/a", "left", "link", "link/a"};
        static char told[7][512];
        const char *paths[7];
        struct found found = {paths, 7, 0};
        const struct xrom_folder_options options = {
            .excludes = excludes, .exclude_count = 2, .found = note_found, .found_context = &found};
        struct xrom_tree *tree = new_tree();

        snprintf(told[6], sizeof told[6], "%s%s", (const char *)*state, slashes[i]);
        paths[6] = told[6];
        for (unsigned j = 0; j < 6; j++) {
            snprintf(told[j], sizeof told[j], "%s/%s", (const char *)*state, names[j]);
            paths[j] = told[j];
        }
        assert_int_equal(xrom_tree_add_folder(tree, NULL, told[6], &options), XROM_OK);
        assert_int_equal(found.seen, 0x7f);
        xrom_tree_free(tree);
    }
}

/* Makes a chain of folders, each with a file before and one behind the next folder. Its paths exceed PATH_MAX. */
static void make_chain(const char *folder, const char *name, unsigned count)
{
    int directory = open(folder, O_RDONLY | O_DIRECTORY);

    assert_true(directory >= 0);
    for (unsigned i = 0; i < count; i++) {
        int next;
        int before = openat(directory, "a", O_WRONLY | O_CREAT, 0600);
        int behind = openat(directory, "z", O_WRONLY | O_CREAT, 0600);
        assert_true(before >= 0 && behind >= 0);
        assert_int_equal(write(before, "first", 5), 5);
        assert_int_equal(write(behind, "last", 4), 4);
        close(before);
        close(behind);
        assert_int_equal(mkdirat(directory, name, 0700), 0);
        next = openat(directory, name, O_RDONLY | O_DIRECTORY);
        assert_true(next >= 0);
        close(directory);
        directory = next;
    }
    close(directory);
}

static void test_folder_may_be_deep_and_needs_few_descriptors(void **state)
{
    enum { DEPTH = 1000, NAME = 200 };
    struct rlimit limit, few;
    struct xrom_image image;
    struct bytes bytes;
    char name[NAME + 1];
    char *path = malloc(DEPTH * (NAME + 1) + 2);

    assert_non_null(path);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    memset(name, 'm', NAME);
    name[NAME] = '\0';
    make_chain(*state, name, DEPTH);

    few = limit;
    few.rlim_cur = 16;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    bytes = build(tree_of_folder(*state));
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);

    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i < DEPTH; i++) {
        struct xrom_node node;
        char *end = path + i * (NAME + 1);

        memcpy(end, "a", 2);
        node = node_at(&image, path);
        assert_file_holds(&image, &node, "first");
        memcpy(end, "z", 2);
        node = node_at(&image, path);
        assert_file_holds(&image, &node, "last");
        memcpy(end, name, NAME);
        end[NAME] = '/';
    }
    free(path);
    free(bytes.data);
}

static void test_folder_names_of_255_bytes_are_kept(void **state)
{
    struct xrom_image image;
    struct xrom_node node;
    struct bytes bytes;
    char name[256];

    memset(name, 'n', 255);
    name[255] = '\0';
    make_file(*state, name, "text");
    bytes = build(tree_of_folder(*state));
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, name);
    assert_file_holds(&image, &node, "text");
    free(bytes.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(test_folder_empty_is_an_empty_image),
        folder_test(test_folder_becomes_files_and_directories),
        folder_test(test_folder_order_on_the_host_does_not_matter),
        folder_test(test_folder_files_of_any_size_come_through),
        folder_test(test_folder_may_be_added_below_and_beside_other_things),
        folder_test(test_folder_progress_ends_with_the_number_of_entries),
        folder_test(test_folder_found_tells_each_path_that_is_not_left_out_once),
        folder_test(test_folder_may_be_deep_and_needs_few_descriptors),
        folder_test(test_folder_names_of_255_bytes_are_kept),
    };

    return cmocka_run_group_tests_name("build_folder", tests, NULL, NULL);
}
