/* SPDX-License-Identifier: MIT */
/*
 * A tree made of structured bytes (see model.h) -> an image -> read back. What holds for every build stands in
 * collect.h; besides,
 *
 * 1. A name is refused exactly if it is empty, "." or "..", no UTF-8, or holds '/' or zero; so is a file as parent.
 * 2. A build is refused exactly if two entries of a directory have equal names, for mpremote also if a name is not
 *    ASCII.
 * 3. Each entry is found by its path, with its kind, size and bytes, and nothing else is there.
 * 4. The same tree gives the same bytes: when it is built again, and when its entries are added in another order.
 * 5. Image -> tree -> image changes nothing, and the content of an image can be added to a directory.
 * 6. For mpremote the image is what mpremote makes of the tree.
 * 7. An image larger than allowed is refused before anything is written; one of exactly that size is built.
 * 8. A sink that fails ends the build with XROM_ERR_SINK, and what it got before is the front of the image.
 * 9. Progress goes forward, up to the size of the image.
 * 10. Data has at least the alignment that was asked for, at the byte that was asked for, and the base needs no less.
 * 11. A walk over the entries of a tree finds all of them, and reads what is in them.
 *
 * Invariants: 1, 2, 3, 12.
 */
#include <libdeflate.h>

#include <xrom/metadata.h>

#include "collect.h"
#include "model.h"
#include "options.h"
#include "property.h"

static struct model model;
static struct xrom_build_options options;

/* Tests that a build goes forward. Begins again with 0 at the end. */
static void note_progress(void *context, uint64_t done, uint64_t total)
{
    uint64_t *before = context;

    PROPERTY(9, done > 0 && done <= total && total <= XROM_SIZE_MAX, "progress goes up to the whole");
    PROPERTY(9, done > *before, "progress goes forward");
    *before = done == total ? 0 : done;
}

static struct xrom_tree *new_tree(void)
{
    struct xrom_tree *tree = xrom_tree_new();

    if (!tree) {
        fuzz_no_memory();
    }
    PROPERTY(1, xrom_tree_message(tree) != NULL, "a tree always has a message");
    return tree;
}

/* Adds an entry. Its name is a copy of exactly its size, which is gone afterwards. */
static int add(struct xrom_tree *tree, struct xrom_entry *parent, const struct model_entry *entry,
               struct xrom_entry **added)
{
    char *name = fuzz_copy(entry->name, entry->name_size);
    int error = entry->file ? xrom_tree_add_bytes(tree, parent, name, entry->name_size, entry->data, entry->size, added)
                            : xrom_tree_add_directory(tree, parent, name, entry->name_size, added);

    free(name);
    return error;
}

/* Tests an entry that must be refused, in a tree of its own: after an error a tree can only be freed. */
static void test_refusal(const struct model_entry *entry)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *parent = NULL;
    struct xrom_entry *added = NULL;

    if (model.entries[entry->parent].file) {
        PROPERTY(1, add(tree, NULL, &model.entries[entry->parent], &parent) == XROM_OK, "an allowed entry is added");
    } else {
        PROPERTY(1, xrom_tree_add_bytes(tree, NULL, "a", 1, "", 0, NULL) == XROM_OK,
                 "nobody needs to ask for an entry");
    }
    PROPERTY(1, add(tree, parent, entry, &added) == XROM_ERR_TREE, "a bad name, and a file as parent, are refused");
    PROPERTY(1, added == NULL, "what is refused gives no entry");
    test_message(tree);
    xrom_tree_free(tree);
}

/* Makes the model of an input. */
static void read_model(struct model_input *input)
{
    struct model_entry entry;

    model_begin(&model, input);
    while (model_next(&model, input, &entry)) {
        if (model_allows(entry.name, entry.name_size) && !model.entries[entry.parent].file) {
            model.entries[model.count++] = entry;
        } else {
            test_refusal(&entry);
            model_entry_free(&entry);
        }
    }
}

