/* SPDX-License-Identifier: MIT */
/* Options: what the default is, what is refused, and what an empty tree gives with any of them. */
#include <stdlib.h>
#include <string.h>

#include <xrom/verify.h>

#include "support_build.h"

static struct xrom_tree *one_file(void)
{
    struct xrom_tree *tree = new_tree();

    add_file(tree, NULL, "a", "hi");
    return tree;
}

static struct xrom_tree *odd_file(void)
{
    struct xrom_tree *tree = new_tree();

    add_file(tree, NULL, "a", "hi!");
    return tree;
}

static void test_options_none_align_and_add_a_checksum(void **state)
{
    static const uint8_t front[] = {
        0xd2, 0xcd, 0x31, 0x12,      /* 0: image */
        0x42, 0x00,                  /* 4: a base that is a multiple of 2^2 */
        0x05, 0x07, 0x01, 'a',       /* 6: file */
        0x02, 0x03, 'h',  'i',  '!', /* 10: its data, at 12 */
        0x80, 0x7f, 0x04,            /* 15: checksum; a byte before its kind makes the size of the image even */
    };
    static const struct xrom_build_options zero;
    struct bytes bytes = build_with(odd_file(), NULL);
    struct bytes same = build_with(odd_file(), &zero);
    uint32_t crc = xrom_crc32(NULL, 0, bytes.data, sizeof front);

    (void)state;
    assert_int_equal(bytes.size, sizeof front + 4);
    assert_memory_equal(bytes.data, front, sizeof front);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(bytes.data[sizeof front + i], (uint8_t)(~crc >> 8 * i));
    }
    assert_int_equal(xrom_crc32(NULL, 0, bytes.data, bytes.size), 0xffffffff);
    assert_bytes_equal(same, bytes.data, bytes.size);
    free(bytes.data);
    free(same.data);
}

static void test_options_without_anything_the_image_is_plain(void **state)
{
    static const struct xrom_build_options mpremote = {.mpremote = true};
    static const struct xrom_build_options turned_off = {PLAIN, .mpremote = true};
    struct bytes bytes = build(one_file());
    struct bytes same = build_with(one_file(), &mpremote);
    struct bytes also = build_with(one_file(), &turned_off);

    (void)state;
    assert_bytes_equal(bytes, "\xd2\xcd\x31\x08\x05\x06\x01\x61\x02\x02hi", 12);
    assert_bytes_equal(same, bytes.data, bytes.size);
    assert_bytes_equal(also, bytes.data, bytes.size);
    free(bytes.data);
    free(same.data);
    free(also.data);
}

/* Where nothing stands behind the entries, a record of padding makes the size of an aligned image even. */
static void test_options_aligned_image_without_checksum_has_even_size(void **state)
{
    static const struct xrom_build_options no_checksum = {.no_checksum = true, .index = XROM_INDEX_NEVER};
    static const uint8_t expected[] = {
        0xd2, 0xcd, 0x31, 0x0c, /* 0: image */
        0x42, 0x00,             /* 4: a base that is a multiple of 2^2 */
        0x05, 0x05, 0x01, 'a',  /* 6: file */
        0x02, 0x01, '1',        /* 10: its data, at 12 */
        0x80, 0x01, 0x00,       /* 13: padding */
    };
    struct xrom_tree *tree = new_tree();
    struct bytes bytes;

    (void)state;
    add_file(tree, NULL, "a", "1");
    bytes = build_with(tree, &no_checksum);
    assert_bytes_equal(bytes, expected, sizeof expected);
    free(bytes.data);
}

