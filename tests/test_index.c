/* SPDX-License-Identifier: MIT */
/* The index: each lookup through it answers what the walk answers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/index.h>

#include "index_image.h"
#include "support.h"

static const struct index_entry tree[] = {
    {"a", "1"},        {"ab", "2"},      {"d", NULL}, {"d/a", "3"},      {"d/d", NULL},  {"d/d/a", "4"},
    {"d/d/d", NULL},   {"d/d/d/a", "5"}, {"e", NULL}, {"e/empty", NULL}, {"e/none", ""}, {"long name.txt", "6"},
    {"\xc3\xa9", "7"}, {"..", "8"},      {".", NULL}, {"./.", "9"},
};

static void open_index(struct xrom_index *index, struct xrom_image *opened, const struct index_image *image)
{
    uint32_t levels[16];
    struct xrom_fault fault;

    open_sound_image(opened, image->bytes, image->size);
    assert_int_equal(xrom_index_open(index, opened), XROM_OK);
    assert_int_equal(xrom_index_check(index, levels, 16, &fault), XROM_OK);
}

/* Asserts that both ways give the same answer, and gives it. */
static int assert_same_answer(const struct xrom_index *index, const char *path)
{
    struct xrom_node walked, found;
    int error = xrom_lookup(index->image, path, &walked);

    FILL(found);
    if (xrom_index_lookup(index, path, &found) != error) {
        fail_msg("\"%s\": the walk says %s, the index not", path, xrom_error_text(error));
    }
    if (error) {
        assert_untouched(found);
    } else {
        assert_int_equal(found.kind, walked.kind);
        assert_int_equal(found.name, walked.name);
        assert_int_equal(found.body, walked.body);
        assert_int_equal(found.end, walked.end);
    }
    return error;
}

static void test_index_each_entry_is_found_as_by_the_walk(void **state)
{
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    char path[64];

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    open_index(&index, &opened, &image);
    assert_non_null(index.slots);
    for (size_t i = 0; i < image.count; i++) {
        static const char *const forms[][2] = {
            {"", ""},  {"/", ""}, {"", "/"},  {"/", "/"}, {"//", ""}, {"", "//"},
            {"x", ""}, {"", "x"}, {"x/", ""}, {"", "/x"}, {"", "/a"},
        };
        for (size_t j = 0; j < sizeof forms / sizeof forms[0]; j++) {
            int size = snprintf(path, sizeof path, "%s%s%s", forms[j][0], tree[i].path, forms[j][1]);
            int error;
            assert_in_range(size, 1, sizeof path - 1);
            error = assert_same_answer(&index, path);
            assert_true(j > 1 || error == XROM_OK);
        }
        /* All beginnings and all endings. */
        for (size_t j = 0; j <= strlen(tree[i].path); j++) {
            assert_same_answer(&index, tree[i].path + j);
            memcpy(path, tree[i].path, j);
            path[j] = '\0';
            assert_same_answer(&index, path);
        }
    }
    index_image_free(&image);
}

static void test_index_root_is_found_by_the_walk(void **state)
{
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    open_index(&index, &opened, &image);
    assert_int_equal(assert_same_answer(&index, ""), XROM_OK);
    assert_int_equal(assert_same_answer(&index, "/"), XROM_OK);
    assert_int_equal(assert_same_answer(&index, "//"), XROM_ERR_NOT_FOUND);
    assert_int_equal(assert_same_answer(&index, "///"), XROM_ERR_NOT_FOUND);
    index_image_free(&image);
}

static void test_index_empty_image_has_nothing(void **state)
{
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;

    (void)state;
    index_image_make(&image, tree, 0);
    open_index(&index, &opened, &image);
    assert_int_equal(assert_same_answer(&index, ""), XROM_OK);
    assert_int_equal(assert_same_answer(&index, "a"), XROM_ERR_NOT_FOUND);
    index_image_free(&image);
}

