/* SPDX-License-Identifier: MIT */
/* Records one by one, and what an image says about itself wherever it stands. */
#include <string.h>

#include <xrom/metadata.h>
#include <xrom/record.h>

#include "support.h"

/* Each integer is padded in its own way. */
static const uint8_t bytes[] = {
    0xd2, 0xcd, 0x31, 0x80, 29,                 /* 0: image */
    0x43, 0,                                    /* 5: a base at a multiple of 8 */
    1,    0x80, 2,    0xff, 0xff,               /* 7: padding */
    0x80, 5,    0x80, 14,   0x80, 0x80, 1, 'a', /* 12: file */
    3,    0x80, 4,    0x80, 1,    0x80, 3,      /* 20: pointer to the byte at 8 */
    0x71, 1,    9,                              /* 27: time */
    0x81, 0x48, 1,    'x',                      /* 30: kind 200, which nobody knows */
};

static void assert_record(const struct xrom_record *record, uint32_t kind, uint32_t offset, uint32_t body, uint32_t end,
                          uint32_t padding)
{
    assert_int_equal(record->kind, kind);
    assert_int_equal(record->offset, offset);
    assert_int_equal(record->body, body);
    assert_int_equal(record->end, end);
    assert_int_equal(record->padding, padding);
}

/* An image at an address that it does not ask for is as good here. */
static struct xrom_image image_of(void)
{
    struct xrom_image image = {bytes, sizeof bytes, 5};

    return image;
}

static void test_records_of_an_image_are_all_given(void **state)
{
    struct xrom_image image = image_of();
    struct xrom_iter whole = {0, image.size};
    struct xrom_node root = xrom_root(&image);
    struct xrom_iter iter = xrom_records(&root);
    struct xrom_record record;

    (void)state;
    assert_int_equal(xrom_record_next(&image, &whole, &record), XROM_OK);
    assert_record(&record, XROM_RECORD_IMAGE, 0, 5, 34, 1);
    assert_int_equal(xrom_record_next(&image, &whole, &record), XROM_ERR_END);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_OK);
    assert_record(&record, XROM_RECORD_ALIGN + 3, 5, 7, 7, 0);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_OK);
    assert_record(&record, XROM_RECORD_PADDING, 7, 10, 12, 1);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_OK);
    assert_record(&record, XROM_RECORD_FILE, 12, 16, 30, 4);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_OK);
    assert_record(&record, 200, 30, 33, 34, 0);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_ERR_END);
}

static void test_records_of_a_file_are_all_given(void **state)
{
    struct xrom_image image = image_of();
    struct xrom_node file = node_at(&image, "a");
    struct xrom_iter iter = xrom_records(&file);
    struct xrom_record record;

    (void)state;
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_OK);
    assert_record(&record, XROM_RECORD_POINTER, 20, 23, 27, 3);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_OK);
    assert_record(&record, XROM_MODIFIED, 27, 29, 30, 0);
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_ERR_END);
}

static void test_records_that_are_broken_end_the_iteration(void **state)
{
    static const struct {
        uint8_t bytes[4];
        int error;
    } cases[] = {
        {{0, 2, 1, 1}, XROM_ERR_UNUSED}, {{1, 3, 1, 1}, XROM_ERR_RECORD},     {{1, 0x80, 0x80, 0x80}, XROM_ERR_VARUINT},
        {{5, 2, 2, 1}, XROM_ERR_NAME},   {{3, 2, 1, 0x80}, XROM_ERR_POINTER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct xrom_image image = {cases[i].bytes, 4, 0};
        struct xrom_iter iter = {0, 4};
        struct xrom_record record;

        FILL(record);
        assert_int_equal(xrom_record_next(&image, &iter, &record), cases[i].error);
        assert_int_equal(xrom_record_next(&image, &iter, &record), cases[i].error);
        assert_untouched(record);
    }
}

static void test_records_outside_the_image_are_a_wrong_argument(void **state)
{
    struct xrom_image image = image_of();
    struct xrom_iter iter = {0, image.size + 1};
    struct xrom_record record;

    (void)state;
    assert_int_equal(xrom_record_next(&image, &iter, &record), XROM_ERR_ARGUMENT);
}

static void test_records_known_kinds_are_those_of_the_headers(void **state)
{
    static const uint32_t odd[] = {1, 3, 5, 0x61, 0x63, 0x71, 0x73, 0x75, 0x77, 0x79, 0x7b, 0x7d, 0x7f, 0x14a6b1};
    size_t known = 0;

    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        assert_true(xrom_record_is_known(odd[i]));
    }
    for (uint32_t kind = 0; kind < 0x200000; kind++) {
        known += xrom_record_is_known(kind);
    }
    assert_int_equal(known, sizeof odd / sizeof odd[0] + 2 + 32); /* data and directories; alignments */
    assert_false(xrom_record_is_known(UINT32_MAX));
}

static void test_inspect_tells_size_and_alignment_at_any_address(void **state)
{
    static const uint8_t plain[] = {0xd2, 0xcd, 0x31, 0};
    uint8_t copy[sizeof bytes + 8];
    uint32_t size, align;

    (void)state;
    for (size_t i = 0; i < 8; i++) {
        memcpy(copy + i, bytes, sizeof bytes);
        assert_int_equal(xrom_inspect(copy + i, sizeof copy - i, &size, &align), XROM_OK);
        assert_int_equal(size, sizeof bytes);
        assert_int_equal(align, 8);
    }
    assert_int_equal(xrom_inspect(plain, sizeof plain, &size, &align), XROM_OK);
    assert_int_equal(size, 4);
    assert_int_equal(align, 1);
    assert_int_equal(xrom_inspect(bytes, sizeof bytes - 1, &size, &align), XROM_ERR_TRUNCATED);
    assert_int_equal(xrom_inspect(bytes + 1, sizeof bytes - 1, &size, &align), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_inspect(NULL, 4, &size, &align), XROM_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_of_an_image_are_all_given),
        cmocka_unit_test(test_records_of_a_file_are_all_given),
        cmocka_unit_test(test_records_that_are_broken_end_the_iteration),
        cmocka_unit_test(test_records_outside_the_image_are_a_wrong_argument),
        cmocka_unit_test(test_records_known_kinds_are_those_of_the_headers),
        cmocka_unit_test(test_inspect_tells_size_and_alignment_at_any_address),
    };

    return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
