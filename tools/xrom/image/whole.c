/* SPDX-License-Identifier: MIT */
#include "image/whole.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/signals.h"
#include "image/opened.h"

enum { FIRST_PART = 64 * 1024 };

bool whole_read(struct whole *whole, int file, const uint8_t *head, size_t head_size, struct problem *problem)
{
    size_t capacity = 0, got;
    uint8_t more;
    bool good;

    memset(whole, 0, sizeof *whole);
    whole->copy = memory_reserve(NULL, &capacity, FIRST_PART, 1);
    if (head_size > 0) {
        memcpy(whole->copy, head, head_size);
    }
    whole->size = head_size;
    do {
        whole->copy = memory_reserve(whole->copy, &capacity, whole->size + 1, 1);
        good = host_read_some(file, whole->copy + whole->size, capacity - whole->size, &got);
        whole->size += got;
    } while (good && whole->size == capacity && capacity < WHOLE_MAX);
    good = good && (whole->size < WHOLE_MAX || host_read_some(file, &more, 1, &got));
    if (!good) {
        problem_set_host(problem, errno);
    } else if (whole->size == WHOLE_MAX && got > 0) {
        problem_set(problem, "name a regular file", "has more than 1 GiB");
        good = false;
    }
    if (!good) {
        whole_close(whole);
        return false;
    }
    whole->bytes = whole->copy;
    return true;
}

/* Maps a regular file. */
static bool map(struct whole *whole, const char *path, struct problem *problem)
{
    memset(whole, 0, sizeof *whole);
    if (xrom_mmap_open(&whole->map, path, 0, 0) != XROM_OK) {
        problem_set_host(problem, errno);
        return false;
    }
    whole->mapped = true;
    whole->bytes = whole->map.bytes;
    whole->size = whole->map.backend.geometry.size;
    watch_mapping(path);
    return true;
}

bool whole_open(struct whole *whole, const char *path, struct problem *problem)
{
    struct opened opened;
    bool good;

    if (!opened_begin(&opened, path, problem)) {
        return false;
    }
    good = opened.is_regular ? map(whole, path, problem) : whole_read(whole, opened.file, NULL, 0, problem);
    opened_end(&opened);
    return good;
}

void whole_close(struct whole *whole)
{
    if (whole->mapped) {
        xrom_mmap_close(&whole->map);
    }
    free(whole->copy);
    whole->mapped = false;
    whole->copy = NULL;
}

struct xrom_flash *whole_parse(const uint8_t *bytes, size_t size, struct problem *problem)
{
    struct xrom_flash *flash = NULL;

    if (size > WHOLE_MAX) {
        problem_set(problem, "split it", "is a flash file of more than 1 GiB");
        return NULL;
    }
    flash = xrom_flash_new();
    if (!flash || xrom_flash_read(flash, bytes, size) != XROM_OK) {
        problem_set(problem, NULL, "%s", xrom_flash_message(flash));
        xrom_flash_free(flash);
        return NULL;
    }
    return flash;
}