static void test_index_image_without_index_is_walked(void **state)
{
    static const uint8_t none[] = {0xd2, 0xcd, 0x31, 7, 5, 5, 1, 'a', 2, 1, '1'};
    static const uint8_t empty[] = {0xd2, 0xcd, 0x31, 0};
    struct xrom_image opened;
    struct xrom_index index;

    (void)state;
    open_image(&opened, none, sizeof none);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_null(index.slots);
    assert_int_equal(assert_same_answer(&index, "/a"), XROM_OK);
    assert_int_equal(assert_same_answer(&index, "b"), XROM_ERR_NOT_FOUND);
    open_image(&opened, empty, sizeof empty);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(assert_same_answer(&index, "a"), XROM_ERR_NOT_FOUND);
}

/* Finds two names of one hash in an index of 8 slots with the seed 0. */
static bool find_equal_hashes(char one[8], char other[8])
{
    enum { SIZE = 1 << 20 };
    uint32_t *seen = calloc(SIZE, 2 * sizeof *seen); /* hash, number of the name + 1 */
    bool found = false;

    assert_non_null(seen);
    for (uint32_t number = 0; number < SIZE / 2 && !found; number++) {
        char name[8];
        uint32_t hash = 2, at;
        snprintf(name, sizeof name, "%05" PRIx32, number * 2654435 % 1048573);
        for (const char *c = name; *c; c++) {
            hash = (hash ^ (uint8_t)*c) * 16777619u;
        }
        for (at = hash % SIZE; seen[2 * at + 1] && seen[2 * at] != hash; at = (at + 1) % SIZE) {
        }
        if (seen[2 * at + 1]) {
            snprintf(one, 8, "%05" PRIx32, (seen[2 * at + 1] - 1) * 2654435 % 1048573);
            memcpy(other, name, 8);
            found = strcmp(one, other) != 0;
        }
        seen[2 * at] = hash;
        seen[2 * at + 1] = number + 1;
    }
    free(seen);
    return found;
}

static void test_index_two_paths_of_one_hash_are_both_found(void **state)
{
    char one[8], other[8], inner[16];
    struct index_entry entries[] = {{one, "1"}, {other, "2"}, {"d", NULL}, {inner, "3"}};
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_node node;

    (void)state;
    assert_true(find_equal_hashes(one, other));
    snprintf(inner, sizeof inner, "d/%s", one);
    index_image_lay_out(&image, entries, 4, 2);
    assert_true(index_image_fill(&image, entries, 0));
    assert_int_equal(index_image_slot(&image, one), index_image_slot(&image, other));
    open_index(&index, &opened, &image);
    assert_int_equal(assert_same_answer(&index, one), XROM_OK);
    assert_int_equal(xrom_index_lookup(&index, one, &node), XROM_OK);
    assert_file_holds(&opened, &node, "1");
    assert_int_equal(assert_same_answer(&index, other), XROM_OK);
    assert_int_equal(assert_same_answer(&index, inner), XROM_OK);
    index_image_free(&image);
}

static void test_index_one_path_of_two_with_one_hash_is_not_taken_for_the_other(void **state)
{
    char one[8], other[8];
    struct index_entry entries[] = {{one, "1"}, {"d", NULL}};
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;

    (void)state;
    assert_true(find_equal_hashes(one, other));
    index_image_lay_out(&image, entries, 2, 2);
    assert_true(index_image_fill(&image, entries, 0));
    open_index(&index, &opened, &image);
    assert_int_equal(assert_same_answer(&index, one), XROM_OK);
    assert_int_equal(assert_same_answer(&index, other), XROM_ERR_NOT_FOUND);
    index_image_free(&image);
}

/* ---- What is refused ---- */

