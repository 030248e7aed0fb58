/* SPDX-License-Identifier: MIT */
/* What a caller sees of a tree, and changes in it before it is built. */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <xrom/metadata.h>

#include "support_build.h"

/* The entry of a path, or null. */
static struct xrom_entry *find(const struct xrom_tree *tree, const char *path)
{
    struct xrom_entry *entry = NULL;
    char found[64];

    while ((entry = xrom_tree_next(tree, entry)) != NULL) {
        assert_true(xrom_entry_path(entry, found, sizeof found) < sizeof found);
        if (strcmp(found, path) == 0) {
            break;
        }
    }
    return entry;
}

static void test_edit_next_finds_each_entry_once_and_directories_first(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *entry = NULL;
    struct xrom_entry *a, *b;
    char path[16];
    size_t count = 0;

    (void)state;
    assert_null(xrom_tree_next(tree, NULL));
    a = add_directory(tree, NULL, "a");
    add_directory(tree, a, "none");
    b = add_directory(tree, a, "b");
    add_file(tree, b, "f", "1");
    add_file(tree, NULL, "g", "2");
    while ((entry = xrom_tree_next(tree, entry)) != NULL) {
        size_t size = xrom_entry_path(entry, path, sizeof path);
        assert_int_equal(strlen(path), size);
        assert_true(strcmp(path, "a/b/f") != 0 || count >= 2);
        count++;
    }
    assert_int_equal(count, 5);
    assert_non_null(find(tree, "a/none"));
    assert_non_null(find(tree, "a/b/f"));
    assert_ptr_equal(find(tree, "a/b"), b);
    xrom_tree_free(tree);
}

static void test_edit_path_that_does_not_fit_is_not_written(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "ab");
    struct xrom_entry *entry;
    char path[6] = "-----";

    (void)state;
    add_file(tree, directory, "cd", "");
    entry = xrom_tree_next(tree, directory);
    assert_int_equal(xrom_entry_path(entry, NULL, 0), 5);
    assert_int_equal(xrom_entry_path(entry, path, 5), 5);
    assert_string_equal(path, "-----");
    assert_int_equal(xrom_entry_path(entry, path, 6), 5);
    assert_string_equal(path, "ab/cd");
    xrom_tree_free(tree);
}

static void test_edit_stat_tells_kind_name_and_size(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "d");
    struct xrom_entry_stat stat;

    (void)state;
    add_file(tree, directory, "file", "12345");
    xrom_entry_stat(directory, &stat);
    assert_int_equal(stat.kind, XROM_DIRECTORY);
    assert_string_equal(stat.name, "d");
    assert_int_equal(stat.size, 0);
    xrom_entry_stat(xrom_tree_next(tree, directory), &stat);
    assert_int_equal(stat.kind, XROM_FILE);
    assert_string_equal(stat.name, "file");
    assert_int_equal(stat.name_size, 4);
    assert_int_equal(stat.size, 5);
    xrom_tree_free(tree);
}

static void test_edit_read_gives_the_bytes_of_memory_and_of_the_host(void **state)
{
    const char *folder = *state;
    struct xrom_tree *tree;
    char bytes[6] = "-----";

    make_directory(folder, "d");
    make_file(folder, "d/f", "hello");
    make_file(folder, "empty", "");
    tree = tree_of_folder(folder);
    add_file(tree, NULL, "memory", "MEM");
    assert_int_equal(xrom_tree_read(tree, find(tree, "d/f"), bytes), XROM_OK);
    assert_string_equal(bytes, "hello");
    assert_int_equal(xrom_tree_read(tree, find(tree, "empty"), bytes), XROM_OK);
    assert_string_equal(bytes, "hello");
    assert_int_equal(xrom_tree_read(tree, find(tree, "memory"), bytes), XROM_OK);
    assert_string_equal(bytes, "MEMlo");
    assert_int_equal(xrom_tree_read(tree, find(tree, "d"), bytes), XROM_ERR_TREE);
    assert_non_null(strstr(xrom_tree_message(tree), "/d: is a directory, which has no data; name a file in it"));
    xrom_tree_free(tree);
}

static void test_edit_read_notices_a_file_that_has_changed(void **state)
{
    const char *folder = *state;
    struct xrom_tree *tree;
    char bytes[8];

    make_file(folder, "f", "hello");
    tree = tree_of_folder(folder);
    make_file(folder, "f", "hi");
    assert_int_equal(xrom_tree_read(tree, find(tree, "f"), bytes), XROM_ERR_TREE);
    assert_non_null(strstr(xrom_tree_message(tree), "/f: "));
    xrom_tree_free(tree);
}

