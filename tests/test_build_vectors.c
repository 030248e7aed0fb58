/* SPDX-License-Identifier: MIT */
/* The vectors: images of MicroPython's own builder, rebuilt byte for byte. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support_build.h"

/* Made by mpremote. */
static const char *const vectors[] = {"deep", "empty", "mixed", "names", "one", "prefixes", "varuint-sizes", "wide"};

/* Made otherwise: legal, and not in the form that a builder gives. */
static const char *const odd_vectors[] = {"duplicate-names", "padded-varuints", "padding",      "pointer-nested",
                                          "shared-pointer",  "trailing-flash",  "unknown-kinds"};

#define VECTOR_COUNT (sizeof vectors / sizeof vectors[0])
#define ODD_COUNT (sizeof odd_vectors / sizeof odd_vectors[0])

static const struct xrom_build_options mpremote = {.mpremote = true};

/* A line of a listing: "dir PATH", or "file PATH SIZE OFFSET HASH", with tabs between. */
struct line {
    const char *kind;
    const char *path;
};

/* Gives the next line of a listing, which is cut up. False: there is none. */
static bool next_line(char **listing, struct line *line)
{
    char *text;

    do {
        text = *listing;
        *listing = strchr(text, '\n');
        if (!*listing) {
            return false;
        }
        *(*listing)++ = '\0';
    } while (text[0] == '#');

    line->kind = text;
    text = strchr(text, '\t');
    assert_non_null(text);
    *text++ = '\0';
    line->path = text;
    text += strcspn(text, "\t");
    *text = '\0';
    return true;
}

static char *load_listing(const char *vector)
{
    struct bytes bytes = load_vector(vector, "listing.tsv");
    char *text = realloc(bytes.data, bytes.size + 1);

    assert_non_null(text);
    text[bytes.size] = '\0';
    return text;
}

static struct bytes load_file_of(const char *vector, const char *path)
{
    char name[1024];
    int size = snprintf(name, sizeof name, "tree/%s", path);

    assert_in_range(size, 1, sizeof name - 1);
    return load_vector(vector, name);
}

/*
 * Copies the tree of a vector to a folder, with the empty directories that the vectors, as they are stored, do not
 * hold. A listing has the order of a walk, so a directory is there before what it holds.
 */
static void copy_tree(const char *vector, const char *folder)
{
    char *listing = load_listing(vector);
    char *rest = listing;
    struct line line;

    while (next_line(&rest, &line)) {
        if (strcmp(line.kind, "dir") == 0) {
            make_directory(folder, line.path);
        } else {
            struct bytes bytes = load_file_of(vector, line.path);
            make_file_of(folder, line.path, bytes.data, bytes.size);
            free(bytes.data);
        }
    }
    free(listing);
}

static void test_vectors_are_rebuilt_from_folders(void **state)
{
    for (size_t i = 0; i < VECTOR_COUNT; i++) {
        struct bytes expected = load_vector(vectors[i], "image.romfs");
        struct bytes bytes;
        char *folder = strdup(path_in(*state, vectors[i]));

        assert_non_null(folder);
        make_directory(*state, vectors[i]);
        copy_tree(vectors[i], folder);
        bytes = build_with(tree_of_folder(folder), &mpremote);
        assert_bytes_equal(bytes, expected.data, expected.size);
        free(bytes.data);

        /* The option refuses names and changes no bytes. */
        bytes = build(tree_of_folder(folder));
        assert_bytes_equal(bytes, expected.data, expected.size);
        free(bytes.data);
        free(folder);
        free(expected.data);
    }
}

/* A file of a tree from memory, which must live as long as the tree. */
struct kept {
    struct bytes bytes[1000];
    size_t count;
};

/* Adds what a line of a listing says. Its directory was the last one that was added with that path. */
static void add_line(struct xrom_tree *tree, const char *vector, const struct line *line, struct xrom_entry *directory,
                     struct xrom_entry **entry, struct kept *kept)
{
    const char *slash = strrchr(line->path, '/');
    const char *name = slash ? slash + 1 : line->path;
    struct bytes bytes;