/* Asserts that an index is not used, that lookups walk then, and that the check says why. */
static void assert_unused(const uint8_t *bytes, size_t size)
{
    uint32_t levels[16];
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault = {0, 0};

    open_sound_image(&opened, bytes, size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_null(index.slots);
    for (size_t i = 0; i < sizeof tree / sizeof tree[0]; i++) {
        assert_int_equal(assert_same_answer(&index, tree[i].path), XROM_OK);
    }
    assert_int_equal(xrom_index_check(&index, levels, 16, &fault), XROM_ERR_INDEX);
    assert_int_equal(fault.error, XROM_ERR_INDEX);
    assert_int_equal(fault.offset, 10); /* behind the header */
}

static void test_index_with_impossible_shape_is_not_used(void **state)
{
    struct index_image image;
    uint8_t *shape;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    shape = image.bytes + image.shape;
    for (uint32_t groups = 0; groups < 65536; groups += groups == 0 ? image.shape / 34 + 1 : 97) {
        shape[0] = (uint8_t)groups;
        shape[1] = (uint8_t)(groups >> 8);
        assert_unused(image.bytes, image.size); /* no slot, or more than there is room for */
    }
    shape[0] = 0xff;
    shape[1] = 0xff;
    assert_unused(image.bytes, image.size);
    index_image_free(&image);
}

static void test_index_at_odd_address_is_not_used(void **state)
{
    struct index_image image;
    uint8_t *copy;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    image.bytes[8] = 0x40; /* the header asks for no alignment */
    copy = malloc(image.size + 4);
    assert_non_null(copy);
    for (size_t i = 1; i < 4; i++) {
        memcpy(copy + i, image.bytes, image.size);
        assert_unused(copy + i, image.size);
    }
    free(copy);
    index_image_free(&image);
}

static void test_index_that_is_not_used_keeps_nothing_of_one_before_it(void **state)
{
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;
    uint32_t levels[16];
    uint8_t *copy;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    image.bytes[8] = 0x40; /* the header asks for no alignment */
    copy = malloc(image.size + 4);
    assert_non_null(copy);
    memcpy(copy + 1, image.bytes, image.size);
    open_index(&index, &opened, &image);
    assert_int_equal(xrom_open(&opened, copy + 1, image.size), XROM_OK);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 16, &fault), XROM_ERR_INDEX);
    free(copy);
    index_image_free(&image);
}

static void put_word(uint8_t *at, uint32_t word)
{
    for (int i = 0; i < 4; i++) {
        at[i] = (uint8_t)(word >> 8 * i);
    }
}

static void test_index_slot_that_leads_into_a_directory_is_none_of_the_root(void **state)
{
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_node node;
    uint8_t *slot;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    slot = image.bytes + index_image_slot(&image, "a");
    put_word(slot, image.positions[2] / 4);                               /* d */
    put_word(slot + 4, (slot[7] & 0xe0u) << 24 | image.positions[3] / 4); /* d/a, under the hash of a */
    open_image(&opened, image.bytes, image.size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    FILL(node);
    assert_int_equal(xrom_index_lookup(&index, "a", &node), XROM_ERR_NOT_FOUND);
    assert_untouched(node);
    assert_int_equal(xrom_index_lookup(&index, "d/a", &node), XROM_OK);
    index_image_free(&image);
}

/* ---- What the check finds ---- */

static void assert_check_finds(struct index_image *image, uint32_t offset, uint8_t value)
{
    uint32_t levels[16];
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault = {0, 0};
    uint8_t old = image->bytes[offset];

    image->bytes[offset] = value;
    open_image(&opened, image->bytes, image->size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 16, &fault), XROM_ERR_INDEX);
    assert_int_equal(fault.error, XROM_ERR_INDEX);
    image->bytes[offset] = old;
}

static void test_index_check_finds_what_does_not_belong(void **state)
{
    struct index_image image;
    uint32_t empty;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    empty = image.slots;
    while (memcmp(image.bytes + empty, "\0\0\0\0\0\0\0", 8) != 0) {
        empty += 8;
    }
    assert_true(empty < image.shape);
    assert_check_finds(&image, empty, 1);                                  /* a slot that no path leads to */
    assert_check_finds(&image, empty + 4, 1);                              /* the same */
    assert_check_finds(&image, image.shape, image.bytes[image.shape] ^ 1); /* another number of groups */
    assert_check_finds(&image, image.shape + 2, image.bytes[image.shape + 2] ^ 1);
    assert_check_finds(&image, image.shape + 3, image.bytes[image.shape + 3] ^ 1);
    assert_check_finds(&image, image.positions[2] - 4, 1); /* another parent */
    assert_check_finds(&image, image.positions[4] - 4, 0);
    assert_check_finds(&image, image.positions[4] - 6, 0x65);
    index_image_free(&image);
}

