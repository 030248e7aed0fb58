/* SPDX-License-Identifier: MIT */
/* Images with an index: when there is one, what it costs, and that all is found through it and without it. */
#include <stdlib.h>
#include <string.h>

#include <xrom/index.h>

#include "support_build.h"

static uint8_t content[6000];
static uint32_t random_state;

static uint32_t random_up_to(uint32_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (uint32_t)(((uint64_t)limit + 1) * random_state >> 32);
}

/* A name as modules have them: 6 to 20 letters. Those of one directory differ in their first three. */
static void make_name(char name[21], unsigned number)
{
    size_t size = 6 + random_up_to(14);

    for (size_t i = 0; i < size; i++) {
        name[i] = (char)('a' + random_up_to(25));
    }
    name[0] = (char)('a' + number % 26);
    name[1] = (char)('a' + number / 26 % 26);
    name[2] = (char)('a' + number / 676);
    name[size] = '\0';
}

/* What a generated tree looks like. */
struct shape {
    unsigned counts[3]; /* directories on each level, and in the innermost of them files */
    size_t levels;
    uint32_t size_min; /* of files */
    uint32_t size_max;
};

static void fill(struct xrom_tree *tree, struct xrom_entry *parent, const struct shape *shape, size_t level)
{
    for (unsigned i = 0; i < shape->counts[level]; i++) {
        char name[21];

        make_name(name, i);
        if (level + 1 < shape->levels) {
            fill(tree, add_directory(tree, parent, name), shape, level + 1);
        } else {
            size_t size = shape->size_min + random_up_to(shape->size_max - shape->size_min);
            size_t from = random_up_to((uint32_t)(sizeof content - size));
            assert_int_equal(xrom_tree_add_bytes(tree, parent, name, strlen(name), content + from, size, NULL),
                             XROM_OK);
        }
    }
}

/* The same tree each time. */
static struct xrom_tree *tree_of(const struct shape *shape)
{
    struct xrom_tree *tree = new_tree();

    random_state = 7;
    for (size_t i = 0; i < sizeof content; i++) {
        content[i] = (uint8_t)random_up_to(255);
    }
    fill(tree, NULL, shape, 0);
    return tree;
}

/* Asserts that there is an index, and that it agrees with a walk. */
static void assert_index_is_sound(const struct bytes *bytes)
{
    uint32_t levels[16];
    struct xrom_image image;
    struct xrom_index index;
    struct xrom_fault fault;

    open_image(&image, bytes->data, bytes->size);
    assert_int_equal(xrom_index_open(&index, &image), XROM_OK);
    assert_int_not_equal(index.slots, 0);
    assert_int_equal(xrom_index_check(&index, levels, 16, &fault), XROM_OK);
}

/* The default: alignment 4, an index and a checksum. Names are included, 13 bytes on average. */
static void assert_costs(const struct shape *shape)
{
    struct xrom_tree *tree = tree_of(shape);
    struct xrom_built built;
    struct bytes bytes = build_again(tree, NULL, &built);
    uint32_t entries = built.file_count + built.directory_count;

    assert_index_is_sound(&bytes);
    print_message("# %u files: %.1f bytes of overhead each, %.2f of index an entry\n", (unsigned)built.file_count,
                  (double)(built.image_size - built.data_size) / built.file_count, (double)built.index_size / entries);
    assert_true(built.image_size - built.data_size <= 35 * built.file_count);
    assert_true(built.index_size <= 9 * entries);
    xrom_tree_free(tree);
    free(bytes.data);
}

static void test_indexed_overhead_is_small(void **state)
{
    static const struct shape flat = {{100}, 1, 4096, 4096};
    static const struct shape two = {{10, 100}, 2, 300, 6000};
    static const struct shape three = {{10, 20, 50}, 3, 300, 6000};

    (void)state;
    assert_costs(&flat);
    assert_costs(&two);
    assert_costs(&three);
}

/* Whether an image of `count` files, and a directory or none, has an index. */
static bool has_index(enum xrom_index_mode mode, unsigned count, bool directory)
{
    const struct xrom_build_options options = {.index = mode};
    struct xrom_tree *tree = new_tree();
    struct xrom_image image;
    struct xrom_index index;
    struct xrom_built built;
    struct bytes bytes;

    for (unsigned i = 0; i < count; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        add_file(tree, NULL, name, "1");
    }
    if (directory) {
        add_directory(tree, NULL, "directory");
    }
    bytes = build_again(tree, &options, &built);
    open_image(&image, bytes.data, bytes.size);
    assert_int_equal(xrom_index_open(&index, &image), XROM_OK);
    assert_int_equal(index.slots != 0, built.index_size != 0);
    if (index.slots != 0) {
        assert_true(built.align >= 8);
        assert_index_is_sound(&bytes);
    }
    xrom_tree_free(tree);
    free(bytes.data);
    return built.index_size != 0;
}

