/* SPDX-License-Identifier: MIT */
/* A folder that changes between the look through it and the build, or during the build. */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support_build.h"

/* Larger than all buffers, so that the sink is called before the file has been read. */
static uint8_t large[2000000];

static int make_files(void **state)
{
    int error = make_folder(state);

    if (!error) {
        make_directory(*state, "folder");
        make_file(*state, "folder/file", "text");
        make_file(*state, "folder/empty", "");
        make_file_of(*state, "large", large, sizeof large);
    }
    return error;
}

#define change_test(function) cmocka_unit_test_setup_teardown(function, make_files, remove_folder)

/* Asserts that a build fails since `name` in the folder is not what it was, and frees the tree. */
static void assert_changed(const char *folder, struct xrom_tree *tree, const char *name, const char *how)
{
    struct memory_sink memory;
    struct xrom_built built;
    char message[4096];

    memory_sink_begin(&memory);
    FILL(built);
    assert_int_equal(xrom_build(tree, &plain, &memory.sink, &built), XROM_ERR_TREE);
    snprintf(message, sizeof message,
             "%s/%s: %s since the folder was looked through; build again when nothing writes to it", folder, name, how);
    assert_string_equal(xrom_tree_message(tree), message);
    assert_untouched(built);
    free(memory.bytes.data);
    xrom_tree_free(tree);
}

/* Sets the times of a file to one in the year 2001, in steps behind a full second that all file systems know: 100 ns. */
static void set_time(const char *folder, const char *name, long steps)
{
    const struct timespec times[2] = {{1000000000, 100 * steps}, {1000000000, 100 * steps}};

    assert_int_equal(utimensat(AT_FDCWD, path_in(folder, name), times, 0), 0);
}

static void test_change_of_size_is_noticed(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);

    make_file(*state, "folder/file", "longer text");
    assert_changed(*state, tree, "folder/file", "has changed");
    tree = tree_of_folder(*state);
    make_file(*state, "folder/file", "");
    assert_changed(*state, tree, "folder/file", "has changed");
    tree = tree_of_folder(*state);
    make_file(*state, "folder/empty", "empty no more");
    assert_changed(*state, tree, "folder/empty", "has changed");
}

/* The same size; a change within a tick of the host's clock would have the same time, so the times are set. */
static void test_change_of_content_is_noticed_by_its_time(void **state)
{
    struct xrom_tree *tree;

    set_time(*state, "folder/file", 1);
    tree = tree_of_folder(*state);
    make_file(*state, "folder/file", "TEXT");
    set_time(*state, "folder/file", 2);
    assert_changed(*state, tree, "folder/file", "has changed");
}

/* Only the time of the content counts: that of the inode changes when somebody makes a link to the file. */
static void test_change_of_mode_and_links_is_no_change(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);
    struct bytes bytes;

    assert_int_equal(chmod(path_in(*state, "folder/file"), 0400), 0);
    assert_int_equal(link(path_in(*state, "folder/file"), path_in(*state, "folder/another")), 0);
    bytes = build(tree);
    free(bytes.data);
}

static void test_change_to_another_file_is_noticed(void **state)
{
    struct xrom_tree *tree;

    set_time(*state, "folder/file", 1);
    tree = tree_of_folder(*state);
    make_file(*state, "folder/new", "TEXT");
    set_time(*state, "folder/new", 1);
    assert_int_equal(rename(path_in(*state, "folder/new"), path_in(*state, "folder/file")), 0);
    assert_changed(*state, tree, "folder/file", "was replaced");
}

static void test_change_to_nothing_is_noticed(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);

    assert_int_equal(unlink(path_in(*state, "folder/file")), 0);
    assert_changed(*state, tree, "folder/file", "is missing");
}

/* Even a link to the very file: what was no link then must be none now. */
static void test_change_to_a_link_is_noticed(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);

    assert_int_equal(rename(path_in(*state, "folder/file"), path_in(*state, "folder/moved")), 0);
    make_link(*state, "folder/file", "moved");
    assert_changed(*state, tree, "folder/file", "is something else");
}

static void test_change_to_a_pipe_is_noticed_and_not_waited_for(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);

    assert_int_equal(unlink(path_in(*state, "folder/file")), 0);
    assert_int_equal(mkfifo(path_in(*state, "folder/file"), 0600), 0);
    assert_changed(*state, tree, "folder/file", "is something else");

    assert_int_equal(unlink(path_in(*state, "folder/file")), 0);
    make_file(*state, "folder/file", "text");
    tree = tree_of_folder(*state);
    assert_int_equal(unlink(path_in(*state, "folder/empty")), 0);
    assert_int_equal(mkfifo(path_in(*state, "folder/empty"), 0600), 0);
    assert_changed(*state, tree, "folder/empty", "is something else");
}