static void test_options_that_contradict_mpremote_are_refused(void **state)
{
    static const struct xrom_align_rule align = {"*", 4};
    static const struct xrom_type_rule type = {"*", "text/plain"};
    static const char *const all[] = {"*"};
    static const struct {
        struct xrom_build_options options;
        const char *what;
    } cases[] = {
        {{.align = 4}, "alignment"},
        {{.align_rules = &align, .align_rule_count = 1}, "alignment"},
        {{.index = XROM_INDEX_ALWAYS}, "an index"},
        {{.image_name = "n"}, "a name or version"},
        {{.image_version = "1"}, "a name or version"},
        {{.build_id = true}, "a build id"},
        {{.modified = true}, "times"},
        {{.content_hash = true}, "hashes"},
        {{.content_type = true}, "content types"},
        {{.type_rules = &type, .type_rule_count = 1}, "content types"},
        {{.gzip = all, .gzip_count = 1}, "compression"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct xrom_build_options options = cases[i].options;
        char message[256] = "the options: images as mpremote makes them do not have ";

        options.mpremote = true;
        strcat(strcat(message, cases[i].what), "; ask for one only");
        assert_build_refused(one_file(), &options, XROM_ERR_ARGUMENT, message);
    }
}

static void test_options_alignments_that_are_none_are_refused(void **state)
{
    static const struct xrom_build_options three = {.align = 3};
    static const struct xrom_build_options large = {.align = 131072};
    static const struct xrom_align_rule rules[] = {{"*.a", 8}, {"*.b", 0}};
    static const struct xrom_build_options rule = {.align_rules = rules, .align_rule_count = 2};

    (void)state;
    assert_build_refused(one_file(), &three, XROM_ERR_ARGUMENT,
                         "the alignment: 3 is no alignment; give a power of two, 1 to 65536");
    assert_build_refused(one_file(), &large, XROM_ERR_ARGUMENT,
                         "the alignment: 131072 is no alignment; give a power of two, 1 to 65536");
    assert_build_refused(one_file(), &rule, XROM_ERR_ARGUMENT,
                         "*.b: 0 is no alignment; give a power of two, 1 to 65536");
}

static void test_options_texts_that_cannot_be_stored_are_refused(void **state)
{
    static const struct xrom_build_options not_utf8 = {.image_name = "a\xff"};
    static const struct xrom_type_rule line = {"*.x", "text/\nplain"};
    static const struct xrom_build_options type = {.type_rules = &line, .type_rule_count = 1};
    struct xrom_build_options version = {0};
    char text[257];

    (void)state;
    assert_build_refused(one_file(), &not_utf8, XROM_ERR_ARGUMENT,
                         "the name of the image: is not valid UTF-8; give another one");
    assert_build_refused(one_file(), &type, XROM_ERR_ARGUMENT,
                         "*.x: the type is not printable ASCII of up to 255 bytes; give one as text/html");
    memset(text, '1', 256);
    text[256] = '\0';
    version.image_version = text;
    assert_build_refused(one_file(), &version, XROM_ERR_ARGUMENT,
                         "the version of the image: is longer than 255 bytes; give a shorter one");
    text[255] = '\0';
    free(build_with(one_file(), &version).data);
}

/* Each bit of `set` is an option. */
static struct xrom_build_options options_of(unsigned set)
{
    static const struct xrom_align_rule align = {"*", 65536};
    static const char *const all[] = {"*"};
    struct xrom_build_options options = {0};

    options.align = set & 1 ? 1 : 4096;
    options.align_rules = &align;
    options.align_rule_count = set & 2 ? 1 : 0;
    options.no_dedupe = (set & 4) != 0;
    options.index = set & 8 ? XROM_INDEX_ALWAYS : XROM_INDEX_AUTO;
    options.no_checksum = (set & 16) != 0;
    options.image_name = set & 32 ? "name" : NULL;
    options.image_version = set & 64 ? "" : "1";
    options.modified = options.content_hash = options.content_type = (set & 128) != 0;
    options.gzip = all;
    options.gzip_count = set & 256 ? 1 : 0;
    return options;
}

static void test_options_all_sets_build_an_empty_tree(void **state)
{
    struct xrom_image image;
    struct xrom_iter iter;
    struct xrom_node root, node;

    (void)state;
    for (unsigned set = 0; set < 512; set++) {
        struct xrom_build_options options = options_of(set);
        struct bytes bytes = build_with(new_tree(), &options);
        open_image(&image, bytes.data, bytes.size);
        root = xrom_root(&image);
        assert_int_equal(xrom_iterate(&root, &iter), XROM_OK);
        assert_int_equal(xrom_next(&image, &iter, &node), XROM_ERR_END);
        assert_int_equal(xrom_verify(&image), options.no_checksum ? XROM_ERR_NOT_FOUND : XROM_OK);
        free(bytes.data);
    }
}

static void test_options_all_sets_build_the_same_twice(void **state)
{
    (void)state;
    for (unsigned set = 0; set < 512; set++) {
        struct xrom_build_options options = options_of(set);
        struct xrom_tree *tree = one_file();
        struct xrom_built built;
        struct bytes first, second;

        add_file(tree, add_directory(tree, NULL, "b"), "c.txt", "hi");
        first = build_again(tree, &options, &built);
        second = build_with(tree, &options);
        assert_bytes_equal(second, first.data, first.size);
        free(first.data);
        free(second.data);
    }
}

/* As large as it is, it is allowed; one byte less, it is not. */
static void test_options_the_largest_size_counts_all_records(void **state)
{
    (void)state;
    for (unsigned set = 0; set < 512; set += 7) {
        struct xrom_build_options options = options_of(set);
        struct bytes bytes = build_with(one_file(), &options);
        struct xrom_tree *tree = one_file();
        struct memory_sink memory;

        memory_sink_begin(&memory);
        options.max_size = (uint32_t)bytes.size;
        free(build_with(one_file(), &options).data);
        options.max_size--;
        assert_int_equal(xrom_build(tree, &options, &memory.sink, NULL), XROM_ERR_TREE);
        assert_int_equal(memory.bytes.size, 0);
        xrom_tree_free(tree);
        free(bytes.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_none_align_and_add_a_checksum),
        cmocka_unit_test(test_options_without_anything_the_image_is_plain),
        cmocka_unit_test(test_options_aligned_image_without_checksum_has_even_size),
        cmocka_unit_test(test_options_that_contradict_mpremote_are_refused),
        cmocka_unit_test(test_options_alignments_that_are_none_are_refused),
        cmocka_unit_test(test_options_texts_that_cannot_be_stored_are_refused),
        cmocka_unit_test(test_options_all_sets_build_an_empty_tree),
        cmocka_unit_test(test_options_all_sets_build_the_same_twice),
        cmocka_unit_test(test_options_the_largest_size_counts_all_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
