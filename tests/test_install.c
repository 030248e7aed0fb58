/* SPDX-License-Identifier: MIT */
/* Installing one image: what is refused and when, and what is done to the flash otherwise. */
#include <stdlib.h>
#include <string.h>

#include <xrom/metadata.h>

#include "updates.h"

#define SIZE 2048
#define SECTOR 256
#define PAGE 64

static struct device device;
static struct bytes image;
static struct xrom_install installed;

static int set_up(void **state)
{
    (void)state;
    device_make(&device, SIZE, SECTOR, 16, PAGE);
    image = make_image(1, 700, "fonts");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(image.data);
    device_free(&device);
    return 0;
}

static int begin(uint32_t size)
{
    struct xrom_place place = whole_place(&device);

    return xrom_install_begin(&installed, &place, size);
}

static void assert_holds(struct bytes expected)
{
    struct xrom_image opened;

    open_sound_image(&opened, device.flash, SIZE);
    assert_true(is_whole(&opened, expected));
}

/* Installs an image, and asserts that it ends with an error before anything in the flash is touched. */
static void assert_untouched_at(const struct xrom_place *place, struct bytes refused, int error)
{
    memset(device.flash, 0x5a, SIZE);
    assert_int_equal(install(place, refused, 100), error);
    assert_bytes_are(device.flash, 0x5a, SIZE);
    assert_int_equal(device.ram.steps, 0);
}

static void assert_untouched_by(struct bytes refused, int error)
{
    struct xrom_place place = whole_place(&device);

    assert_untouched_at(&place, refused, error);
}

static void test_install_pieces_of_any_size_give_the_image(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t piece = 1; piece <= image.size; piece += piece < 70 ? 1 : 63) {
        memset(device.flash, 0x33, SIZE);
        assert_int_equal(install(&place, image, piece), XROM_OK);
        assert_holds(image);
    }
}

static void test_install_images_of_any_size_fill_sectors_and_no_more(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t size = 0; size < 600; size += 7) {
        struct bytes other = make_image(2, size, size % 2 ? "fonts" : NULL);
        size_t sectors = (other.size + SECTOR - 1) / SECTOR * SECTOR;

        memset(device.flash, 0x33, SIZE);
        assert_int_equal(install(&place, other, 50), XROM_OK);
        assert_holds(other);
        assert_bytes_are(device.flash + other.size, 0xff, sectors - other.size);
        assert_bytes_are(device.flash + sectors, 0x33, SIZE - sectors);
        free(other.data);
    }
}

static void test_install_image_as_large_as_its_place_fits(void **state)
{
    struct xrom_place place = whole_place(&device);
    struct bytes large = make_image(3, SIZE - 26, NULL);

    (void)state;
    assert_int_equal(large.size, SIZE);
    assert_int_equal(install(&place, large, 1000), XROM_OK);
    assert_holds(large);
    free(large.data);
    assert_int_equal(begin(SIZE), XROM_OK);
    assert_int_equal(begin(SIZE + 1), XROM_ERR_NO_SPACE);
    assert_int_equal(begin(UINT32_MAX), XROM_ERR_NO_SPACE);
}

static void test_install_erases_each_sector_it_needs_once(void **state)
{
    struct xrom_place place = whole_place(&device);
    uint32_t wear[SIZE / SECTOR];

    (void)state;
    assert_int_equal(xrom_ram_count_wear(&device.ram, wear), XROM_OK);
    assert_int_equal(install(&place, image, 17), XROM_OK);
    for (size_t i = 0; i < SIZE / SECTOR; i++) {
        assert_int_equal(wear[i], i < (image.size + SECTOR - 1) / SECTOR);
    }
}

static void test_install_place_behind_others_leaves_these_alone(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    place.offset = 2 * SECTOR;
    place.room = 4 * SECTOR;
    memset(device.flash, 0x33, SIZE);
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_bytes_are(device.flash, 0x33, 2 * SECTOR);
    assert_memory_equal(device.flash + 2 * SECTOR, image.data, image.size);
    assert_bytes_are(device.flash + 6 * SECTOR, 0x33, SIZE - 6 * SECTOR);
}

