/* SPDX-License-Identifier: MIT */
/* Each vector holds what its list says: paths, kinds, sizes, places, and the SHA-256 of all data. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "vectors.h"

/* One line of a list. A directory has no size, offset and hash. */
struct line {
    char kind[5];
    char path[1024];
    unsigned long size, offset;
    char sha256[65];
};

/* Takes the next line of a list, past comments. Returns false at the end. */
static bool next_line(struct bytes *list, struct line *line)
{
    while (list->size > 0) {
        const char *text = (const char *)list->data;
        const char *end = memchr(text, '\n', list->size);
        char copy[2048];
        size_t size;

        assert_non_null(end);
        size = (size_t)(end - text);
        assert_true(size < sizeof copy);
        memcpy(copy, text, size);
        copy[size] = '\0';
        list->data += size + 1;
        list->size -= size + 1;
        if (copy[0] == 'f') {
            assert_int_equal(sscanf(copy, "%4[a-z]\t%1023[^\t]\t%lu\t%lu\t%64[0-9a-f]", line->kind, line->path,
                                    &line->size, &line->offset, line->sha256),
                             5);
            return true;
        }
        if (copy[0] != '#') {
            assert_int_equal(sscanf(copy, "%4[a-z]\t%1023[^\t]", line->kind, line->path), 2);
            return true;
        }
    }
    return false;
}

static void assert_sha256(const void *data, size_t size, const char *expected)
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    char text[2 * EVP_MAX_MD_SIZE + 1];
    unsigned count = 0;

    assert_int_equal(EVP_Digest(data, size, digest, &count, EVP_sha256(), NULL), 1);
    assert_int_equal(count, 32);
    for (unsigned i = 0; i < count; i++) {
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
    assert_string_equal(text, expected);
}

/* Asserts that a node is what a line says of it. */
static void assert_node_is(const struct xrom_image *image, const struct xrom_node *node, const struct line *line)
{
    struct xrom_stat stat;
    const void *data;
    uint32_t size;

    assert_string_equal(line->kind, node->kind == XROM_FILE ? "file" : "dir");
    if (node->kind == XROM_FILE) {
        assert_int_equal(xrom_stat(image, node, &stat), XROM_OK);
        assert_int_equal(stat.size, line->size);
        assert_int_equal(stat.offset, line->offset);
        assert_int_equal(xrom_data(image, node, 1, &data, &size), XROM_OK);
        assert_ptr_equal(data, image->base + line->offset);
        assert_int_equal(size, line->size);
        assert_sha256(data, size, line->sha256);
    }
}

/* The path of a node, from where in the image it is. */
static void path_of(const struct xrom_image *image, const struct xrom_node *node, char path[1024])
{
    assert_int_equal(xrom_path_at(image, node->name, path, 1024), XROM_OK);
    assert_int_equal(path[0], '/');
}

static void test_walk(const struct vector *vector)
{
    struct bytes bytes = load_vector(vector->name, "image.romfs");
    struct bytes list = load_vector(vector->name, "listing.tsv");
    uint8_t *list_data = list.data;
    uint32_t levels[32], depth;
    struct xrom_image image;
    struct xrom_node node;
    struct xrom_walk walk;
    struct line line;

    open_sound_image(&image, bytes.data, bytes.size);
    node = xrom_root(&image);
    assert_int_equal(xrom_walk(&node, levels, 32, &walk), XROM_OK);
    while (next_line(&list, &line)) {
        char path[1024];

        assert_int_equal(xrom_walk_next(&image, &walk, &node, &depth), XROM_OK);
        path_of(&image, &node, path);
        assert_string_equal(path + 1, line.path);
        assert_node_is(&image, &node, &line);
    }
    assert_int_equal(xrom_walk_next(&image, &walk, &node, &depth), XROM_ERR_END);
    free(list_data);
    free(bytes.data);
}

/* Copies the first line of a path to `line`: of two equal paths, that is the one which lookup finds. */
static void first_line_of(struct bytes list, const char *path, struct line *line)
{
    do {
        assert_true(next_line(&list, line));
    } while (strcmp(line->path, path) != 0);
}

static void assert_found(const struct xrom_image *image, const char *path, const struct line *line)
{
    struct xrom_node node;

    assert_int_equal(xrom_lookup(image, path, &node), XROM_OK);
    assert_node_is(image, &node, line);
}

static void test_lookup(const struct vector *vector)
{
    struct bytes bytes = load_vector(vector->name, "image.romfs");
    struct bytes list = load_vector(vector->name, "listing.tsv");
    struct bytes rest = list;
    struct xrom_image image;
    struct xrom_node node;
    struct line line;

    open_sound_image(&image, bytes.data, bytes.size);
    while (next_line(&rest, &line)) {
        struct line first;
        char path[sizeof line.path + 2];

        first_line_of(list, line.path, &first);
        assert_found(&image, line.path, &first);
        snprintf(path, sizeof path, "/%s", line.path);
        assert_found(&image, path, &first);
        snprintf(path, sizeof path, "%s/", line.path);
        if (node_at(&image, line.path).kind == XROM_DIRECTORY) {
            assert_found(&image, path, &first);
        } else {
            assert_int_equal(xrom_lookup(&image, path, &node), XROM_ERR_NOT_FOUND);
        }
        snprintf(path, sizeof path, "%s?", line.path);
        assert_int_equal(xrom_lookup(&image, path, &node), XROM_ERR_NOT_FOUND);
    }
    free(list.data);
    free(bytes.data);
}

/* The sizes of images differ from those of their files where something follows them. */
static void test_size(const struct vector *vector)
{
    struct bytes bytes = load_vector(vector->name, "image.romfs");
    struct xrom_image image;

    open_sound_image(&image, bytes.data, bytes.size);
    assert_int_equal(image.size % 2, 0);
    assert_int_equal(image.size, strcmp(vector->name, "trailing-flash") == 0 ? 16 : bytes.size);
    free(bytes.data);
}

int main(void)
{
    static const struct test_of_vectors tests[] = {
        {"test_vector_image_has_its_size", test_size},
        {"test_vector_walk_gives_the_list", test_walk},
        {"test_vector_lookup_finds_each_path_of_the_list", test_lookup},
    };

    return run_on_vectors("vectors", tests, sizeof tests / sizeof tests[0]);
}
