/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "image.h"

enum { IMAGE_ALIGN = 4096 };

const char *const bench_layout_names[BENCH_LAYOUT_COUNT] = {"plain", "unindexed", "indexed"};

/* Takes the image up: in memory that grows by halves, as its size is told at the end alone. */
struct memory {
    uint8_t *bytes;
    size_t size, capacity;
};

static int write_part(void *context, const void *bytes, size_t size)
{
    struct memory *memory = context;

    if (size > memory->capacity - memory->size) {
        memory->capacity += memory->capacity / 2 + size;
        memory->bytes = realloc(memory->bytes, memory->capacity);
        if (!memory->bytes) {
            bench_fail("no memory for an image of %zu bytes", memory->capacity);
        }
    }
    memcpy(memory->bytes + memory->size, bytes, size);
    memory->size += size;
    return 0;
}

static struct xrom_tree *make_tree(const struct bench_tree *tree)
{
    struct xrom_entry **made = bench_alloc(tree->count * sizeof *made);
    struct xrom_tree *result = xrom_tree_new();
    int error = result ? XROM_OK : XROM_ERR_MEMORY;

    for (size_t i = 0; i < tree->count && !error; i++) {
        const struct bench_entry *entry = &tree->entries[i];
        struct xrom_entry *parent = entry->parent ? made[entry->parent - tree->entries] : NULL;
        size_t name_size = strlen(entry->name);
        if (entry->bytes) {
            error = xrom_tree_add_bytes(result, parent, entry->name, name_size, entry->bytes, entry->size, NULL);
        } else {
            error = xrom_tree_add_directory(result, parent, entry->name, name_size, &made[i]);
        }
    }
    if (error) {
        bench_fail("no tree: %s", result ? xrom_tree_message(result) : "no memory");
    }
    free(made);
    return result;
}

void bench_image_make(struct bench_image *image, const struct bench_tree *tree, enum bench_layout layout)
{
    struct memory memory = {NULL, 0, 0};
    const struct xrom_sink sink = {write_part, &memory};
    struct xrom_build_options options;
    struct xrom_tree *made = make_tree(tree);

    memset(&options, 0, sizeof options);
    options.mpremote = layout == BENCH_PLAIN;
    if (layout == BENCH_UNINDEXED) {
        options.index = XROM_INDEX_NEVER;
    } else if (layout == BENCH_INDEXED) {
        options.index = XROM_INDEX_ALWAYS;
    }
    if (xrom_build(made, &options, &sink, &image->built)) {
        bench_fail("no image: %s", xrom_tree_message(made));
    }
    xrom_tree_free(made);
    image->size = (uint32_t)memory.size;
    image->bytes = aligned_alloc(IMAGE_ALIGN, (memory.size + IMAGE_ALIGN - 1) / IMAGE_ALIGN * IMAGE_ALIGN);
    if (!image->bytes) {
        bench_fail("no memory for an image of %zu bytes", memory.size);
    }
    memcpy(image->bytes, memory.bytes, memory.size);
    free(memory.bytes);
}

void bench_image_free(struct bench_image *image)
{
    free(image->bytes);
}

void bench_image_open(const void *bytes, size_t size, struct xrom_image *opened, struct xrom_index *index)
{
    int error = xrom_open(opened, bytes, size);

    if (!error) {
        error = xrom_index_open(index, opened);
    }
    if (error) {
        bench_fail("an image cannot be opened: error %d", error);
    }
}

void bench_image_lookup(const struct xrom_index *index, bool plain, const char *path, int expected)
{
    struct xrom_node node;
    int error = plain ? xrom_lookup(index->image, path, &node) : xrom_index_lookup(index, path, &node);

    if (error != expected) {
        bench_fail("looking up %s gives %d, not %d", path, error, expected);
    }
}