/* ---- Refused before the flash is touched ---- */

static void test_install_no_image_is_refused_untouched(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        image.data[i] ^= 0x10;
        assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
        image.data[i] ^= 0x10;
    }
    memset(image.data + 3, 0xff, XROM_INSTALL_HEAD);
    assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
    image.size = 11; /* an empty image with a checksum has 12 bytes */
    assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
    image.size = 0;
    assert_untouched_by(image, XROM_ERR_NOT_ROMFS);
}

static void test_install_image_of_another_size_is_refused_untouched(void **state)
{
    (void)state;
    image.size--;
    assert_untouched_by(image, XROM_ERR_OTHER_IMAGE);
    image.size -= 20;
    assert_untouched_by(image, XROM_ERR_OTHER_IMAGE);
}

static void test_install_image_that_states_no_alignment_is_refused_untouched(void **state)
{
    struct xrom_tree *tree = new_tree();
    struct xrom_image opened;
    struct bytes stock;

    (void)state;
    add_file(tree, NULL, "a", "some text that is long enough");
    stock = build(tree);
    assert_untouched_by(stock, XROM_ERR_NOT_FOUND);
    free(stock.data);
    open_image(&opened, image.data, image.size);
    assert_int_equal(image.data[opened.root], 0x42);
    image.data[opened.root] = 0x60; /* a record of another kind */
    assert_untouched_by(image, XROM_ERR_NOT_FOUND);
}

static void test_install_image_that_needs_more_alignment_is_refused_untouched(void **state)
{
    const struct xrom_build_options options = {.align = 512};
    struct xrom_place place = whole_place(&device);
    struct xrom_tree *tree = new_tree();
    struct bytes aligned;

    (void)state;
    add_file(tree, NULL, "a", "text");
    aligned = build_with(tree, &options);
    place.offset = SECTOR;
    place.room = 4 * SECTOR;
    assert_int_equal(install(&place, aligned, 100), XROM_ERR_UNALIGNED);
    assert_int_equal(device.ram.steps, 0);
    place.offset = 2 * SECTOR;
    assert_int_equal(install(&place, aligned, 100), XROM_OK);
    free(aligned.data);
}

static void test_install_begin_holds_page_and_place_against_the_device(void **state)
{
    static const struct {
        uint32_t offset, room, page_size;
        int error;
    } cases[] = {
        {0, SIZE, PAGE, XROM_OK},
        {0, SIZE, SECTOR, XROM_OK},
        {SECTOR, SIZE - SECTOR, PAGE, XROM_OK},
        {0, SIZE, 32, XROM_ERR_ARGUMENT},
        {0, SIZE, 0, XROM_ERR_ARGUMENT},
        {0, SIZE, 96, XROM_ERR_ARGUMENT},
        {0, SIZE, 2 * SECTOR, XROM_ERR_ARGUMENT},
        {0, SIZE, UINT32_C(1) << 31, XROM_ERR_ARGUMENT},
        {0, SIZE - PAGE, PAGE, XROM_ERR_ARGUMENT},
        {PAGE, SECTOR, PAGE, XROM_ERR_ARGUMENT},
        {0, SIZE + SECTOR, PAGE, XROM_ERR_RANGE},
        {SECTOR, SIZE, PAGE, XROM_ERR_RANGE},
        {0 - (uint32_t)SECTOR, SECTOR, PAGE, XROM_ERR_RANGE},
    };
    struct xrom_geometry read_only = {SIZE, 0, 0};
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        place.offset = cases[i].offset;
        place.room = cases[i].room;
        place.page_size = cases[i].page_size;
        assert_int_equal(xrom_install_begin(&installed, &place, 100), cases[i].error);
    }
    place = whole_place(&device);
    assert_int_equal(xrom_ram_open(&device.ram, device.flash, &read_only), XROM_OK);
    assert_int_equal(xrom_install_begin(&installed, &place, 100), XROM_ERR_ARGUMENT);
}

