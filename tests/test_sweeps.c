/* SPDX-License-Identifier: MIT */
/*
 * Sweeps over each vector: cut off at each byte, with each byte changed, with each varuint widened. Small vectors are swept
 * whole. Of larger ones, whose bytes are mostly file data, places are taken at a stride that is no multiple of anything.
 */
#include <stdlib.h>
#include <string.h>

#include "guarded.h"
#include "promises.h"
#include "vectors.h"
#include "widen.h"

#define TINY 100   /* bytes; each byte takes on all values */
#define SMALL 5000 /* bytes; each place is taken */

/* From one place to the next, for about 150 places in a large vector. */
static size_t stride_for(size_t size)
{
    return size <= SMALL ? 1 : size / 150 | 1;
}

static void test_truncated(const struct vector *vector)
{
    struct bytes image = load_vector(vector->name, "image.romfs");
    struct guarded memory;
    struct xrom_image opened;

    open_image(&opened, image.data, image.size);
    guarded_open(&memory, image.size);
    for (size_t size = 0; size < image.size; size += stride_for(image.size)) {
        uint8_t *bytes = guarded_copy(&memory, image.data, size);
        const char *broken = broken_promise(bytes, size);

        if (broken) {
            fail_msg("%s cut off at %zu: %s", vector->name, size, broken);
        }
        if (size < opened.size && xrom_open(&opened, bytes, size) == XROM_OK) {
            fail_msg("%s cut off at %zu is taken for a whole image", vector->name, size);
        }
    }
    guarded_close(&memory);
    free(image.data);
}

/* All values for tiny images. For others each bit flipped, the ends of the range, and the neighbours; few for large ones. */
static size_t values_for(uint8_t old, size_t image_size, uint8_t values[256])
{
    const uint8_t some[] = {
        old ^ 0x80, old ^ 1, 0,       0xff, /* for large images these */
        old ^ 2,    old ^ 4, old ^ 8, old ^ 16, old ^ 32, old ^ 64, 0x7f, (uint8_t)(old + 1), (uint8_t)(old - 1),
    };

    if (image_size <= TINY) {
        for (unsigned value = 0; value < 256; value++) {
            values[value] = (uint8_t)value;
        }
        return 256;
    }
    memcpy(values, some, sizeof some);
    return image_size <= SMALL ? sizeof some : 4;
}

static void test_changed(const struct vector *vector)
{
    struct bytes image = load_vector(vector->name, "image.romfs");
    struct guarded memory;
    uint8_t *bytes;

    guarded_open(&memory, image.size);
    bytes = guarded_copy(&memory, image.data, image.size);
    for (size_t at = 0; at < image.size; at += stride_for(image.size)) {
        uint8_t values[256];
        size_t count = values_for(image.data[at], image.size, values);

        for (size_t i = 0; i < count; i++) {
            const char *broken;

            bytes[at] = values[i];
            broken = broken_promise(bytes, image.size);
            if (broken) {
                fail_msg("%s with %02x at %zu: %s", vector->name, values[i], at, broken);
            }
        }
        bytes[at] = image.data[at];
    }
    guarded_close(&memory);
    free(image.data);
}

