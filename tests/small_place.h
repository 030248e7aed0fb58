/* SPDX-License-Identifier: MIT */
/* What the tests of installation share: a small device for one image, and that image. */
#ifndef TESTS_SMALL_PLACE_H
#define TESTS_SMALL_PLACE_H

#include "updates.h"

#define SIZE 2048
#define SECTOR 256
#define PAGE 64

extern struct device device;
extern struct bytes image; /* of a file of 700 bytes */
extern struct xrom_install installed;

/* Makes and frees these, for each case. The device is empty. */
int set_up_place(void **state);
int tear_down_place(void **state);

/* Begins to install an image of `size` bytes in the whole device. */
int begin(uint32_t size);

/* Asserts that this image is in the device, whole; that there is none. */
void assert_holds(struct bytes expected);
void assert_no_magic(void);

/* Installs an image, and asserts that it ends with an error before anything in the flash is touched. */
void assert_untouched_at(const struct xrom_place *place, struct bytes refused, int error);

#endif
