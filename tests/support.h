/* SPDX-License-Identifier: MIT */
/* What the tests share. A test file includes this instead of cmocka.h, which needs four headers before it. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <xrom/xrom.h>

/* Opens an image that must be one. */
void open_image(struct xrom_image *image, const void *bytes, size_t size);

/* Opens an image that must have no fault in it. */
void open_sound_image(struct xrom_image *image, const void *bytes, size_t size);

/* The node at a path that must exist. */
struct xrom_node node_at(const struct xrom_image *image, const char *path);

/* Asserts that a file holds the characters of a string, no more. */
void assert_file_holds(const struct xrom_image *image, const struct xrom_node *file, const char *text);

/* Asserts that a structure is as it was when it was filled with the byte 0xa5, so that nothing has been written to it. */
#define FILL(object) memset(&(object), 0xa5, sizeof(object))
#define assert_untouched(object) assert_bytes_are(&(object), 0xa5, sizeof(object))
void assert_bytes_are(const void *bytes, uint8_t value, size_t size);

struct bytes {
    uint8_t *data; /* to be freed */
    size_t size;
};

/* A whole file, in memory of exactly its size: the address sanitizer then notices each read past it. */
struct bytes load_file(const char *path);

/* The same for a file of a vector: load_vector("deep", "image.romfs"). */
struct bytes load_vector(const char *vector, const char *file);

/* Writes a new file and gives its path, which is to be unlinked and freed. */
char *write_temporary_file(const void *bytes, size_t size);

#endif
