/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xrom/verify.h>

#include "support_build.h"

static int keep(void *context, const void *bytes, size_t size)
{
    struct memory_sink *memory = context;
    uint8_t *grown = realloc(memory->bytes.data, memory->bytes.size + size);

    assert_in_range(size, 1, 1048576);
    assert_non_null(grown);
    memcpy(grown + memory->bytes.size, bytes, size);
    memory->bytes.data = grown;
    memory->bytes.size += size;
    return 0;
}

void memory_sink_begin(struct memory_sink *memory)
{
    memset(memory, 0, sizeof *memory);
    memory->sink.write = keep;
    memory->sink.context = memory;
}

const struct xrom_build_options plain = {PLAIN};

/* Moves bytes to an address that is a multiple of all alignments, as that in flash would be. */
static void align_bytes(struct bytes *bytes)
{
    void *aligned = NULL;

    assert_int_equal(posix_memalign(&aligned, 0x10000, bytes->size), 0);
    memcpy(aligned, bytes->data, bytes->size);
    free(bytes->data);
    bytes->data = aligned;
}

static void assert_sound(const void *bytes, size_t size)
{
    size_t level_count = size / 4 + 1;
    uint32_t *levels = malloc(level_count * sizeof levels[0]);
    struct xrom_image image;
    struct xrom_fault fault;
    int error;

    open_image(&image, bytes, size);
    assert_int_equal(image.size, size);
    assert_non_null(levels);
    assert_int_equal(xrom_check(&image, levels, (uint32_t)level_count, &fault), XROM_OK);
    free(levels);
    error = xrom_verify(&image);
    assert_true(error == XROM_OK || error == XROM_ERR_NOT_FOUND);
}

struct bytes build_again(struct xrom_tree *tree, const struct xrom_build_options *options, struct xrom_built *built)
{
    struct memory_sink memory;

    memory_sink_begin(&memory);
    if (xrom_build(tree, options, &memory.sink, built) != XROM_OK) {
        fail_msg("%s", xrom_tree_message(tree));
    }
    assert_int_equal(built->image_size, memory.bytes.size);
    assert_int_equal(memory.bytes.size % 2, 0);
    align_bytes(&memory.bytes);
    assert_sound(memory.bytes.data, memory.bytes.size);
    return memory.bytes;
}

struct bytes build_with(struct xrom_tree *tree, const struct xrom_build_options *options)
{
    struct xrom_built built;
    struct bytes bytes = build_again(tree, options, &built);

    xrom_tree_free(tree);
    return bytes;
}

struct bytes build(struct xrom_tree *tree)
{
    return build_with(tree, &plain);
}

void assert_bytes_equal(struct bytes a, const void *bytes, size_t size)
{
    assert_int_equal(a.size, size);
    assert_memory_equal(a.data, bytes, size);
}

void assert_builds(struct xrom_tree *tree, const void *bytes, size_t size)
{
    struct bytes image = build(tree);

    assert_bytes_equal(image, bytes, size);
    free(image.data);
}

void assert_build_refused(struct xrom_tree *tree, const struct xrom_build_options *options, int error,
                          const char *message)
{
    struct memory_sink memory;
    struct xrom_built built;

    memory_sink_begin(&memory);
    FILL(built);
    assert_int_equal(xrom_build(tree, options ? options : &plain, &memory.sink, &built), error);
    assert_string_equal(xrom_tree_message(tree), message);
    assert_int_equal(memory.bytes.size, 0);
    assert_untouched(built);
    xrom_tree_free(tree);
}

void assert_tree_error(const struct xrom_tree *tree, int error, const char *message)
{
    assert_int_equal(error, XROM_ERR_TREE);
    assert_string_equal(xrom_tree_message(tree), message);
}

struct xrom_tree *new_tree(void)
{
    struct xrom_tree *tree = xrom_tree_new();

    assert_non_null(tree);
    return tree;
}

struct xrom_entry *add_directory(struct xrom_tree *tree, struct xrom_entry *parent, const char *name)
{
    struct xrom_entry *entry = NULL;

    assert_int_equal(xrom_tree_add_directory(tree, parent, name, strlen(name), &entry), XROM_OK);
    assert_non_null(entry);
    return entry;
}

void add_file(struct xrom_tree *tree, struct xrom_entry *parent, const char *name, const char *text)
{
    assert_int_equal(xrom_tree_add_bytes(tree, parent, name, strlen(name), text, strlen(text), NULL), XROM_OK);
}

int make_folder(void **state)
{
    const char *folder = getenv("TMPDIR");
    char path[1024];

    snprintf(path, sizeof path, "%s/xrom-test-XXXXXX", folder ? folder : "/tmp");
    *state = mkdtemp(path) ? strdup(path) : NULL;
    return *state ? 0 : -1;
}

const char *path_in(const char *folder, const char *name)
{
    static char paths[4][4096];
    static unsigned turn;
    char *path = paths[turn++ % 4];
    int size = snprintf(path, sizeof paths[0], "%s/%s", folder, name);

    assert_in_range(size, 1, sizeof paths[0] - 1);
    return path;
}

void make_file_of(const char *folder, const char *name, const void *bytes, size_t size)
{
    FILE *file = fopen(path_in(folder, name), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void make_file(const char *folder, const char *name, const char *text)
{
    make_file_of(folder, name, text, strlen(text));
}

void make_directory(const char *folder, const char *name)
{
    assert_int_equal(mkdir(path_in(folder, name), 0777), 0);
}

void make_link(const char *folder, const char *name, const char *target)
{
    assert_int_equal(symlink(target, path_in(folder, name)), 0);
}

struct xrom_tree *tree_of_folder(const char *folder)
{
    struct xrom_tree *tree = new_tree();

    if (xrom_tree_add_folder(tree, NULL, folder, NULL) != XROM_OK) {
        fail_msg("%s", xrom_tree_message(tree));
    }
    return tree;
}

void assert_folder_refused(const char *folder, int error, const char *name, const char *message)
{
    struct xrom_tree *tree = new_tree();
    char expected[4096];

    assert_int_equal(xrom_tree_add_folder(tree, NULL, folder, NULL), error);
    snprintf(expected, sizeof expected, "%s/%s: %s", folder, name, message);
    assert_string_equal(xrom_tree_message(tree), expected);
    xrom_tree_free(tree);
}