    if (strcmp(line->kind, "dir") == 0) {
        *entry = add_directory(tree, directory, name);
        return;
    }
    bytes = load_file_of(vector, line->path);
    assert_in_range(kept->count, 0, sizeof kept->bytes / sizeof kept->bytes[0] - 1);
    kept->bytes[kept->count++] = bytes;
    assert_int_equal(xrom_tree_add_bytes(tree, directory, name, strlen(name), bytes.data, bytes.size, entry), XROM_OK);
}

/* The directories on the way to what a listing has come to; a listing has the order of a walk. */
struct way {
    struct xrom_entry *entries[64];
    size_t depth;
};

static size_t depth_of(const char *path)
{
    size_t depth = 0;

    for (; *path; path++) {
        depth += *path == '/';
    }
    return depth;
}

static void test_vectors_are_rebuilt_from_memory(void **state)
{
    static struct kept kept;

    (void)state;
    for (size_t i = 0; i < VECTOR_COUNT; i++) {
        struct bytes expected = load_vector(vectors[i], "image.romfs");
        struct xrom_tree *tree = new_tree();
        struct way way = {{NULL}, 0};
        char *listing = load_listing(vectors[i]);
        char *rest = listing;
        struct line line;

        kept.count = 0;
        while (next_line(&rest, &line)) {
            way.depth = depth_of(line.path);
            assert_in_range(way.depth, 0, 62);
            add_line(tree, vectors[i], &line, way.entries[way.depth], &way.entries[way.depth + 1], &kept);
        }
        assert_builds(tree, expected.data, expected.size);
        while (kept.count > 0) {
            free(kept.bytes[--kept.count].data);
        }
        free(listing);
        free(expected.data);
    }
}

/* An image of what an image holds. */
static struct bytes rebuild(struct bytes bytes)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;

    open_image(&image, bytes.data, bytes.size);
    if (xrom_tree_add_image(tree, NULL, &image) != XROM_OK) {
        fail_msg("%s", xrom_tree_message(tree));
    }
    return build_with(tree, &mpremote);
}

static void test_vectors_are_rebuilt_from_their_images(void **state)
{
    (void)state;
    for (size_t i = 0; i < VECTOR_COUNT; i++) {
        struct bytes expected = load_vector(vectors[i], "image.romfs");
        struct bytes bytes = rebuild(expected);

        assert_bytes_equal(bytes, expected.data, expected.size);
        free(bytes.data);
        free(expected.data);
    }
}

/* Asserts that all that can be found by a path of a listing is the same in two images. */
static void assert_same_content(const char *vector, struct bytes one, struct bytes other)
{
    char *listing = load_listing(vector);
    char *rest = listing;
    struct xrom_image images[2];
    struct line line;

    open_image(&images[0], one.data, one.size);
    open_image(&images[1], other.data, other.size);
    while (next_line(&rest, &line)) {
        struct xrom_node nodes[2] = {node_at(&images[0], line.path), node_at(&images[1], line.path)};
        const void *data[2];
        uint32_t sizes[2];

        assert_int_equal(nodes[0].kind, nodes[1].kind);
        if (nodes[0].kind == XROM_FILE) {
            assert_int_equal(xrom_data(&images[0], &nodes[0], 1, &data[0], &sizes[0]), XROM_OK);
            assert_int_equal(xrom_data(&images[1], &nodes[1], 1, &data[1], &sizes[1]), XROM_OK);
            assert_int_equal(sizes[0], sizes[1]);
            assert_memory_equal(data[0], data[1], sizes[0]);
        }
    }
    free(listing);
}

static void test_vectors_of_odd_form_keep_their_content(void **state)
{
    (void)state;
    for (size_t i = 0; i < ODD_COUNT; i++) {
        struct bytes odd = load_vector(odd_vectors[i], "image.romfs");
        struct bytes bytes = rebuild(odd);
        struct bytes again = rebuild(bytes);

        assert_same_content(odd_vectors[i], odd, bytes);
        assert_bytes_equal(again, bytes.data, bytes.size);
        free(odd.data);
        free(bytes.data);
        free(again.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(test_vectors_are_rebuilt_from_folders),
        cmocka_unit_test(test_vectors_are_rebuilt_from_memory),
        cmocka_unit_test(test_vectors_are_rebuilt_from_their_images),
        cmocka_unit_test(test_vectors_of_odd_form_keep_their_content),
    };

    return cmocka_run_group_tests_name("build_vectors", tests, NULL, NULL);
}
