/* SPDX-License-Identifier: MIT */
/* What the tests of the builder share: trees, images that are built of them, and folders of the host. */
#ifndef TESTS_SUPPORT_BUILD_H
#define TESTS_SUPPORT_BUILD_H

#include <xrom/build.h>

#include "support.h"

/* ---- Build ---- */

/* A sink that keeps all bytes, in memory of exactly their size. */
struct memory_sink {
    struct xrom_sink sink;
    struct bytes bytes;
};
void memory_sink_begin(struct memory_sink *memory);

/* Options that give an image with nothing in it but names and data. */
#define PLAIN .align = 1, .no_dedupe = true, .index = XROM_INDEX_NEVER, .no_checksum = true
extern const struct xrom_build_options plain;

/*
 * Builds a tree that must build, and frees it. The image has no fault, and its checksum, if there is one, is right; its
 * bytes are to be freed, and stand at an address that all alignments divide. build() makes a plain one.
 */
struct bytes build_with(struct xrom_tree *tree, const struct xrom_build_options *options);
struct bytes build(struct xrom_tree *tree);

/* The same for a tree that is not freed; also tells what was built. */
struct bytes build_again(struct xrom_tree *tree, const struct xrom_build_options *options, struct xrom_built *built);

/* Asserts that a tree builds to exactly these bytes as a plain image, and frees it. */
void assert_builds(struct xrom_tree *tree, const void *bytes, size_t size);

/*
 * Asserts that a build fails with this error and message before anything is written, and frees the tree. `options` null:
 * that of a plain image.
 */
void assert_build_refused(struct xrom_tree *tree, const struct xrom_build_options *options, int error,
                          const char *message);

/* Asserts that a call failed with XROM_ERR_TREE, and that the message is exactly this. */
void assert_tree_error(const struct xrom_tree *tree, int error, const char *message);

void assert_bytes_equal(struct bytes a, const void *bytes, size_t size);

/* ---- Trees from memory ---- */

struct xrom_tree *new_tree(void);
struct xrom_entry *add_directory(struct xrom_tree *tree, struct xrom_entry *parent, const char *name);
void add_file(struct xrom_tree *tree, struct xrom_entry *parent, const char *name, const char *text);

/* ---- Folders of the host ---- */

/* Setup and teardown of a test: *state is the path of an empty folder, which is removed with all that is in it. */
int make_folder(void **state);
int remove_folder(void **state);
#define folder_test(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

/* Make things in a folder; `name` may be a path. make_file() replaces the content of an existing file. */
void make_file(const char *folder, const char *name, const char *text);
void make_file_of(const char *folder, const char *name, const void *bytes, size_t size);
void make_directory(const char *folder, const char *name);
void make_link(const char *folder, const char *name, const char *target);

/* The path of something in a folder, in one of a few buffers that are used in turn. */
const char *path_in(const char *folder, const char *name);

/* A tree from a folder that can be added. */
struct xrom_tree *tree_of_folder(const char *folder);

/* Asserts that a folder cannot be added; the message is `name` in the folder, ": " and then exactly `message`. */
void assert_folder_refused(const char *folder, int error, const char *name, const char *message);

#endif
