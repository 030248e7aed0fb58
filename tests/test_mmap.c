/* SPDX-License-Identifier: MIT */
/* The mmap device: which region of which file is mapped, and what cannot be. */
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xrom/mmap.h>

#include "support.h"

/* Asserts that a region of a file is mapped and holds `size` bytes. */
static void assert_region(const char *path, uint64_t offset, uint64_t size, const void *bytes, uint32_t expected)
{
    struct xrom_mmap map;
    const void *address;

    assert_int_equal(xrom_mmap_open(&map, path, offset, size), XROM_OK);
    assert_int_equal(map.backend.geometry.size, expected);
    assert_int_equal(xrom_map(&map.backend, 0, expected, &address), XROM_OK);
    assert_non_null(address);
    assert_memory_equal(address, bytes, expected);
    xrom_mmap_close(&map);
}

static void assert_refused(const char *path, uint64_t offset, uint64_t size, int error)
{
    struct xrom_mmap map;

    FILL(map);
    assert_int_equal(xrom_mmap_open(&map, path, offset, size), error);
    assert_untouched(map);
}

static void test_mmap_size_0_is_all_to_the_end(void **state)
{
    char *path = write_temporary_file("0123456789", 10);

    (void)state;
    assert_region(path, 0, 0, "0123456789", 10);
    assert_region(path, 3, 0, "3456789", 7);
    assert_region(path, 9, 0, "9", 1);
    unlink(path);
    free(path);
}

static void test_mmap_region_need_not_begin_with_a_page(void **state)
{
    static uint8_t bytes[20000];
    static const uint32_t offsets[] = {0, 1, 4095, 4096, 4097, 8191, 19999};
    char *path;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i % 251);
    }
    path = write_temporary_file(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        uint32_t rest = (uint32_t)sizeof bytes - offsets[i];

        assert_region(path, offsets[i], 0, bytes + offsets[i], rest);
        assert_region(path, offsets[i], rest, bytes + offsets[i], rest);
        assert_region(path, offsets[i], 1, bytes + offsets[i], 1);
    }
    unlink(path);
    free(path);
}

static void test_mmap_region_outside_the_file_is_refused(void **state)
{
    char *path = write_temporary_file("0123456789", 10);

    (void)state;
    assert_refused(path, 0, 11, XROM_ERR_RANGE);
    assert_refused(path, 9, 2, XROM_ERR_RANGE);
    assert_refused(path, 10, 1, XROM_ERR_RANGE);
    assert_refused(path, 11, 0, XROM_ERR_RANGE);
    assert_refused(path, 1, UINT64_MAX, XROM_ERR_RANGE);
    assert_refused(path, UINT64_MAX, 1, XROM_ERR_RANGE);
    assert_refused(path, UINT64_MAX, 0, XROM_ERR_RANGE);
    unlink(path);
    free(path);
}

static void test_mmap_empty_file_is_an_empty_region(void **state)
{
    char *empty = write_temporary_file("", 0);
    char *full = write_temporary_file("0123456789", 10);
    struct xrom_image image;
    struct xrom_mmap map;
    const void *address;

    (void)state;
    assert_region(empty, 0, 0, "", 0);
    assert_region(full, 10, 0, "", 0);
    assert_int_equal(xrom_mmap_open(&map, empty, 0, 0), XROM_OK);
    assert_int_equal(xrom_map(&map.backend, 0, 0, &address), XROM_OK);
    assert_int_equal(xrom_open(&image, address, 0), XROM_ERR_NOT_ROMFS);
    xrom_mmap_close(&map);
    unlink(empty);
    unlink(full);
    free(empty);
    free(full);
}