static void test_indexed_only_where_a_walk_is_not_as_cheap(void **state)
{
    (void)state;
    assert_false(has_index(XROM_INDEX_AUTO, 0, false));
    assert_false(has_index(XROM_INDEX_AUTO, 2, false));
    assert_true(has_index(XROM_INDEX_AUTO, 3, false));
    assert_true(has_index(XROM_INDEX_AUTO, 1, true));
}

static void test_indexed_always_or_never_where_asked_for(void **state)
{
    (void)state;
    assert_true(has_index(XROM_INDEX_ALWAYS, 0, false));
    assert_true(has_index(XROM_INDEX_ALWAYS, 1, false));
    assert_false(has_index(XROM_INDEX_NEVER, 26, true));
}

/* Each number of entries has another shape of the index, and moves all that is behind it. */
static void test_indexed_images_of_any_size_are_sound(void **state)
{
    static const struct xrom_build_options options = {.index = XROM_INDEX_ALWAYS, .align = 1};

    (void)state;
    for (unsigned count = 1; count < 300; count += count < 40 ? 1 : 13) {
        const struct shape shape = {{2, count}, 2, 0, 40};
        struct bytes bytes = build_with(tree_of(&shape), &options);
        assert_index_is_sound(&bytes);
        free(bytes.data);
    }
}

/* Asserts that two nodes have the same name, kind and data. */
static void assert_same(const struct xrom_image *one, const struct xrom_node *a, const struct xrom_image *other,
                        const struct xrom_node *b)
{
    char a_name[32], b_name[32];
    const void *a_data, *b_data;
    uint32_t a_size, b_size;

    assert_int_equal(a->kind, b->kind);
    assert_int_equal(xrom_name(one, a, a_name, sizeof a_name), XROM_OK);
    assert_int_equal(xrom_name(other, b, b_name, sizeof b_name), XROM_OK);
    assert_string_equal(a_name, b_name);
    if (a->kind == XROM_FILE) {
        assert_int_equal(xrom_data(one, a, 1, &a_data, &a_size), XROM_OK);
        assert_int_equal(xrom_data(other, b, 4, &b_data, &b_size), XROM_OK);
        assert_int_equal(a_size, b_size);
        assert_memory_equal(a_data, b_data, a_size);
    }
}

/* A reader that does not know the index sees the same tree, in the same order. */
static void test_indexed_image_is_walked_as_the_plain_one(void **state)
{
    static const struct shape shape = {{3, 4, 5}, 3, 0, 100};
    static const struct xrom_build_options options = {.index = XROM_INDEX_ALWAYS};
    struct bytes without = build(tree_of(&shape));
    struct bytes with = build_with(tree_of(&shape), &options);
    struct xrom_image one, other;
    struct xrom_walk one_walk, other_walk;
    struct xrom_node a, b;
    uint32_t one_levels[4], other_levels[4];
    uint32_t a_depth, b_depth;
    int error;

    (void)state;
    open_image(&one, without.data, without.size);
    open_image(&other, with.data, with.size);
    a = xrom_root(&one);
    b = xrom_root(&other);
    assert_int_equal(xrom_walk(&a, one_levels, 4, &one_walk), XROM_OK);
    assert_int_equal(xrom_walk(&b, other_levels, 4, &other_walk), XROM_OK);
    while ((error = xrom_walk_next(&one, &one_walk, &a, &a_depth)) == XROM_OK) {
        assert_int_equal(xrom_walk_next(&other, &other_walk, &b, &b_depth), XROM_OK);
        assert_int_equal(a_depth, b_depth);
        assert_same(&one, &a, &other, &b);
    }
    assert_int_equal(error, XROM_ERR_END);
    assert_int_equal(xrom_walk_next(&other, &other_walk, &b, &b_depth), XROM_ERR_END);
    free(without.data);
    free(with.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_indexed_overhead_is_small),
        cmocka_unit_test(test_indexed_only_where_a_walk_is_not_as_cheap),
        cmocka_unit_test(test_indexed_always_or_never_where_asked_for),
        cmocka_unit_test(test_indexed_images_of_any_size_are_sound),
        cmocka_unit_test(test_indexed_image_is_walked_as_the_plain_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