static void test_edit_replace_puts_another_file_in_the_place(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "d");
    struct xrom_tree *expected = new_tree();
    struct bytes image;

    (void)state;
    add_file(tree, directory, "b.py", "source");
    add_file(tree, directory, "a", "1");
    add_file(tree, directory, "c", "3");
    assert_int_equal(xrom_tree_replace(tree, find(tree, "d/b.py"), "z.mpy", 5, "code!", 4), XROM_OK);
    assert_null(find(tree, "d/b.py"));
    directory = add_directory(expected, NULL, "d");
    add_file(expected, directory, "z.mpy", "code");
    add_file(expected, directory, "a", "1");
    add_file(expected, directory, "c", "3");
    image = build(expected);
    assert_builds(tree, image.data, image.size);
    free(image.data);
}

static void test_edit_replace_keeps_the_time_of_the_file(void **state)
{
    static const struct xrom_build_options options = {.modified = true};
    const struct timespec times[2] = {{1000000007, 5}, {1000000007, 5}};
    const char *folder = *state;
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_tree *tree;
    struct bytes bytes;
    uint32_t modified;

    make_file(folder, "f", "hello");
    assert_int_equal(utimensat(AT_FDCWD, path_in(folder, "f"), times, 0), 0);
    tree = tree_of_folder(folder);
    add_file(tree, NULL, "memory", "");
    assert_int_equal(xrom_tree_replace(tree, find(tree, "f"), "g", 1, "", 0), XROM_OK);
    assert_int_equal(xrom_tree_replace(tree, find(tree, "g"), "h", 1, "", 0), XROM_OK);
    assert_int_equal(xrom_tree_replace(tree, find(tree, "memory"), "i", 1, "", 0), XROM_OK);
    bytes = build_with(tree, &options);
    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, "h");
    assert_int_equal(xrom_modified(&image, &node, &modified), XROM_OK);
    assert_int_equal(modified, 1000000007);
    node = node_at(&image, "i");
    assert_int_equal(xrom_modified(&image, &node, &modified), XROM_ERR_NOT_FOUND);
    free(bytes.data);
}

static void test_edit_replace_refuses_directories_and_bad_names(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "d");
    struct xrom_entry *file;

    (void)state;
    add_file(tree, directory, "f", "");
    file = xrom_tree_next(tree, directory);
    assert_tree_error(tree, xrom_tree_replace(tree, directory, "e", 1, "", 0),
                      "d: is a directory, which has no data; name a file in it");
    assert_int_equal(xrom_tree_replace(tree, file, "a/b", 3, "", 0), XROM_ERR_TREE);
    assert_int_equal(xrom_tree_replace(tree, file, "", 0, "", 0), XROM_ERR_TREE);
    assert_int_equal(xrom_tree_replace(tree, file, "\xff", 1, "", 0), XROM_ERR_TREE);
    xrom_tree_free(tree);
}

static void test_edit_replace_with_an_equal_name_is_found_by_the_build(void **state)
{
    struct xrom_tree *tree = new_tree();

    (void)state;
    add_file(tree, NULL, "a", "1");
    add_file(tree, NULL, "b", "2");
    assert_int_equal(xrom_tree_replace(tree, find(tree, "b"), "a", 1, "3", 1), XROM_OK);
    assert_build_refused(tree, NULL, XROM_ERR_TREE, "a: two entries have this name; rename or remove one of them");
}

static void test_edit_align_at_refuses_directories_and_what_is_past_the_data(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory = add_directory(tree, NULL, "d");
    struct xrom_entry *file;

    (void)state;
    add_file(tree, directory, "f", "12");
    file = xrom_tree_next(tree, directory);
    assert_int_equal(xrom_tree_align_at(tree, file, 2), XROM_OK);
    assert_tree_error(tree, xrom_tree_align_at(tree, file, 3),
                      "d/f: has no byte 3 that could be aligned; name one that it has");
    assert_tree_error(tree, xrom_tree_align_at(tree, directory, 0),
                      "d: is a directory, which has no data; name a file in it");
    xrom_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edit_next_finds_each_entry_once_and_directories_first),
        cmocka_unit_test(test_edit_path_that_does_not_fit_is_not_written),
        cmocka_unit_test(test_edit_stat_tells_kind_name_and_size),
        folder_test(test_edit_read_gives_the_bytes_of_memory_and_of_the_host),
        folder_test(test_edit_read_notices_a_file_that_has_changed),
        cmocka_unit_test(test_edit_replace_puts_another_file_in_the_place),
        folder_test(test_edit_replace_keeps_the_time_of_the_file),
        cmocka_unit_test(test_edit_replace_refuses_directories_and_bad_names),
        cmocka_unit_test(test_edit_replace_with_an_equal_name_is_found_by_the_build),
        cmocka_unit_test(test_edit_align_at_refuses_directories_and_what_is_past_the_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