static void test_index_check_holds_an_index_of_the_kind_below(void **state)
{
    struct index_image image;
    uint8_t *kind;

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    kind = image.bytes + image.record - 6;
    assert_int_equal(*kind, 0x61);
    *kind = 0x60;
    assert_check_finds(&image, index_image_slot(&image, "a"), 1);
    index_image_free(&image);
}

static void test_index_check_finds_a_shared_slot_that_tells_a_parent(void **state)
{
    char one[8], other[8];
    struct index_entry entries[] = {{one, "1"}, {other, "2"}};
    struct index_image image;

    (void)state;
    assert_true(find_equal_hashes(one, other));
    index_image_lay_out(&image, entries, 2, 2);
    assert_true(index_image_fill(&image, entries, 0));
    assert_check_finds(&image, index_image_slot(&image, one), 1);
    index_image_free(&image);
}

static void test_index_check_finds_a_name_with_a_slash(void **state)
{
    const struct index_entry named[] = {{"a_b", "1"}}, told[] = {{"a/b", "1"}};
    uint32_t levels[4];
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;
    uint8_t *name;

    (void)state;
    index_image_lay_out(&image, named, 1, 2);
    name = memchr(image.bytes + image.positions[0], '_', 16);
    assert_non_null(name);
    *name = '/';
    assert_true(index_image_fill(&image, told, 0));
    open_image(&opened, image.bytes, image.size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_ERR_INDEX);
    index_image_free(&image);
}

static void test_index_check_finds_an_empty_name(void **state)
{
    const struct index_entry entries[] = {{"", "1"}};
    uint32_t levels[4];
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;

    (void)state;
    index_image_make(&image, entries, 1);
    open_image(&opened, image.bytes, image.size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_ERR_INDEX);
    index_image_free(&image);
}

static void test_index_check_tells_damage_of_the_tree_as_such(void **state)
{
    const struct index_entry entries[] = {{"a", "1"}};
    uint32_t levels[4];
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;

    (void)state;
    index_image_make(&image, entries, 1);
    image.bytes[image.positions[0] + 4] = 0x81; /* its length, which has 5 bytes, is 128 more */
    open_image(&opened, image.bytes, image.size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_ERR_RECORD);
    assert_int_equal(fault.error, XROM_ERR_RECORD);
    assert_int_equal(fault.offset, image.positions[0]);
    index_image_free(&image);
}

static void test_index_check_finds_a_record_of_a_parent_that_is_too_long(void **state)
{
    const struct index_entry entries[] = {{"d", NULL}};
    struct index_image image;
    uint8_t *record;

    (void)state;
    index_image_make(&image, entries, 1);
    record = image.bytes + image.positions[0] - 8;
    assert_memory_equal(record, "\x80\x80\x63\x04\0\0\0\0", 8);
    memcpy(record, "\x80\x63\x05", 3); /* the word still ends it */
    record[3] = 0;
    assert_check_finds(&image, image.positions[0] - 5, 1);
    index_image_free(&image);
}

static void test_index_check_finds_an_entry_beside_its_place(void **state)
{
    const struct index_entry entries[] = {{"a", "1"}};
    struct index_image image;
    uint8_t *entry;

    (void)state;
    index_image_make(&image, entries, 1);
    entry = image.bytes + image.positions[0];
    assert_int_equal(entry[1], 0x80); /* its length is padded, which its kind becomes instead */
    entry[1] = entry[0];
    assert_check_finds(&image, image.positions[0], 0x80);
    index_image_free(&image);
}

