/* SPDX-License-Identifier: MIT */
/* Folders that cannot become an image: what is at fault is named, with the reason. */
#define _GNU_SOURCE /* mknod(), makedev() */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "support_build.h"

static void test_refused_equal_names_of_two_folders_are_told_with_both_paths(void **state)
{
    struct xrom_tree *tree = new_tree();
    char message[2048];
    const char *paths[2];
    bool named = false;

    make_directory(*state, "one");
    make_directory(*state, "two");
    make_file(*state, "one/a", "1");
    make_file(*state, "two/a", "2");
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "one"), NULL), XROM_OK);
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "two"), NULL), XROM_OK);
    assert_int_equal(xrom_build(tree, &plain, NULL, NULL), XROM_ERR_TREE);
    paths[0] = path_in(*state, "one/a");
    paths[1] = path_in(*state, "two/a");
    for (int i = 0; i < 2; i++) {
        snprintf(message, sizeof message, "%s: has the same place in the image as %s; rename or exclude one of them",
                 paths[i], paths[1 - i]);
        named = named || strcmp(xrom_tree_message(tree), message) == 0;
    }
    assert_true(named);
    xrom_tree_free(tree);
}

static void test_refused_path_that_is_no_folder(void **state)
{
    struct xrom_tree *tree = new_tree();
    char message[2048];

    make_file(*state, "file", "text");
    snprintf(message, sizeof message, "%s/file: is not a folder; name the folder that holds the files", (char *)*state);
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "file"), NULL), XROM_ERR_IO);
    assert_string_equal(xrom_tree_message(tree), message);
    xrom_tree_free(tree);

    tree = new_tree();
    snprintf(message, sizeof message, "%s/missing: cannot be opened: ", (char *)*state);
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "missing"), NULL), XROM_ERR_IO);
    assert_memory_equal(xrom_tree_message(tree), message, strlen(message));
    assert_non_null(strstr(xrom_tree_message(tree), strerror(ENOENT)));
    xrom_tree_free(tree);
}

static void test_refused_path_with_a_slash_at_its_end_is_shown_with_one(void **state)
{
    struct xrom_tree *tree = new_tree();
    char message[2048];

    assert_int_equal(mkfifo(path_in(*state, "pipe"), 0600), 0);
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, ""), NULL), XROM_ERR_TREE);
    snprintf(message, sizeof message, "%s/pipe: is a pipe", (char *)*state);
    assert_memory_equal(xrom_tree_message(tree), message, strlen(message));
    xrom_tree_free(tree);
}

static void test_refused_pipe_is_not_waited_for(void **state)
{
    make_directory(*state, "folder");
    assert_int_equal(mkfifo(path_in(*state, "folder/pipe"), 0600), 0);
    assert_folder_refused(*state, XROM_ERR_TREE, "folder/pipe",
                          "is a pipe, and an image holds files and folders alone; remove or exclude it");
}

static void test_refused_socket_is_named(void **state)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    int size = snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", (char *)*state);

    assert_true(listener >= 0);
    if (size >= (int)sizeof address.sun_path) {
        close(listener);
        print_message("# the path of temporary files is too long for a socket\n");
        skip();
    }
    assert_int_equal(bind(listener, (const struct sockaddr *)&address, sizeof address), 0);
    close(listener);
    assert_folder_refused(*state, XROM_ERR_TREE, "socket",
                          "is a socket, and an image holds files and folders alone; remove or exclude it");
}

static void test_refused_device_is_named(void **state)
{
    if (mknod(path_in(*state, "null"), S_IFCHR | 0600, makedev(1, 3)) != 0) {
        print_message("# only root may make a device\n");
        skip();
    }
    assert_folder_refused(*state, XROM_ERR_TREE, "null",
                          "is a character device, and an image holds files and folders alone; remove or exclude it");
}

static void test_refused_name_that_is_not_utf8_is_escaped(void **state)
{
    int file = open(path_in(*state, "caf\xe9\n"), O_WRONLY | O_CREAT, 0600);

    if (file < 0) {
        print_message("# this file system takes valid UTF-8 alone\n");
        skip();
    }
    close(file);
    assert_folder_refused(*state, XROM_ERR_TREE, "caf\\xe9\\x0a",
                          "the name is not valid UTF-8; rename it or exclude it");
}

static void test_refused_unreadable_things_are_named_with_the_reason(void **state)
{
    struct xrom_tree *tree;
    char message[2048];

    if (geteuid() == 0) {
        print_message("# root may read everything\n");
        skip();
    }
    make_file(*state, "file", "text");
    assert_int_equal(chmod(path_in(*state, "file"), 0), 0);
    tree = tree_of_folder(*state);
    snprintf(message, sizeof message, "%s/file: cannot be opened: %s; make it readable or exclude it", (char *)*state,
             strerror(EACCES));
    assert_build_refused(tree, NULL, XROM_ERR_IO, message);

    make_directory(*state, "folder");
    assert_int_equal(chmod(path_in(*state, "folder"), 0), 0);
    snprintf(message, sizeof message, "cannot be opened: %s; make it readable or exclude it", strerror(EACCES));
    assert_folder_refused(*state, XROM_ERR_IO, "folder", message);
}

/* Sparse files have any size and no content; they are refused before they are read. */
static void test_refused_file_larger_than_any_image_is_not_read(void **state)
{
    char message[4096];

    make_file(*state, "a", "text");
    make_file(*state, "b", "");
    if (truncate(path_in(*state, "b"), 5000000000) != 0) {
        print_message("# this file system holds no files of 5 GB\n");
        skip();
    }
    snprintf(message, sizeof message,
             "the image: needs 5000000032 bytes, 2852516385 more than the 2147483647 allowed; leave something out; the "
             "largest files are %s/b (5000000000 bytes), %s/a (4 bytes)",
             (char *)*state, (char *)*state);
    assert_build_refused(tree_of_folder(*state), NULL, XROM_ERR_TREE, message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(test_refused_equal_names_of_two_folders_are_told_with_both_paths),
        folder_test(test_refused_path_that_is_no_folder),
        folder_test(test_refused_path_with_a_slash_at_its_end_is_shown_with_one),
        folder_test(test_refused_pipe_is_not_waited_for),
        folder_test(test_refused_socket_is_named),
        folder_test(test_refused_device_is_named),
        folder_test(test_refused_name_that_is_not_utf8_is_escaped),
        folder_test(test_refused_unreadable_things_are_named_with_the_reason),
        folder_test(test_refused_file_larger_than_any_image_is_not_read),
    };

    return cmocka_run_group_tests_name("build_refused", tests, NULL, NULL);
}
