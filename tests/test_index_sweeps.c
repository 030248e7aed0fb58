/* SPDX-License-Identifier: MIT */
/*
 * Sweeps over an indexed image: each byte of the index, of the records of parents and of the header takes on other
 * values. Nothing outside the image is read, no path leads to the node of another one, and what the checks pass is
 * right.
 */
#include <stdlib.h>
#include <string.h>

#include <xrom/index.h>

#include "guarded.h"
#include "index_image.h"
#include "support.h"

static const struct index_entry tree[] = {
    {"a", "1"},       {"b", NULL},  {"b/a", "2"}, {"b/b", NULL}, {"b/b/a", "3"}, {"b/b/b", NULL},
    {"b/b/b/a", "4"}, {"b/c", "5"}, {"c", NULL},  {"c/a", "6"},  {"c/bb", "7"},  {"c/b", NULL},
    {"c/b/a", "8"},   {"d", ""},    {"e", NULL},  {"f", "9"},
};
enum { COUNT = sizeof tree / sizeof tree[0] };

static const char *const absent[] = {"x", "a/a", "b/x", "b/b/x", "c/c", "b/",  "b/a/",
                                     "/", "",    "//b", "b//a",  "aa",  "e/a", "c/b/b"};
enum { ABSENT = sizeof absent / sizeof absent[0] };

/* A byte is changed: what may be said now of an index that was right? */
enum change {
    PAYLOAD, /* the tree is still the same */
    HEADER   /* records may have become others */
};

static void hold_path(const struct xrom_index *index, const char *path, enum change change, bool checked)
{
    struct xrom_node found, walked;
    int error, expected = xrom_lookup(index->image, path, &walked);

    FILL(found);
    error = xrom_index_lookup(index, path, &found);
    if (error) {
        assert_untouched(found);
    }
    if (checked || (change == PAYLOAD && expected)) {
        assert_int_equal(error, expected);
    } else if (change == PAYLOAD && error) {
        assert_int_equal(error, XROM_ERR_NOT_FOUND);
    }
    if (!error && checked) {
        assert_memory_equal(&found, &walked, sizeof found);
    } else if (!error && path[0] && path[strlen(path) - 1] != '/') {
        const char *slash = strrchr(path, '/');
        const char *name = slash ? slash + 1 : path;
        assert_int_equal(xrom_name_size(&found), strlen(name));
        assert_memory_equal(index->image->base + found.name, name, strlen(name));
    }
}

/* Gives whether the checks pass. */
static bool hold(const uint8_t *bytes, size_t size, enum change change)
{
    uint32_t levels[8];
    struct xrom_image image;
    struct xrom_index index;
    struct xrom_fault fault;
    bool checked;
    int error = xrom_open(&image, bytes, size);

    if (error) {
        assert_true(error == XROM_ERR_UNALIGNED || xrom_is_damage(error));
        return false;
    }
    assert_int_equal(xrom_index_open(&index, &image), XROM_OK);
    /* Each is called whatever the other says: none may stumble. */
    checked = xrom_index_check(&index, levels, 8, &fault) == XROM_OK;
    checked = xrom_check(&image, levels, 8, &fault) == XROM_OK && checked;
    for (size_t i = 0; i < COUNT; i++) {
        hold_path(&index, tree[i].path, change, checked);
    }
    for (size_t i = 0; i < ABSENT; i++) {
        hold_path(&index, absent[i], change, checked);
    }
    return checked && index.slots;
}

static size_t sweep(const struct index_image *image, size_t from, size_t to, enum change change)
{
    struct guarded memory;
    uint8_t *bytes;
    size_t passed = 0;

    guarded_open(&memory, image->size);
    bytes = guarded_copy(&memory, image->bytes, image->size);
    for (size_t at = from; at < to; at++) {
        for (unsigned value = 1; value < 256; value += value < 16 || value > 240 ? 1 : 13) {
            bytes[at] = image->bytes[at] ^ (uint8_t)value;
            passed += hold(bytes, image->size, change);
        }
        bytes[at] = image->bytes[at];
    }
    assert_true(hold(bytes, image->size, change));
    guarded_close(&memory);
    return passed;
}

static void test_index_sweep_of_slots_check_finds_each_change(void **state)
{
    struct index_image image;

    (void)state;
    index_image_make(&image, tree, COUNT);
    assert_int_equal(sweep(&image, image.slots, image.shape, PAYLOAD), 0);
    index_image_free(&image);
}

static void test_index_sweep_of_pilots_and_shape_finds_nothing_wrong(void **state)
{
    struct index_image image;

    (void)state;
    index_image_make(&image, tree, COUNT);
    sweep(&image, image.record, image.slots, PAYLOAD); /* another pilot may be as good */
    sweep(&image, image.shape, image.shape + 4, PAYLOAD);
    index_image_free(&image);
}

static void test_index_sweep_of_parents_check_finds_each_change(void **state)
{
    struct index_image image;

    (void)state;
    index_image_make(&image, tree, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        if (!tree[i].data) {
            assert_int_equal(sweep(&image, image.positions[i] - 4, image.positions[i], PAYLOAD), 0);
            assert_int_equal(sweep(&image, image.positions[i] - 6, image.positions[i] - 4, HEADER), 0);
        }
    }
    index_image_free(&image);
}

static void test_index_sweep_of_headers_reads_nothing_outside(void **state)
{
    struct index_image image;

    (void)state;
    index_image_make(&image, tree, COUNT);
    sweep(&image, 3, image.record, HEADER);
    for (size_t i = 0; i < COUNT; i++) {
        sweep(&image, image.positions[i], image.positions[i] + 11, HEADER);
    }
    index_image_free(&image);
}

static void test_index_sweep_truncated_reads_nothing_outside(void **state)
{
    struct index_image image;
    struct guarded memory;

    (void)state;
    index_image_make(&image, tree, COUNT);
    guarded_open(&memory, image.size);
    for (size_t size = 8; size < image.size; size += 8) {
        uint8_t *bytes = guarded_copy(&memory, image.bytes, size);
        assert_false(hold(bytes, size, HEADER));
        /* The same where the image says that it ends there. */
        for (size_t i = 0, rest = size - 8; i < 5; i++, rest >>= 7) {
            bytes[7 - i] = (uint8_t)((rest & 0x7f) | (i > 0 ? 0x80 : 0));
        }
        hold(bytes, size, HEADER);
    }
    guarded_close(&memory);
    index_image_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index_sweep_of_slots_check_finds_each_change),
        cmocka_unit_test(test_index_sweep_of_pilots_and_shape_finds_nothing_wrong),
        cmocka_unit_test(test_index_sweep_of_parents_check_finds_each_change),
        cmocka_unit_test(test_index_sweep_of_headers_reads_nothing_outside),
        cmocka_unit_test(test_index_sweep_truncated_reads_nothing_outside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