/* Asserts that two images have the same entries in the same order, and the same bytes in them unless told otherwise. */
static void assert_same_tree(const struct xrom_image *a, const struct xrom_image *b, bool compare_data)
{
    uint32_t levels_a[32], levels_b[32];
    struct xrom_node node_a = xrom_root(a), node_b = xrom_root(b);
    struct xrom_walk walk_a, walk_b;

    assert_int_equal(xrom_walk(&node_a, levels_a, 32, &walk_a), XROM_OK);
    assert_int_equal(xrom_walk(&node_b, levels_b, 32, &walk_b), XROM_OK);
    for (;;) {
        uint32_t depth_a, depth_b;
        struct xrom_stat stat_a, stat_b;
        int error = xrom_walk_next(a, &walk_a, &node_a, &depth_a);

        assert_int_equal(xrom_walk_next(b, &walk_b, &node_b, &depth_b), error);
        if (error) {
            assert_int_equal(error, XROM_ERR_END);
            return;
        }
        assert_int_equal(depth_a, depth_b);
        assert_int_equal(node_a.kind, node_b.kind);
        assert_int_equal(xrom_name_size(&node_a), xrom_name_size(&node_b));
        assert_memory_equal(a->base + node_a.name, b->base + node_b.name, xrom_name_size(&node_a));
        if (node_a.kind == XROM_FILE) {
            assert_int_equal(xrom_stat(a, &node_a, &stat_a), XROM_OK);
            assert_int_equal(xrom_stat(b, &node_b, &stat_b), XROM_OK);
            assert_int_equal(stat_a.size, stat_b.size);
            if (compare_data) {
                assert_memory_equal(a->base + stat_a.offset, b->base + stat_b.offset, stat_a.size);
            }
        }
    }
}

/* A widened image whose lengths were mended: the same image, but where its first byte has moved. */
static void hold_mended(const struct vector *vector, const struct xrom_image *image, const struct widened *widened,
                        const uint8_t *bytes, size_t number)
{
    struct xrom_image opened;

    if (number + 1 == widened->varuint_count) {
        assert_int_equal(xrom_open(&opened, bytes, widened->size), XROM_ERR_NOT_ROMFS);
        return;
    }
    if (xrom_open(&opened, bytes, widened->size) != XROM_OK) {
        fail_msg("%s with varuint %zu widened is no image", vector->name, number);
    }
    assert_same_tree(image, &opened, !widened->has_pointers);
}

static void sweep_widened(const struct vector *vector, bool mend)
{
    struct bytes bytes = load_vector(vector->name, "image.romfs");
    struct xrom_image image;
    struct guarded memory;
    size_t count = 1;

    open_sound_image(&image, bytes.data, bytes.size);
    guarded_open(&memory, bytes.size + 64);
    for (size_t number = 0; number < count; number += bytes.size <= SMALL ? 1 : 37) {
        for (size_t by = 1; by <= 4; by++) {
            const struct widening widening = {number, by, mend};
            struct widened widened = widen(bytes.data, bytes.size, &widening);
            uint8_t *copy = guarded_copy(&memory, widened.bytes, widened.size);
            const char *broken = broken_promise(copy, widened.size);

            assert_in_range(widened.size, bytes.size + by, bytes.size + 64);
            count = widened.varuint_count;
            if (broken) {
                fail_msg("%s with varuint %zu widened by %zu: %s", vector->name, number, by, broken);
            }
            if (mend) {
                hold_mended(vector, &image, &widened, copy, number);
            }
            free(widened.bytes);
        }
    }
    guarded_close(&memory);
    free(bytes.data);
}

static void test_widened_and_mended(const struct vector *vector)
{
    sweep_widened(vector, true);
}

static void test_widened(const struct vector *vector)
{
    sweep_widened(vector, false);
}

/* The sweeps begin with good images: these keep all promises. */
static void test_unchanged(const struct vector *vector)
{
    struct bytes image = load_vector(vector->name, "image.romfs");
    struct guarded memory;
    const char *broken;

    guarded_open(&memory, image.size);
    broken = broken_promise(guarded_copy(&memory, image.data, image.size), image.size);
    if (broken) {
        fail_msg("%s: %s", vector->name, broken);
    }
    guarded_close(&memory);
    free(image.data);
}

int main(void)
{
    static const struct test_of_vectors tests[] = {
        {"test_sweep_unchanged_image_keeps_the_promises", test_unchanged},
        {"test_sweep_truncated_image_keeps_the_promises", test_truncated},
        {"test_sweep_changed_byte_keeps_the_promises", test_changed},
        {"test_sweep_widened_varuint_keeps_the_promises", test_widened},
        {"test_sweep_widened_varuint_with_mended_lengths_is_the_same_tree", test_widened_and_mended},
    };

    return run_on_vectors("sweeps", tests, sizeof tests / sizeof tests[0]);
}