static void test_change_to_a_folder_is_noticed(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);

    assert_int_equal(unlink(path_in(*state, "folder/file")), 0);
    make_directory(*state, "folder/file");
    assert_changed(*state, tree, "folder/file", "is something else");
}

static void test_change_of_where_a_link_leads_is_noticed(void **state)
{
    struct xrom_tree *tree;

    make_file(*state, "one", "1");
    make_file(*state, "two", "2");
    make_link(*state, "folder/link", "../one");
    tree = tree_of_folder(*state);
    assert_int_equal(unlink(path_in(*state, "folder/link")), 0);
    make_link(*state, "folder/link", "../two");
    assert_changed(*state, tree, "folder/link", "was replaced");

    tree = tree_of_folder(*state);
    assert_int_equal(unlink(path_in(*state, "two")), 0);
    assert_changed(*state, tree, "folder/link", "is missing");
}

static void test_change_of_a_folder_is_noticed(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);

    assert_int_equal(rename(path_in(*state, "folder"), path_in(*state, "moved")), 0);
    assert_changed(*state, tree, "folder", "is missing");

    tree = tree_of_folder(*state);
    assert_int_equal(rename(path_in(*state, "moved"), path_in(*state, "folder")), 0);
    make_directory(*state, "moved");
    assert_changed(*state, tree, "moved", "was replaced");

    tree = tree_of_folder(*state);
    assert_int_equal(rename(path_in(*state, "folder"), path_in(*state, "moved/folder")), 0);
    make_link(*state, "folder", "moved/folder");
    assert_changed(*state, tree, "folder", "is something else");
}

/* What is new is not in the image, and does no harm. */
static void test_change_new_files_are_not_in_the_image(void **state)
{
    struct xrom_tree *tree = tree_of_folder(*state);
    struct bytes before = build(tree_of_folder(*state));
    struct bytes after;

    make_file(*state, "folder/new", "text");
    after = build(tree);
    assert_bytes_equal(after, before.data, before.size);
    free(before.data);
    free(after.data);
}

/* A sink that does something to the file that is being read when it is called for the first time. */
struct meddler {
    const char *path;
    void (*meddle)(const char *path);
};

static int meddle_once(void *context, const void *bytes, size_t size)
{
    struct meddler *meddler = context;

    assert_non_null(bytes);
    assert_true(size > 0);
    if (meddler->meddle) {
        meddler->meddle(meddler->path);
        meddler->meddle = NULL;
    }
    return 0;
}

static void cut(const char *path)
{
    assert_int_equal(truncate(path, 150000), 0);
}

static void lengthen(const char *path)
{
    assert_int_equal(truncate(path, 2500000), 0);
}

static void touch(const char *path)
{
    const struct timespec times[2] = {{1000000000, 7}, {1000000000, 7}};

    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_change_while_a_file_is_read_is_noticed(void **state)
{
    static void (*const ways[])(const char *) = {cut, lengthen, touch};

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct meddler meddler = {path_in(*state, "large"), ways[i]};
        const struct xrom_sink sink = {meddle_once, &meddler};
        struct xrom_tree *tree;
        char message[4096];

        make_file_of(*state, "large", large, sizeof large);
        tree = tree_of_folder(*state);
        meddler.path = path_in(*state, "large");
        assert_int_equal(xrom_build(tree, &plain, &sink, NULL), XROM_ERR_TREE);
        snprintf(message, sizeof message,
                 "%s/large: has changed since the folder was looked through; build again when nothing writes to it",
                 (char *)*state);
        assert_string_equal(xrom_tree_message(tree), message);
        xrom_tree_free(tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        change_test(test_change_of_size_is_noticed),
        change_test(test_change_of_content_is_noticed_by_its_time),
        change_test(test_change_of_mode_and_links_is_no_change),
        change_test(test_change_to_another_file_is_noticed),
        change_test(test_change_to_nothing_is_noticed),
        change_test(test_change_to_a_link_is_noticed),
        change_test(test_change_to_a_pipe_is_noticed_and_not_waited_for),
        change_test(test_change_to_a_folder_is_noticed),
        change_test(test_change_of_where_a_link_leads_is_noticed),
        change_test(test_change_of_a_folder_is_noticed),
        change_test(test_change_new_files_are_not_in_the_image),
        change_test(test_change_while_a_file_is_read_is_noticed),
    };

    return cmocka_run_group_tests_name("build_change", tests, NULL, NULL);
}
