/* SPDX-License-Identifier: MIT */
/* Excludes: which names of a folder are left out of its tree. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support_build.h"

/* What an image of a folder holds with some excludes. */
static void assert_excluded(const char *folder, const char *const *excludes, size_t count, const char *const *kept,
                            size_t kept_count)
{
    const struct xrom_folder_options options = {.excludes = excludes, .exclude_count = count};
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_walk walk;
    struct bytes bytes;
    uint32_t levels[8], depth;
    size_t found = 0;

    if (xrom_tree_add_folder(tree, NULL, folder, &options) != XROM_OK) {
        fail_msg("%s", xrom_tree_message(tree));
    }
    bytes = build(tree);
    open_image(&image, bytes.data, bytes.size);
    for (size_t i = 0; i < kept_count; i++) {
        node_at(&image, kept[i]);
    }
    node = xrom_root(&image);
    assert_int_equal(xrom_walk(&node, levels, 8, &walk), XROM_OK);
    while (xrom_walk_next(&image, &walk, &node, &depth) == XROM_OK) {
        found++;
    }
    assert_int_equal(found, kept_count);
    free(bytes.data);
}

#define ASSERT_EXCLUDED(folder, excludes, ...)                                                                         \
    do {                                                                                                               \
        const char *const kept[] = {__VA_ARGS__};                                                                      \
        assert_excluded(folder, excludes, sizeof excludes / sizeof excludes[0], kept, sizeof kept / sizeof kept[0]);   \
    } while (0)

static void test_exclude_patterns_are_held_against_names_or_paths(void **state)
{
    static const char *const by_name[] = {"*.pyc", ".*"};
    static const char *const by_path[] = {"lib/*.py"};
    static const char *const folder[] = {"lib"};
    static const char *const folder_by_path[] = {"lib/sub"};
    static const char *const everywhere[] = {"a.py"};
    static const char *const nothing[] = {"lib/*/x", "/a.py", "A.PY", "sub/a.py", "*/*/*/*"};
    static const char *const sets[] = {"[ab].p?", "lib/sub/a.py[c]"};

    make_directory(*state, "lib");
    make_directory(*state, "lib/sub");
    make_file(*state, "a.py", "");
    make_file(*state, ".hidden", "");
    make_file(*state, "lib/a.py", "");
    make_file(*state, "lib/sub/a.py", "");
    make_file(*state, "lib/sub/a.pyc", "");

    ASSERT_EXCLUDED(*state, by_name, "a.py", "lib", "lib/a.py", "lib/sub", "lib/sub/a.py");
    ASSERT_EXCLUDED(*state, by_path, "a.py", ".hidden", "lib", "lib/sub", "lib/sub/a.py", "lib/sub/a.pyc");
    ASSERT_EXCLUDED(*state, folder, "a.py", ".hidden");
    ASSERT_EXCLUDED(*state, folder_by_path, "a.py", ".hidden", "lib", "lib/a.py");
    ASSERT_EXCLUDED(*state, everywhere, ".hidden", "lib", "lib/sub", "lib/sub/a.pyc");
    ASSERT_EXCLUDED(*state, nothing, "a.py", ".hidden", "lib", "lib/a.py", "lib/sub", "lib/sub/a.py", "lib/sub/a.pyc");
    ASSERT_EXCLUDED(*state, sets, ".hidden", "lib", "lib/sub");
}

/* What is excluded is not looked at: it may be anything. */
static void test_exclude_of_anything_is_no_error(void **state)
{
    static const char *const excludes[] = {"pipe", "nowhere", "folder/out"};

    make_directory(*state, "folder");
    assert_int_equal(mkfifo(path_in(*state, "pipe"), 0600), 0);
    make_link(*state, "nowhere", "missing");
    make_link(*state, "folder/out", "/");
    make_file(*state, "a", "");
    ASSERT_EXCLUDED(*state, excludes, "a", "folder");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(test_exclude_patterns_are_held_against_names_or_paths),
        folder_test(test_exclude_of_anything_is_no_error),
    };

    return cmocka_run_group_tests_name("build_exclude", tests, NULL, NULL);
}