/* Says which byte of each file is to be aligned. */
static void align_bytes(struct xrom_tree *tree, size_t count)
{
    struct xrom_entry *entry = NULL;
    struct xrom_entry_stat stat;

    while ((entry = xrom_tree_next(tree, entry)) != NULL) {
        xrom_entry_stat(entry, &stat);
        count--;
        if (stat.kind == XROM_FILE) {
            uint32_t origin = options_origin(&options, stat.name, stat.name_size, (size_t)stat.size);
            uint8_t *bytes = fuzz_allocate((size_t)stat.size);
            PROPERTY(11, xrom_tree_read(tree, entry, bytes) == XROM_OK, "a file of a tree can be read");
            PROPERTY(10, xrom_tree_align_at(tree, entry, origin) == XROM_OK, "any byte of a file can be aligned");
            free(bytes);
        } else {
            PROPERTY(10, xrom_tree_align_at(tree, entry, 0) == XROM_ERR_TREE, "no byte of a directory can be aligned");
        }
    }
    PROPERTY(11, count == 0, "each entry is found once");
}

/* The tree of the model, with the entries in order or, as far as their parents permit, in the opposite one. */
static struct xrom_tree *make_tree(bool backward)
{
    struct xrom_entry *added[MODEL_ENTRIES] = {NULL};
    struct xrom_tree *tree = new_tree();
    size_t left = model.count - 1;
    size_t i = 0;

    while (left > 0) {
        i = backward ? (i + model.count - 1) % model.count : (i + 1) % model.count;
        if (i != 0 && !added[i] && (model.entries[i].parent == 0 || added[model.entries[i].parent])) {
            struct xrom_entry *parent = added[model.entries[i].parent];
            PROPERTY(1, add(tree, parent, &model.entries[i], &added[i]) == XROM_OK, "an allowed entry is added");
            PROPERTY(1, added[i] != NULL, "what was added has an entry");
            left--;
        }
    }
    align_bytes(tree, model.count - 1);
    return tree;
}

/* Whether data is that of an entry, which may have become smaller. */
static bool is_data(const struct xrom_image *image, const struct xrom_node *node, const struct model_entry *entry,
                    const void *data, uint32_t size)
{
    struct libdeflate_decompressor *decompressor;
    char encoding[4];
    uint8_t *inflated;
    size_t got;
    bool same;

    if (xrom_metadata(image, node, XROM_CONTENT_ENCODING, encoding, sizeof encoding, &got) != XROM_OK) {
        return size == entry->size && memcmp(data, entry->data, size) == 0;
    }
    decompressor = libdeflate_alloc_decompressor();
    inflated = fuzz_allocate(entry->size);
    same = decompressor && options.gzip_count > 0 && got == 4 && memcmp(encoding, "gzip", 4) == 0 &&
           size + 6 < entry->size &&
           libdeflate_gzip_decompress(decompressor, data, size, inflated, entry->size, &got) == LIBDEFLATE_SUCCESS &&
           got == entry->size && memcmp(inflated, entry->data, got) == 0;
    libdeflate_free_decompressor(decompressor);
    free(inflated);
    return same;
}

static void test_entry(const struct xrom_image *image, const struct xrom_node *from, size_t index)
{
    const struct model_entry *entry = &model.entries[index];
    const char *path;
    size_t size = model_path(&model, index, &path);
    struct xrom_node node;
    const void *data;
    uint32_t data_size;

    PROPERTY(3, xrom_lookup_from(image, from, path, size, &node) == XROM_OK, "an entry is found by its path");
    PROPERTY(3, node.kind == (entry->file ? XROM_FILE : XROM_DIRECTORY), "an entry has its kind");
    if (entry->file) {
        uint32_t origin = options_origin(&options, entry->name, entry->name_size, entry->size);
        PROPERTY(3, xrom_data(image, &node, 1, &data, &data_size) == XROM_OK, "a file has data");
        PROPERTY(10, ((const uint8_t *)data - image->base + origin) % options_align(&options, entry) == 0,
                 "a file has aligned data");
        PROPERTY(3, is_data(image, &node, entry, data, data_size), "a file has its bytes");
    }
}

static void test_content(const struct xrom_image *image, const struct xrom_node *from)
{
    size_t i;

    for (i = 1; i < model.count; i++) {
        test_entry(image, from, i);
    }
}

static void test_same(const struct collection *expected, struct xrom_tree *tree, const char *what)
{
    struct collection again;
    struct xrom_built built;
    int error = collect(&again, tree, &options, &built);

    PROPERTY(4, !error && collection_equals(&again, expected), what);
    collection_free(&again);
}