static void test_mmap_file_larger_than_4_gib_is_reached_by_offset(void **state)
{
    static const uint64_t size = UINT64_C(5) << 30;
    char *path = write_temporary_file("", 0);
    int file = open(path, O_WRONLY);
    struct xrom_mmap map;

    (void)state;
    assert_true(file >= 0);
    if (ftruncate(file, (off_t)size) != 0 || pwrite(file, "0123456789", 10, (off_t)(size - 10)) != 10) {
        print_message("# a file with a hole of 5 GiB: %s\n", strerror(errno));
        close(file);
        unlink(path);
        free(path);
        skip();
    }
    close(file);
    assert_region(path, size - 10, 0, "0123456789", 10);
    assert_region(path, size - 7, 3, "345", 3);
    assert_refused(path, 0, size, XROM_ERR_RANGE);
    assert_refused(path, 0, UINT64_C(1) << 32, XROM_ERR_RANGE);
    assert_refused(path, size + 1, 0, XROM_ERR_RANGE);
    /* All of it is more than a region can be. */
    assert_int_equal(xrom_mmap_open(&map, path, 0, 0), XROM_OK);
    assert_int_equal(map.backend.geometry.size, UINT32_MAX);
    xrom_mmap_close(&map);
    unlink(path);
    free(path);
}

static void test_mmap_missing_file_is_an_io_error(void **state)
{
    (void)state;
    errno = 0;
    assert_refused("/nonexistent/image.romfs", 0, 0, XROM_ERR_IO);
    assert_int_equal(errno, ENOENT);
}

static void test_mmap_directory_is_an_io_error(void **state)
{
    (void)state;
    errno = 0;
    assert_refused("/", 0, 0, XROM_ERR_IO);
    assert_int_equal(errno, EISDIR);
}

static void test_mmap_device_is_an_io_error(void **state)
{
    (void)state;
    errno = 0;
    assert_refused("/dev/null", 0, 0, XROM_ERR_IO);
    assert_int_equal(errno, ENOTSUP);
}

/* Nobody writes to it, so that an open() that waits would never end. */
static void test_mmap_named_pipe_is_an_io_error_at_once(void **state)
{
    char *path = write_temporary_file("", 0);

    (void)state;
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    errno = 0;
    assert_refused(path, 0, 0, XROM_ERR_IO);
    assert_int_equal(errno, ENOTSUP);
    unlink(path);
    free(path);
}

static void test_mmap_no_descriptor_is_kept(void **state)
{
    char *path = write_temporary_file("0123456789", 10);
    struct xrom_mmap map;
    int before = open("/", O_RDONLY);
    int after;

    (void)state;
    assert_true(before >= 0);
    close(before);
    assert_int_equal(xrom_mmap_open(&map, path, 0, 0), XROM_OK);
    assert_refused(path, 11, 0, XROM_ERR_RANGE);
    assert_refused("/", 0, 0, XROM_ERR_IO);
    after = open("/", O_RDONLY);
    assert_int_equal(after, before);
    close(after);
    xrom_mmap_close(&map);
    unlink(path);
    free(path);
}

static void test_mmap_file_may_be_unlinked_while_it_is_mapped(void **state)
{
    char *path = write_temporary_file("0123456789", 10);
    struct xrom_mmap map;
    const void *address;

    (void)state;
    assert_int_equal(xrom_mmap_open(&map, path, 2, 4), XROM_OK);
    unlink(path);
    assert_int_equal(xrom_map(&map.backend, 0, 4, &address), XROM_OK);
    assert_memory_equal(address, "2345", 4);
    xrom_mmap_close(&map);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mmap_size_0_is_all_to_the_end),
        cmocka_unit_test(test_mmap_region_need_not_begin_with_a_page),
        cmocka_unit_test(test_mmap_region_outside_the_file_is_refused),
        cmocka_unit_test(test_mmap_empty_file_is_an_empty_region),
        cmocka_unit_test(test_mmap_file_larger_than_4_gib_is_reached_by_offset),
        cmocka_unit_test(test_mmap_missing_file_is_an_io_error),
        cmocka_unit_test(test_mmap_directory_is_an_io_error),
        cmocka_unit_test(test_mmap_device_is_an_io_error),
        cmocka_unit_test(test_mmap_named_pipe_is_an_io_error_at_once),
        cmocka_unit_test(test_mmap_no_descriptor_is_kept),
        cmocka_unit_test(test_mmap_file_may_be_unlinked_while_it_is_mapped),
    };

    return cmocka_run_group_tests_name("mmap", tests, NULL, NULL);
}
