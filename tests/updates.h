/* SPDX-License-Identifier: MIT */
/* What tests of updates share: images that differ, and a simulated device for them whose content can be set back. */
#ifndef TESTS_UPDATES_H
#define TESTS_UPDATES_H

#include <xrom/ram.h>
#include <xrom/slots.h>

#include "file_image.h"

/* A device with a page for whoever writes it. */
struct device {
    struct xrom_geometry geometry;
    uint32_t page_size;
    uint8_t *flash;  /* its bytes, at a multiple of the largest power of two that divides its size */
    uint8_t *before; /* what device_restore() sets them to */
    uint8_t *page;
    struct xrom_ram ram;
    struct xrom_backend *backend; /* that of `ram`, unless a test puts another one in front of it */
};

/* Makes a device of ff. Small sectors and pages give as many cases as large ones, in less time. */
void device_make(struct device *device, uint32_t size, uint32_t erase_unit, uint32_t program_unit, uint32_t page_size);
void device_free(struct device *device);

/* Keeps the content, and sets the device back to that, without faults and switched on. */
void device_keep(struct device *device);
void device_restore(struct device *device);

/* An image of one file, with an alignment of 4, a checksum, and a name (null: none): see file_image(). */
struct bytes make_image(uint32_t seed, size_t size, const char *name);

/* The whole device as the place of an image, or of slots. */
struct xrom_place whole_place(const struct device *device);

/* Installs an image in pieces of `piece` bytes. Returns the first error. */
int install(const struct xrom_place *place, struct bytes image, size_t piece);

/* Updates open slots by an image, in the same way. */
int update(struct xrom_slots *slots, struct bytes image, size_t piece, bool trial);

/* Opens the slots of a device. */
int open_slots(struct xrom_slots *slots, struct device *device);

/* True where these are the bytes of an open image, and it has no fault. */
bool is_whole(const struct xrom_image *image, struct bytes bytes);

/* Opens the slots as a firmware does at its start, and asserts that it gets this image. Releases it. */
void assert_starts(struct xrom_slots *slots, struct device *device, struct bytes image);

#endif