static void test_index_check_finds_slots_beside_a_multiple_of_8(void **state)
{
    static const uint8_t front[] = {0xd2, 0xcd, 0x31, 76, 0x80, 0x80, 0x61, 72}; /* 68 zeros, and the shape: 2 groups */
    _Alignas(8) uint8_t bytes[80] = {0};
    struct index_image image = {.bytes = bytes, .size = sizeof bytes};

    (void)state;
    memcpy(bytes, front, sizeof front);
    assert_check_finds(&image, 76, 2);
}

static void test_index_check_finds_bytes_before_the_pilots(void **state)
{
    static const uint8_t front[] = {0xd2, 0xcd, 0x31, 80, 0x80, 0x80, 0x61, 76}; /* 72 zeros, and the shape: 1 group */
    _Alignas(8) uint8_t bytes[84] = {0};
    struct index_image image = {.bytes = bytes, .size = sizeof bytes};

    (void)state;
    memcpy(bytes, front, sizeof front);
    assert_check_finds(&image, 80, 1);
}

static void test_index_check_finds_more_groups_than_there_may_be(void **state)
{
    const struct index_entry entries[] = {{"a", "1"}};
    uint32_t levels[4];
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;

    (void)state;
    for (uint16_t groups = 32768; groups <= 32769; groups++) {
        index_image_lay_out(&image, entries, 1, groups);
        assert_true(index_image_fill(&image, entries, 0));
        open_image(&opened, image.bytes, image.size);
        assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
        assert_int_equal(xrom_index_check(&index, levels, 4, &fault), groups == 32768 ? XROM_OK : XROM_ERR_INDEX);
        index_image_free(&image);
    }
}

static void test_index_check_finds_what_a_walk_does_not(void **state)
{
    /* "d/x" has a slot of its own, but an earlier "d" stands before the directory that it is in. */
    static const struct index_entry directories[] = {{"d", NULL}, {"d/y", "1"}, {"d", NULL}, {"d/x", "2"}};
    static const struct index_entry file[] = {{"d", "1"}, {"d", NULL}, {"d/x", "2"}};
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault = {0, 0};
    uint32_t levels[4];

    (void)state;
    for (int i = 0; i < 2; i++) {
        size_t count = i == 0 ? 4 : 3;
        index_image_make(&image, i == 0 ? directories : file, count);
        open_sound_image(&opened, image.bytes, image.size);
        assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
        assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_ERR_INDEX);
        assert_in_range(fault.offset, image.positions[count - 3], image.positions[count - 2]);
        index_image_free(&image);
    }
}

/* The whole index is one slot that all entries share: what the pilot 0 does to hashes of one tag. */
static void make_shared(struct index_image *image, const struct index_entry *entries, size_t count, uint8_t tag)
{
    static const uint8_t shared[] = {0, 0, 0, 0, 0xff, 0xff, 0xff, 0x1f};

    index_image_lay_out(image, entries, count, 1);
    memcpy(image->bytes + image->slots, shared, sizeof shared);
    image->bytes[image->slots + 7] |= tag;
}

static void test_index_check_finds_shared_slots_that_are_too_many_or_too_few(void **state)
{
    enum { MOST = 32 };
    static char names[MOST + 1][4];
    struct index_entry entries[MOST + 1];
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;
    uint32_t levels[4];

    (void)state;
    for (unsigned number = 0, count = 0; count <= MOST; number++) {
        uint32_t hash = 1;
        snprintf(names[count], sizeof names[count], "%u", number);
        for (const char *c = names[count]; *c; c++) {
            hash = (hash ^ (uint8_t)*c) * 16777619u;
        }
        if (hash >> 29 == 5) {
            entries[count] = (struct index_entry){names[count], "x"};
            count++;
        }
    }
    make_shared(&image, entries, MOST, 0xa0);
    open_index(&index, &opened, &image);
    for (size_t i = 0; i < MOST; i++) {
        assert_int_equal(assert_same_answer(&index, names[i]), XROM_OK);
    }
    /* Another slot that is said to be shared, and none does. */
    memcpy(image.bytes + image.slots + 8, image.bytes + image.slots, 8);
    assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_ERR_INDEX);
    index_image_free(&image);

    for (size_t count = 1; count <= MOST + 1; count += MOST) {
        make_shared(&image, entries, count, 0xa0);
        open_sound_image(&opened, image.bytes, image.size);
        assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
        assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_ERR_INDEX);
        index_image_free(&image);
    }
}

