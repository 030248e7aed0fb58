/* SPDX-License-Identifier: MIT */
/*
 * bench_instructions plain|indexed IMAGE PATHS: looks up each path once, for callgrind, which counts the instructions of
 * the one function that is called here: xrom_lookup() or xrom_index_lookup().
 */
#include <string.h>

#include <xrom/mmap.h>

#include "fail.h"
#include "image.h"
#include "paths.h"

int main(int argument_count, char **arguments)
{
    struct bench_paths paths;
    struct xrom_mmap map;
    struct xrom_image image;
    struct xrom_index index;
    bool plain;

    if (argument_count != 4) {
        bench_fail("usage: bench_instructions plain|indexed IMAGE PATHS");
    }
    plain = strcmp(arguments[1], bench_layout_names[BENCH_PLAIN]) == 0;
    if (xrom_mmap_open(&map, arguments[2], 0, 0)) {
        bench_fail("%s cannot be read", arguments[2]);
    }
    bench_paths_read(&paths, arguments[3]);
    bench_image_open(map.bytes, map.backend.geometry.size, &image, &index);
    for (size_t i = 0; i < paths.count; i++) {
        int expected = paths.paths[i].what == BENCH_MISS ? XROM_ERR_NOT_FOUND : XROM_OK;
        bench_image_lookup(&index, plain, paths.paths[i].path, expected);
    }
    bench_paths_free(&paths);
    xrom_mmap_close(&map);
    return 0;
}