static void test_install_page_smaller_than_the_device_programs_is_refused_untouched(void **state)
{
    struct xrom_geometry large_pages = {SIZE, SECTOR, 128};
    struct xrom_place place = whole_place(&device);

    (void)state;
    assert_int_equal(xrom_ram_open(&device.ram, device.flash, &large_pages), XROM_OK);
    assert_int_equal(install(&place, image, 100), XROM_ERR_RANGE);
    assert_int_equal(device.ram.steps, 0);
}

/* ---- Refused later: nothing is left that looks like an image ---- */

static void assert_no_magic(void)
{
    struct xrom_image opened;

    assert_int_equal(xrom_open(&opened, device.flash, SIZE), XROM_ERR_NOT_ROMFS);
}

static void test_install_damaged_image_leaves_no_magic(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (size_t at = 20; at < image.size; at += 13) {
        image.data[at] ^= 1;
        assert_int_not_equal(install(&place, image, 100), XROM_OK);
        assert_no_magic();
        image.data[at] ^= 1;
    }
    image.data[300] ^= 1;
    assert_int_equal(install(&place, image, 100), XROM_ERR_CHECKSUM);
    image.data[300] ^= 1;
    assert_int_equal(install(&place, image, 100), XROM_OK);
}

static void test_install_image_without_a_checksum_leaves_no_magic(void **state)
{
    const struct xrom_build_options options = {.no_checksum = true, .image_name = "fonts"};
    struct xrom_place place = whole_place(&device);
    struct xrom_tree *tree = new_tree();
    struct bytes unsure;

    (void)state;
    add_file(tree, NULL, "a", "text");
    unsure = build_with(tree, &options);
    assert_int_equal(install(&place, unsure, 100), XROM_ERR_CHECKSUM);
    assert_no_magic();
    free(unsure.data);
}

static void test_install_finish_before_the_end_lets_it_go_on(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_UNFINISHED);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size - 1), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, 0), XROM_OK);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_UNFINISHED);
    assert_no_magic();
    assert_int_equal(xrom_install_write(&installed, image.data + image.size - 1, 1), XROM_OK);
    assert_no_magic();
    assert_int_equal(xrom_install_finish(&installed), XROM_OK);
    assert_holds(image);
}

static void test_install_more_bytes_than_announced_end_it(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, 1), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_install_write(&installed, image.data, 0), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_NO_SPACE);
    assert_no_magic();
}

static void test_install_more_bytes_than_announced_at_once_leave_the_flash_untouched(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size - 1), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size), XROM_ERR_NO_SPACE);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_NO_SPACE);
    assert_int_equal(device.ram.steps, 0);
}

static void test_install_error_stays_whatever_is_written(void **state)
{
    static const uint8_t zeros[100];

    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, zeros, sizeof zeros), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_install_write(&installed, image.data, image.size), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_install_write(&installed, image.data, 1), XROM_ERR_NOT_ROMFS);
    assert_int_equal(xrom_install_finish(&installed), XROM_ERR_NOT_ROMFS);
    assert_int_equal(device.ram.steps, 0);
}

/* ---- Is it the image that is expected? ---- */

/* How often fonts were asked for, of a head and of a whole image, and whether a whole one is refused. */
struct asked {
    int heads, wholes;
    bool refuses_whole;
};

static int accept_fonts(void *context, const struct xrom_image *image_asked)
{
    struct xrom_node root = xrom_root(image_asked);
    struct asked *asked = context;
    char name[16];
    size_t size;
    int error = xrom_metadata(image_asked, &root, XROM_IMAGE_NAME, name, sizeof name, &size);

    if (image_asked->base == device.page) {
        assert_in_range(image_asked->size, 1, XROM_INSTALL_HEAD);
        assert_int_equal(device.ram.steps, 0);
        asked->heads++;
    } else {
        assert_ptr_equal(image_asked->base, device.flash);
        assert_int_equal(node_at(image_asked, "data").kind, XROM_FILE);
        assert_no_magic();
        asked->wholes++;
        error = asked->refuses_whole ? XROM_ERR_OTHER_IMAGE : error;
    }
    if (!error && (size != 5 || memcmp(name, "fonts", 5) != 0)) {
        error = XROM_ERR_OTHER_IMAGE;
    }
    return error;
}