static void test_image(const struct xrom_image *image, const struct collection *expected)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_entry *directory;
    struct collection nested;
    struct xrom_built built;
    struct xrom_image outer;
    struct xrom_node inner;

    PROPERTY(5, xrom_tree_add_image(tree, NULL, image) == XROM_OK, "an image that was built can be added");
    align_bytes(tree, model.count - 1);
    test_same(expected, tree, "image -> tree -> image changes nothing");
    xrom_tree_free(tree);

    tree = new_tree();
    PROPERTY(1, xrom_tree_add_bytes(tree, NULL, "f", 1, "", 0, &directory) == XROM_OK, "a file is added");
    PROPERTY(1, xrom_tree_add_image(tree, directory, image) == XROM_ERR_TREE, "a file as parent is refused");
    test_message(tree);
    xrom_tree_free(tree);

    tree = new_tree();
    PROPERTY(5, xrom_tree_add_directory(tree, NULL, "in", 2, &directory) == XROM_OK, "a directory is added");
    PROPERTY(5, xrom_tree_add_image(tree, directory, image) == XROM_OK, "an image can be added to a directory");
    align_bytes(tree, model.count);
    PROPERTY(5, collect(&nested, tree, &options, &built) == XROM_OK, "what was added can be built");
    collection_open(&nested, &built, &outer);
    PROPERTY(5, xrom_lookup(&outer, "in", &inner) == XROM_OK, "the directory is there");
    PROPERTY(5, built.file_count + built.directory_count == model.count, "all was added, and nothing else");
    test_content(&outer, &inner);
    collection_free(&nested);
    xrom_tree_free(tree);
}

static void test_limits(struct xrom_tree *tree, const struct collection *expected, size_t some)
{
    struct collection part;
    struct xrom_built built;
    size_t from = some % expected->size;

    PROPERTY(8, collect_until(&part, tree, &options, from) == XROM_ERR_SINK, "a sink that fails ends the build");
    PROPERTY(8, part.size <= from && memcmp(part.bytes ? part.bytes : expected->bytes, expected->bytes, part.size) == 0,
             "a sink that fails has got the front of the image");
    test_message(tree);
    collection_free(&part);
    xrom_tree_free(tree);

    tree = make_tree(false);
    *(uint64_t *)options.context = 0; /* the progress of the build that failed */
    options.max_size = UINT32_MAX;
    test_same(expected, tree, "a size that no image can have allows all");
    options.max_size = (uint32_t)expected->size;
    test_same(expected, tree, "an image may be as large as allowed");
    options.max_size = (uint32_t)(expected->size - 1 - some % (expected->size - 1));
    PROPERTY(7, collect(&part, tree, &options, &built) == XROM_ERR_TREE, "a larger image is refused");
    PROPERTY(7, part.size == 0, "an image that is too large is not begun");
    test_message(tree);
    collection_free(&part);
    xrom_tree_free(tree);
}

static void test_build(struct xrom_tree *tree, size_t some)
{
    struct xrom_tree *backward = make_tree(true);
    struct collection first;
    struct xrom_built built;
    struct xrom_image image;
    uint8_t *mpremote;

    PROPERTY(2, collect(&first, tree, &options, &built) == XROM_OK, "a good tree is built");
    collection_open(&first, &built, &image);
    PROPERTY(3, built.file_count + built.directory_count + 1 == model.count, "nothing but the entries is there");
    test_content(&image, NULL);
    test_same(&first, tree, "a tree can be built again");
    test_same(&first, backward, "the order of adding does not matter");
    xrom_tree_free(backward);
    if (options.mpremote) {
        size_t size = model_image(&model, &mpremote);
        PROPERTY(6, size == first.size && memcmp(mpremote, first.bytes, size) == 0, "the image is that of mpremote");
        free(mpremote);
    }
    test_image(&image, &first);
    test_limits(tree, &first, some);
    collection_free(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct model_input input = {bytes, size};
    uint64_t done = 0;
    struct xrom_tree *tree;

    read_model(&input);
    options = options_of(&model);
    options.progress = note_progress;
    options.context = &done;
    tree = make_tree(false);
    if (model_has_equals(&model) || (options.mpremote && !model_is_ascii(&model))) {
        struct collection none;
        struct xrom_built built;
        PROPERTY(2, collect(&none, tree, &options, &built) == XROM_ERR_TREE, "a bad tree is not built");
        PROPERTY(2, none.size == 0, "an image of a bad tree is not begun");
        test_message(tree);
        collection_free(&none);
        xrom_tree_free(tree);
    } else {
        test_build(tree, fuzz_choose(bytes, size, 0));
    }
    model_free(&model);
    return 0;
}
