/* SPDX-License-Identifier: MIT */
/* Symbolic links in a folder: followed inside it, refused where they lead out, nowhere or in a circle. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support_build.h"

static const char leads_out[] =
    "the symbolic link leads out of the folder; replace it by what it leads to, or exclude it";
static const char leads_nowhere[] = "the symbolic link leads nowhere; mend, remove or exclude it";
static const char leads_in_a_circle[] = "the symbolic link leads in a circle; mend, remove or exclude it";
static const char has_no_end[] =
    "the symbolic link leads to a folder that it is in, which would have no end; remove or exclude it";

/* A folder with links to test, and beside it a folder that they must not reach: state/in and state/out. */
static int make_folders(void **state)
{
    int error = make_folder(state);

    if (!error) {
        make_directory(*state, "in");
        make_directory(*state, "in/sub");
        make_file(*state, "in/sub/file", "inside");
        make_directory(*state, "out");
        make_file(*state, "out/file", "outside");
        make_directory(*state, "in-not");
    }
    return error;
}

#define link_test(function) cmocka_unit_test_setup_teardown(function, make_folders, remove_folder)

/* Asserts that a path in the image of state/in is a file with this text. */
static void assert_image_has(const char *state, const char *path, const char *text)
{
    struct bytes bytes = build(tree_of_folder(path_in(state, "in")));
    struct xrom_image image;
    struct xrom_node node;

    open_image(&image, bytes.data, bytes.size);
    node = node_at(&image, path);
    assert_file_holds(&image, &node, text);
    free(bytes.data);
}

/* Asserts that a link `name` in state/in is refused. */
static void assert_link_refused(const char *state, const char *name, const char *target, const char *message)
{
    char *folder = strdup(path_in(state, "in"));

    assert_non_null(folder);
    make_link(folder, name, target);
    assert_folder_refused(folder, XROM_ERR_TREE, name, message);
    assert_int_equal(unlink(path_in(folder, name)), 0);
    free(folder);
}

static void test_link_to_a_file_becomes_the_file(void **state)
{
    make_link(*state, "in/link", "sub/file");
    make_link(*state, "in/sub/link", "file");
    make_link(*state, "in/sub/dots", ".././sub//.././link");
    make_link(*state, "in/chain", "sub/dots");
    assert_image_has(*state, "link", "inside");
    assert_image_has(*state, "sub/link", "inside");
    assert_image_has(*state, "sub/dots", "inside");
    assert_image_has(*state, "chain", "inside");
}

static void test_link_to_a_folder_becomes_a_directory_with_all_in_it(void **state)
{
    make_directory(*state, "in/sub/deep");
    make_file(*state, "in/sub/deep/z", "far");
    make_file(*state, "in/z", "behind");
    make_link(*state, "in/link", "sub");
    make_link(*state, "in/slash", "sub/deep/");
    make_link(*state, "in/via", "link/deep");
    assert_image_has(*state, "link/file", "inside");
    assert_image_has(*state, "link/deep/z", "far");
    assert_image_has(*state, "slash/z", "far");
    assert_image_has(*state, "via/z", "far");
    assert_image_has(*state, "z", "behind");
}

static void test_link_with_an_absolute_target_inside_is_followed(void **state)
{
    make_link(*state, "in/file", path_in(*state, "in/sub/file"));
    make_link(*state, "in/folder", path_in(*state, "in/sub"));
    make_link(*state, "in/around", path_in(*state, "out/../in/sub/file"));
    assert_image_has(*state, "file", "inside");
    assert_image_has(*state, "folder/file", "inside");
    assert_image_has(*state, "around", "inside");
}

/* Where the way leads through does not matter, only where it ends. */
static void test_link_that_leaves_and_comes_back_is_followed(void **state)
{
    make_link(*state, "out/back", "../in/sub");
    make_link(*state, "in/link", "../out/back/file");
    make_link(*state, "in/folder", "../out/back");
    assert_image_has(*state, "link", "inside");
    assert_image_has(*state, "folder/file", "inside");
}