static struct xrom_place place_of_fonts(struct asked *asked)
{
    struct xrom_place place = whole_place(&device);

    place.accept = accept_fonts;
    place.context = asked;
    return place;
}

static void test_install_accept_is_asked_of_the_head_and_when_all_is_there(void **state)
{
    struct asked asked = {0, 0, false};
    struct xrom_place place = place_of_fonts(&asked);

    (void)state;
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_int_equal(asked.heads, 1);
    assert_int_equal(asked.wholes, 1);
    assert_holds(image);
}

static void test_install_image_of_another_name_is_refused_untouched(void **state)
{
    static const size_t sizes[] = {0, 30, 40, 700}; /* of files: the head is a whole image, and not */
    struct asked asked = {0, 0, false};
    struct xrom_place place = place_of_fonts(&asked);

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct bytes other = make_image(2, sizes[i], "icons");

        assert_untouched_at(&place, other, XROM_ERR_OTHER_IMAGE);
        free(other.data);
    }
    assert_int_equal(asked.heads, 4);
    assert_int_equal(asked.wholes, 0);
}

static void test_install_image_without_its_name_in_the_head_is_refused_untouched(void **state)
{
    struct asked asked = {0, 0, false};
    struct xrom_place place = place_of_fonts(&asked);
    struct bytes small = make_image(2, 5, NULL);
    struct bytes other = make_image(2, 700, "a name of so many bytes that it does not end in the head of its image");

    (void)state;
    assert_untouched_at(&place, small, XROM_ERR_NOT_FOUND);
    assert_untouched_at(&place, other, XROM_ERR_RECORD);
    free(small.data);
    free(other.data);
}

static void test_install_touches_nothing_before_the_head_is_there(void **state)
{
    (void)state;
    assert_int_equal(begin((uint32_t)image.size), XROM_OK);
    assert_int_equal(xrom_install_write(&installed, image.data, XROM_INSTALL_HEAD - 1), XROM_OK);
    assert_int_equal(device.ram.steps, 0);
    assert_int_equal(xrom_install_write(&installed, image.data + XROM_INSTALL_HEAD - 1, 1), XROM_OK);
    assert_int_not_equal(device.ram.steps, 0);
}

static void test_install_image_that_is_refused_as_a_whole_leaves_no_magic(void **state)
{
    struct asked asked = {0, 0, true};
    struct xrom_place place = place_of_fonts(&asked);

    (void)state;
    assert_int_equal(install(&place, image, 100), XROM_ERR_OTHER_IMAGE);
    assert_int_equal(asked.wholes, 1);
    assert_no_magic();
}

static void test_install_damaged_image_is_not_asked_about_as_a_whole(void **state)
{
    struct asked asked = {0, 0, false};
    struct xrom_place place = place_of_fonts(&asked);

    (void)state;
    image.data[300] ^= 1;
    assert_int_equal(install(&place, image, 100), XROM_ERR_CHECKSUM);
    assert_int_equal(asked.wholes, 0);
}

static uint32_t count_crc32(void *context, uint32_t crc, const void *bytes, size_t size)
{
    *(size_t *)context += size;
    return xrom_crc32(NULL, crc, bytes, size);
}

static void test_install_verifies_by_the_function_that_is_given(void **state)
{
    struct xrom_place place = whole_place(&device);
    size_t summed = 0;

    (void)state;
    place.crc32 = count_crc32;
    place.context = &summed;
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_int_equal(summed, image.size - 3); /* without the magic, which is known */
}

/* ---- A device that fails ---- */

