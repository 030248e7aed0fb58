/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out at each place where the library asks for some, one after the other. Each time the caller hears of
 * it, nothing leaks (the sanitizer looks at the end), and nothing is written but the front of the output.
 *
 * The linker leads the library's calls of malloc(), calloc() and realloc() here; those of other libraries stay.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/convert.h>

#include "support_build.h"

/* How many requests are still granted; without end at first. */
static unsigned long granted = (unsigned long)-1;
static bool was_refused;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static bool is_granted(void)
{
    if (granted == 0) {
        was_refused = true;
        return false;
    }
    granted--;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return is_granted() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_granted() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
    return is_granted() ? __real_realloc(old, size) : NULL;
}

/* What a scenario writes. */
static uint8_t output[1 << 17];
static size_t output_size;

static int keep(void *context, const void *bytes, size_t size)
{
    (void)context;
    if (size > sizeof output - output_size) {
        return 1;
    }
    memcpy(output + output_size, bytes, size);
    output_size += size;
    return 0;
}

static const struct xrom_sink sink = {keep, NULL};

/* Runs a scenario with one request more each time, until it works. It must fail with XROM_ERR_MEMORY before. */
static void exhaust(int (*scenario)(void), unsigned long least)
{
    static uint8_t whole[sizeof output];
    unsigned long requests = 0;
    size_t whole_size;

    output_size = 0;
    granted = (unsigned long)-1;
    assert_int_equal(scenario(), XROM_OK);
    whole_size = output_size;
    memcpy(whole, output, whole_size);
    for (;; requests++) {
        int error;

        output_size = 0;
        was_refused = false;
        granted = requests;
        error = scenario();
        granted = (unsigned long)-1;
        if (!was_refused) {
            assert_int_equal(error, XROM_OK);
            break;
        }
        if (error != XROM_ERR_MEMORY) {
            fail_msg("without its request %lu: %s", requests, error ? xrom_error_text(error) : "it goes on");
        }
        assert_true(output_size <= whole_size);
        assert_memory_equal(output, whole, output_size);
    }
    print_message("# %lu requests\n", requests);
    assert_true(requests >= least);
}

/* A tree of everything: depth, equal data, what is compressed, and more entries than the first room is for. */
static int fill(struct xrom_tree *tree)
{
    static const char text[] = "a text that is worth to be compressed, compressed, compressed, compressed, compressed";
    struct xrom_entry *parent = NULL;
    char name[16] = "d";
    int error = XROM_OK;

    for (int i = 0; i < 4 && !error; i++) {
        error = xrom_tree_add_directory(tree, parent, "directory", 9, &parent);
    }
    for (int i = 0; i < 90 && !error; i++) {
        name[0] = (char)('0' + i / 10);
        name[1] = (char)('0' + i % 10);
        error = xrom_tree_add_bytes(tree, i % 2 ? parent : NULL, name, 2, text, sizeof text - (size_t)(i % 3), NULL);
    }
    return error;
}

static int build_all(struct xrom_tree *tree)
{
    static const char *const gzip[] = {"3*"};
    static const struct xrom_align_rule rules[] = {{"1*", 64}};
    const struct xrom_build_options options = {.index = XROM_INDEX_ALWAYS,
                                               .gzip = gzip,
                                               .gzip_count = 1,
                                               .align_rules = rules,
                                               .align_rule_count = 1,
                                               .image_name = "name",
                                               .content_hash = true,
                                               .content_type = true};
    struct xrom_built built;

    return xrom_build(tree, &options, &sink, &built);
}

static int build_from_memory(void)
{
    struct xrom_tree *tree = xrom_tree_new();
    int error = tree ? fill(tree) : XROM_ERR_MEMORY;

    if (!error) {
        error = build_all(tree);
    }
    if (error) {
        assert_non_null(xrom_tree_message(tree));
    }
    xrom_tree_free(tree);
    return error;
}

static void test_no_memory_ends_a_build(void **state)
{
    (void)state;
    exhaust(build_from_memory, 20);
}

static const char *folder;

static int build_from_folder(void)
{
    struct xrom_tree *tree = xrom_tree_new();
    int error = tree ? xrom_tree_add_folder(tree, NULL, folder, NULL) : XROM_ERR_MEMORY;

    if (!error) {
        error = build_all(tree);
    }
    xrom_tree_free(tree);
    return error;
}

static void test_no_memory_ends_a_build_of_a_folder(void **state)
{
    folder = *state;
    make_directory(*state, "sub");
    make_directory(*state, "sub/deep");
    make_file(*state, "sub/deep/a", "1");
    make_file(*state, "sub/b", "the same bytes");
    make_file(*state, "c", "the same bytes");
    make_link(*state, "link", "sub");
    exhaust(build_from_folder, 20);
}

static struct xrom_image image;

static int build_from_image(void)
{
    struct xrom_tree *tree = xrom_tree_new();
    int error = tree ? xrom_tree_add_image(tree, NULL, &image) : XROM_ERR_MEMORY;

    if (!error) {
        error = build_all(tree);
    }
    xrom_tree_free(tree);
    return error;
}

static void test_no_memory_ends_a_build_of_an_image(void **state)
{
    struct bytes bytes;

    (void)state;
    bytes = load_vector("deep", "image.romfs");
    open_image(&image, bytes.data, bytes.size);
    exhaust(build_from_image, 20);
    free(bytes.data);
}

static uint8_t *file;
static size_t file_size;

static int convert(void)
{
    const struct xrom_flash_options options = {XROM_FAMILY_RP2040, 4096};
    struct xrom_flash *flash = xrom_flash_new();
    int error = flash ? XROM_OK : XROM_ERR_MEMORY;

    if (!error && file_size > 0) {
        error = xrom_flash_read(flash, file, file_size);
    }
    for (uint32_t i = 0; i < 40 && !error; i++) {
        error = xrom_flash_add(flash, XROM_FAMILY_RP2040, 0x10008000 - i * 512, "some bytes", 10);
    }
    if (!error) {
        error = xrom_flash_write(flash, XROM_FLASH_UF2, &options, &sink);
    }
    xrom_flash_free(flash);
    return error;
}

static void test_no_memory_ends_a_conversion(void **state)
{
    (void)state;
    file_size = 0;
    exhaust(convert, 5);
    file = malloc(output_size);
    assert_non_null(file);
    file_size = output_size;
    memcpy(file, output, output_size);
    exhaust(convert, 10);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_memory_ends_a_build),
        folder_test(test_no_memory_ends_a_build_of_a_folder),
        cmocka_unit_test(test_no_memory_ends_a_build_of_an_image),
        cmocka_unit_test(test_no_memory_ends_a_conversion),
    };

    return cmocka_run_group_tests_name("no_memory", tests, NULL, NULL);
}