static void test_link_as_the_folder_itself_is_followed(void **state)
{
    struct bytes one, other;

    make_link(*state, "in/absolute", path_in(*state, "in/sub/file"));
    make_link(*state, "name", "in");
    one = build(tree_of_folder(path_in(*state, "in")));
    other = build(tree_of_folder(path_in(*state, "name")));
    assert_bytes_equal(one, other.data, other.size);
    free(one.data);
    free(other.data);
}

static void test_link_and_copy_give_the_same_bytes(void **state)
{
    struct bytes linked, copied;

    make_link(*state, "in/file", "sub/file");
    make_link(*state, "in/folder", "sub");
    linked = build(tree_of_folder(path_in(*state, "in")));
    make_directory(*state, "copy");
    make_directory(*state, "copy/sub");
    make_directory(*state, "copy/folder");
    make_file(*state, "copy/file", "inside");
    make_file(*state, "copy/sub/file", "inside");
    make_file(*state, "copy/folder/file", "inside");
    copied = build(tree_of_folder(path_in(*state, "copy")));
    assert_bytes_equal(linked, copied.data, copied.size);
    free(linked.data);
    free(copied.data);
}

static void test_link_that_leads_out_is_refused(void **state)
{
    assert_link_refused(*state, "link", "../out/file", leads_out);
    assert_link_refused(*state, "link", "../out", leads_out);
    assert_link_refused(*state, "link", "..", leads_out);
    assert_link_refused(*state, "link", "/", leads_out);
    assert_link_refused(*state, "link", "../in-not", leads_out); /* begins with the path of the folder */
    assert_link_refused(*state, "sub/link", "../../out/file", leads_out);
    assert_link_refused(*state, "sub/link", path_in(*state, "out/file"), leads_out);

    make_link(*state, "in/sub/away", "../../out/file");
    assert_link_refused(*state, "link", "sub/away", leads_out);
}

static void test_link_to_a_device_outside_is_refused(void **state)
{
    assert_link_refused(*state, "link", "/dev/null", leads_out);
}

static void test_link_to_a_pipe_inside_is_refused(void **state)
{
    static const char *const excludes[] = {"pipe"}; /* else it is refused itself */
    const struct xrom_folder_options options = {.excludes = excludes, .exclude_count = 1};
    struct xrom_tree *tree = new_tree();

    assert_int_equal(mkfifo(path_in(*state, "in/sub/pipe"), 0600), 0);
    make_link(*state, "in/link", "sub/pipe");
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "in"), &options), XROM_ERR_TREE);
    assert_non_null(strstr(xrom_tree_message(tree), "/in/link: is a pipe, and an image"));
    xrom_tree_free(tree);
}

static void test_link_that_leads_nowhere_is_refused(void **state)
{
    assert_link_refused(*state, "link", "missing", leads_nowhere);
    assert_link_refused(*state, "link", "../missing/file", leads_nowhere);
    assert_link_refused(*state, "link", "/missing-at-the-root/file", leads_nowhere);
    assert_link_refused(*state, "link", "sub/file/below", leads_nowhere);
    assert_link_refused(*state, "link", "sub/file/", leads_nowhere);
    assert_link_refused(*state, "link", "sub/file/..", leads_nowhere);
}

static void test_link_in_a_circle_is_refused(void **state)
{
    assert_link_refused(*state, "link", "link", leads_in_a_circle);
    assert_link_refused(*state, "link", "link/below", leads_in_a_circle);
    make_link(*state, "out/one", "two");
    make_link(*state, "out/two", "one");
    assert_link_refused(*state, "link", "../out/one", leads_in_a_circle);
}

static void test_link_to_a_folder_that_it_is_in_is_refused(void **state)
{
    assert_link_refused(*state, "link", ".", has_no_end);
    assert_link_refused(*state, "link", "../in", has_no_end);
    assert_link_refused(*state, "sub/link", ".", has_no_end);
    assert_link_refused(*state, "sub/link", "..", has_no_end);
    assert_link_refused(*state, "sub/link", path_in(*state, "in"), has_no_end);
}

