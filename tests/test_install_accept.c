/* SPDX-License-Identifier: MIT */
/* Installing one image: is it the one that is expected? */
#include <stdlib.h>
#include <string.h>

#include <xrom/metadata.h>

#include "small_place.h"

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

int main(void)
{
#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up_place, tear_down_place)
    const struct CMUnitTest tests[] = {
        CASE(test_install_accept_is_asked_of_the_head_and_when_all_is_there),
        CASE(test_install_image_of_another_name_is_refused_untouched),
        CASE(test_install_image_without_its_name_in_the_head_is_refused_untouched),
        CASE(test_install_image_that_is_refused_as_a_whole_leaves_no_magic),
        CASE(test_install_damaged_image_is_not_asked_about_as_a_whole),
    };

    return cmocka_run_group_tests_name("install_accept", tests, NULL, NULL);
}