static void test_index_check_too_few_levels_says_so(void **state)
{
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    struct xrom_fault fault;
    uint32_t levels[4];

    (void)state;
    index_image_make(&image, tree, sizeof tree / sizeof tree[0]);
    open_image(&opened, image.bytes, image.size);
    assert_int_equal(xrom_index_open(&index, &opened), XROM_OK);
    assert_int_equal(xrom_index_check(&index, levels, 0, &fault), XROM_ERR_ARGUMENT);
    assert_int_equal(xrom_index_check(&index, levels, 3, &fault), XROM_ERR_LEVELS);
    assert_int_equal(xrom_index_check(&index, levels, 4, &fault), XROM_OK);
    index_image_free(&image);
}

/* ---- 10,000 names ---- */

static void test_index_thousands_of_names_are_found(void **state)
{
    enum { COUNT = 1500 };
    static struct index_entry entries[COUNT];
    static char paths[COUNT][24];
    struct index_image image;
    struct xrom_image opened;
    struct xrom_index index;
    uint32_t random = 1;

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        random = random * 1664525 + 1013904223;
        snprintf(paths[i], sizeof paths[i], i % 50 == 0 ? "%u" : "%u/%x.py", (unsigned)i / 50, (unsigned)(random >> 8));
        entries[i].path = paths[i];
        entries[i].data = i % 50 == 0 ? NULL : "x";
    }
    index_image_make(&image, entries, COUNT);
    open_index(&index, &opened, &image);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(assert_same_answer(&index, paths[i]), XROM_OK);
        paths[i][strlen(paths[i]) - 1] ^= 1;
        assert_same_answer(&index, paths[i]);
    }
    index_image_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index_each_entry_is_found_as_by_the_walk),
        cmocka_unit_test(test_index_root_is_found_by_the_walk),
        cmocka_unit_test(test_index_empty_image_has_nothing),
        cmocka_unit_test(test_index_image_without_index_is_walked),
        cmocka_unit_test(test_index_two_paths_of_one_hash_are_both_found),
        cmocka_unit_test(test_index_one_path_of_two_with_one_hash_is_not_taken_for_the_other),
        cmocka_unit_test(test_index_with_impossible_shape_is_not_used),
        cmocka_unit_test(test_index_at_odd_address_is_not_used),
        cmocka_unit_test(test_index_that_is_not_used_keeps_nothing_of_one_before_it),
        cmocka_unit_test(test_index_slot_that_leads_into_a_directory_is_none_of_the_root),
        cmocka_unit_test(test_index_check_finds_what_does_not_belong),
        cmocka_unit_test(test_index_check_holds_an_index_of_the_kind_below),
        cmocka_unit_test(test_index_check_finds_a_shared_slot_that_tells_a_parent),
        cmocka_unit_test(test_index_check_finds_a_name_with_a_slash),
        cmocka_unit_test(test_index_check_finds_an_empty_name),
        cmocka_unit_test(test_index_check_tells_damage_of_the_tree_as_such),
        cmocka_unit_test(test_index_check_finds_a_record_of_a_parent_that_is_too_long),
        cmocka_unit_test(test_index_check_finds_an_entry_beside_its_place),
        cmocka_unit_test(test_index_check_finds_slots_beside_a_multiple_of_8),
        cmocka_unit_test(test_index_check_finds_bytes_before_the_pilots),
        cmocka_unit_test(test_index_check_finds_more_groups_than_there_may_be),
        cmocka_unit_test(test_index_check_finds_what_a_walk_does_not),
        cmocka_unit_test(test_index_check_finds_shared_slots_that_are_too_many_or_too_few),
        cmocka_unit_test(test_index_check_too_few_levels_says_so),
        cmocka_unit_test(test_index_thousands_of_names_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