/* Neither link leads to a folder that it stands in, but there is no end either: a/l/m/l/m... */
static void test_link_pair_to_each_other_is_refused(void **state)
{
    struct xrom_tree *tree = new_tree();

    make_directory(*state, "in/a");
    make_directory(*state, "in/b");
    make_link(*state, "in/a/l", "../b");
    make_link(*state, "in/b/m", "../a");
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "in"), NULL), XROM_ERR_TREE);
    assert_non_null(strstr(xrom_tree_message(tree), has_no_end));
    xrom_tree_free(tree);
}

/* Linux follows 40 links on one way. Here the link itself is the first of them. */
static void test_link_chains_may_have_forty_links(void **state)
{
    char name[16], target[16];

    make_link(*state, "in/39", "sub/file");
    for (int i = 38; i >= 0; i--) {
        snprintf(name, sizeof name, "in/%02d", i);
        snprintf(target, sizeof target, "%02d", i + 1);
        make_link(*state, name, target);
    }
    assert_image_has(*state, "00", "inside");
    assert_link_refused(*state, "one-more", "00", leads_in_a_circle);
}

/* A link at the end of a path that is longer than any path may be: it is found by its directory alone. */
static void test_link_below_a_long_path_is_followed(void **state)
{
    char name[201];
    char *start = getcwd(NULL, 0);
    struct xrom_image image;
    struct bytes bytes;
    size_t found = 0;

    assert_non_null(start);
    memset(name, 'm', 200);
    name[200] = '\0';
    assert_int_equal(chdir(path_in(*state, "in")), 0);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(mkdir(name, 0700), 0);
        assert_int_equal(chdir(name), 0);
    }
    make_link(".", "link", path_in(*state, "in/sub/file"));
    make_link(".", "sub", path_in(*state, "in/sub"));
    assert_int_equal(chdir(start), 0);
    free(start);

    bytes = build(tree_of_folder(path_in(*state, "in")));
    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i + 6 <= bytes.size; i++) {
        found += memcmp(bytes.data + i, "inside", 6) == 0;
    }
    assert_int_equal(found, 3); /* sub/file, and the two links */
    free(bytes.data);
}

/* Twenty folders, each with two links to the next one: a million ways to the last. */
static void test_link_web_with_more_ways_than_folders_is_refused(void **state)
{
    struct xrom_tree *tree = new_tree();

    for (int i = 0; i <= 20; i++) {
        char folder[16], link[24], target[16];
        snprintf(folder, sizeof folder, "in/d%d", i);
        make_directory(*state, folder);
        snprintf(target, sizeof target, "../d%d", i + 1);
        for (int j = 0; i < 20 && j < 2; j++) {
            snprintf(link, sizeof link, "%s/%d", folder, j);
            make_link(*state, link, target);
        }
    }
    assert_int_equal(xrom_tree_add_folder(tree, NULL, path_in(*state, "in"), NULL), XROM_ERR_TREE);
    assert_non_null(strstr(xrom_tree_message(tree), " entries are found through symbolic links to folders, "));
    xrom_tree_free(tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        link_test(test_link_to_a_file_becomes_the_file),
        link_test(test_link_to_a_folder_becomes_a_directory_with_all_in_it),
        link_test(test_link_with_an_absolute_target_inside_is_followed),
        link_test(test_link_that_leaves_and_comes_back_is_followed),
        link_test(test_link_as_the_folder_itself_is_followed),
        link_test(test_link_and_copy_give_the_same_bytes),
        link_test(test_link_that_leads_out_is_refused),
        link_test(test_link_to_a_device_outside_is_refused),
        link_test(test_link_to_a_pipe_inside_is_refused),
        link_test(test_link_that_leads_nowhere_is_refused),
        link_test(test_link_in_a_circle_is_refused),
        link_test(test_link_to_a_folder_that_it_is_in_is_refused),
        link_test(test_link_pair_to_each_other_is_refused),
        link_test(test_link_chains_may_have_forty_links),
        link_test(test_link_below_a_long_path_is_followed),
        link_test(test_link_web_with_more_ways_than_folders_is_refused),
    };

    return cmocka_run_group_tests_name("build_link", tests, NULL, NULL);
}
