/* SPDX-License-Identifier: MIT */
#include "small_place.h"

#include <stdlib.h>
#include <string.h>

struct device device;
struct bytes image;
struct xrom_install installed;

int set_up_place(void **state)
{
    (void)state;
    device_make(&device, SIZE, SECTOR, 16, PAGE);
    image = make_image(1, 700, "fonts");
    return 0;
}

int tear_down_place(void **state)
{
    (void)state;
    free(image.data);
    device_free(&device);
    return 0;
}

int begin(uint32_t size)
{
    struct xrom_place place = whole_place(&device);

    return xrom_install_begin(&installed, &place, size);
}

void assert_holds(struct bytes expected)
{
    struct xrom_image opened;

    open_sound_image(&opened, device.flash, SIZE);
    assert_true(is_whole(&opened, expected));
}

void assert_no_magic(void)
{
    struct xrom_image opened;

    assert_int_equal(xrom_open(&opened, device.flash, SIZE), XROM_ERR_NOT_ROMFS);
}

void assert_untouched_at(const struct xrom_place *place, struct bytes refused, int error)
{
    memset(device.flash, 0x5a, SIZE);
    assert_int_equal(install(place, refused, 100), error);
    assert_bytes_are(device.flash, 0x5a, SIZE);
    assert_int_equal(device.ram.steps, 0);
}
