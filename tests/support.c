/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

void open_image(struct xrom_image *image, const void *bytes, size_t size)
{
    assert_int_equal(xrom_open(image, bytes, size), XROM_OK);
}

void open_sound_image(struct xrom_image *image, const void *bytes, size_t size)
{
    uint32_t levels[16];
    struct xrom_fault fault;

    open_image(image, bytes, size);
    assert_int_equal(xrom_check(image, levels, 16, &fault), XROM_OK);
}

struct xrom_node node_at(const struct xrom_image *image, const char *path)
{
    struct xrom_node node;

    assert_int_equal(xrom_lookup(image, path, &node), XROM_OK);
    return node;
}

void assert_file_holds(const struct xrom_image *image, const struct xrom_node *file, const char *text)
{
    const void *data;
    uint32_t size;

    assert_int_equal(xrom_data(image, file, 1, &data, &size), XROM_OK);
    assert_int_equal(size, strlen(text));
    assert_memory_equal(data, text, size);
}

void assert_bytes_are(const void *bytes, uint8_t value, size_t size)
{
    const uint8_t *byte = bytes;

    for (size_t i = 0; i < size; i++) {
        assert_int_equal(byte[i], value);
    }
}

struct bytes load_file(const char *path)
{
    struct bytes bytes;
    FILE *file = fopen(path, "rb");
    long size;

    if (!file) {
        fail_msg("%s: %s", path, strerror(errno));
    }
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size = ftell(file);
    assert_true(size >= 0);
    rewind(file);
    bytes.size = (size_t)size;
    bytes.data = malloc(bytes.size);
    assert_true(bytes.data || bytes.size == 0);
    assert_int_equal(fread(bytes.data, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

struct bytes load_vector(const char *vector, const char *file)
{
    char path[1024];
    int length = snprintf(path, sizeof path, "%s/%s/%s", XROM_VECTORS, vector, file);

    assert_in_range(length, 1, sizeof path - 1);
    return load_file(path);
}

char *write_temporary_file(const void *bytes, size_t size)
{
    const char *folder = getenv("TMPDIR");
    char path[1024];
    int length = snprintf(path, sizeof path, "%s/xrom-test-XXXXXX", folder ? folder : "/tmp");
    int file;
    char *copy;

    assert_in_range(length, 1, sizeof path - 1);
    file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), size);
    assert_int_equal(close(file), 0);
    copy = strdup(path);
    assert_non_null(copy);
    return copy;
}
