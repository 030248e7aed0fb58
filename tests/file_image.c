/* SPDX-License-Identifier: MIT */
#include "file_image.h"

#include <stdlib.h>
#include <string.h>

#include <xrom/verify.h>

#define LENGTH_SIZE 3 /* of lengths that depend on the file; padded */
#define FILE_HEAD (1 + LENGTH_SIZE + 5 + 1 + LENGTH_SIZE)
#define CHECKSUM_SIZE 6u

static void put_byte(struct bytes *image, size_t byte)
{
    image->data[image->size++] = (uint8_t)byte;
}

static void put(struct bytes *image, const void *bytes, size_t size)
{
    memcpy(image->data + image->size, bytes, size);
    image->size += size;
}

static void put_length(struct bytes *image, size_t length)
{
    assert_in_range(length, 0, (1 << 7 * LENGTH_SIZE) - 1);
    for (int shift = 7 * (LENGTH_SIZE - 1); shift >= 0; shift -= 7) {
        put_byte(image, (length >> shift & 0x7f) | (shift > 0 ? 0x80 : 0));
    }
}

/* Records of kind 0x40 + n say that the address is a multiple of 2^n. */
static void put_alignment(struct bytes *image, uint32_t alignment)
{
    size_t kind = 0x40;

    while (alignment > 1) {
        alignment /= 2;
        kind++;
    }
    put_byte(image, kind);
    put_byte(image, 0);
}

static void put_name(struct bytes *image, const char *name)
{
    assert_in_range(strlen(name), 0, 127);
    put_byte(image, 0x79);
    put_byte(image, strlen(name));
    put(image, name, strlen(name));
}

static void put_file(struct bytes *image, uint32_t seed, size_t size)
{
    put_byte(image, 5);
    put_length(image, FILE_HEAD - 1 - LENGTH_SIZE + size);
    put(image, "\4data", 5);
    put_byte(image, 2);
    put_length(image, size);
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1664525 + 1013904223;
        put_byte(image, seed >> 24);
    }
}

static void put_checksum(struct bytes *image)
{
    uint32_t crc;

    put(image, "\x7f\4", 2);
    crc = xrom_crc32(NULL, 0, image->data, image->size);
    for (int shift = 0; shift < 32; shift += 8) {
        put_byte(image, ~crc >> shift & 0xff);
    }
}

struct bytes file_image(uint32_t seed, size_t size, const struct file_image_parts *parts)
{
    size_t tail = FILE_HEAD + size + (parts->has_checksum ? CHECKSUM_SIZE : 0u);
    size_t head = 3 + LENGTH_SIZE + (parts->alignment ? 2u : 0u) + (parts->name ? 2 + strlen(parts->name) : 0);
    size_t is_odd = (head + tail) % 2;
    size_t unit = parts->alignment ? parts->alignment : 1;
    struct bytes image = {aligned_alloc(unit, (head + is_odd + tail + unit - 1) / unit * unit), 0};
    struct xrom_image opened;

    assert_non_null(image.data);
    put(&image, "\xd2\xcd\x31", 3);
    put_length(&image, head - 3 - LENGTH_SIZE + is_odd + tail);
    if (parts->alignment) {
        put_alignment(&image, parts->alignment);
    }
    if (parts->name) {
        put_name(&image, parts->name);
    }
    if (is_odd) {
        put_byte(&image, 0x80); /* pads the kind of the file */
    }
    put_file(&image, seed, size);
    if (parts->has_checksum) {
        put_checksum(&image);
    }
    open_sound_image(&opened, image.data, image.size);
    assert_int_equal(opened.size, image.size);
    return image;
}