static void test_install_each_fault_of_the_device_is_told_and_mended_by_another_try(void **state)
{
    struct xrom_place place = whole_place(&device);

    (void)state;
    for (int fault = 0; fault < 5; fault++) {
        assert_int_equal(install(&place, image, 100), XROM_OK);
        switch (fault) {
        case 0: assert_int_equal(xrom_ram_fail_erase(&device.ram, SECTOR + 1), XROM_OK); break;
        case 1: assert_int_equal(xrom_ram_fail_program(&device.ram, 300), XROM_OK); break;
        case 2: assert_int_equal(xrom_ram_stick(&device.ram, 301, 0xff), XROM_OK); break;
        case 3: xrom_ram_stay_busy(&device.ram, XROM_RAM_NONE); break;
        default: assert_int_equal(xrom_ram_stick(&device.ram, 0, 0x2d), XROM_OK); break;
        }
        device.flash[301] ^= 1; /* what sticks is wrong */
        assert_int_equal(install(&place, image, 100), XROM_ERR_IO);
        if (fault != 3) {
            assert_no_magic();
        }
        xrom_ram_mend(&device.ram);
        assert_int_equal(install(&place, image, 100), XROM_OK);
        assert_holds(image);
    }
}

/* What was done last, and whether syncs are to fail. */
struct watch {
    enum xrom_ram_operation last;
    uint32_t programs;
    bool makes_sync_fail;
};

static void note(void *context, enum xrom_ram_operation operation, uint32_t offset, uint32_t size, int error)
{
    struct watch *watch = context;

    (void)offset;
    (void)size;
    (void)error;
    if (watch->programs > 0 && watch->last == XROM_RAM_PROGRAM) {
        assert_int_equal(operation, XROM_RAM_SYNC);
    }
    watch->last = operation;
    watch->programs += operation == XROM_RAM_PROGRAM;
    if (watch->makes_sync_fail && operation == XROM_RAM_PROGRAM) {
        xrom_ram_stay_busy(&device.ram, 1);
    }
}

static void test_install_waits_for_each_program(void **state)
{
    struct xrom_place place = whole_place(&device);
    struct watch watch = {XROM_RAM_MAP, 0, false};

    (void)state;
    xrom_ram_trace(&device.ram, note, &watch);
    assert_int_equal(install(&place, image, 100), XROM_OK);
    assert_int_equal(watch.programs, 2 + (image.size + PAGE - 1) / PAGE + 1);
    assert_int_equal(watch.last, XROM_RAM_SYNC);
    watch.makes_sync_fail = true;
    assert_int_equal(install(&place, image, 100), XROM_ERR_IO);
    assert_no_magic();
}

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(test_install_pieces_of_any_size_give_the_image),
        CASE(test_install_images_of_any_size_fill_sectors_and_no_more),
        CASE(test_install_image_as_large_as_its_place_fits),
        CASE(test_install_erases_each_sector_it_needs_once),
        CASE(test_install_place_behind_others_leaves_these_alone),
        CASE(test_install_no_image_is_refused_untouched),
        CASE(test_install_image_of_another_size_is_refused_untouched),
        CASE(test_install_image_that_states_no_alignment_is_refused_untouched),
        CASE(test_install_image_that_needs_more_alignment_is_refused_untouched),
        CASE(test_install_begin_holds_page_and_place_against_the_device),
        CASE(test_install_page_smaller_than_the_device_programs_is_refused_untouched),
        CASE(test_install_damaged_image_leaves_no_magic),
        CASE(test_install_image_without_a_checksum_leaves_no_magic),
        CASE(test_install_finish_before_the_end_lets_it_go_on),
        CASE(test_install_more_bytes_than_announced_end_it),
        CASE(test_install_more_bytes_than_announced_at_once_leave_the_flash_untouched),
        CASE(test_install_error_stays_whatever_is_written),
        CASE(test_install_accept_is_asked_of_the_head_and_when_all_is_there),
        CASE(test_install_image_of_another_name_is_refused_untouched),
        CASE(test_install_image_without_its_name_in_the_head_is_refused_untouched),
        CASE(test_install_touches_nothing_before_the_head_is_there),
        CASE(test_install_image_that_is_refused_as_a_whole_leaves_no_magic),
        CASE(test_install_damaged_image_is_not_asked_about_as_a_whole),
        CASE(test_install_verifies_by_the_function_that_is_given),
        CASE(test_install_waits_for_each_program),
        CASE(test_install_each_fault_of_the_device_is_told_and_mended_by_another_try),
    };

    return cmocka_run_group_tests_name("install", tests, NULL, NULL);
}
