/* SPDX-License-Identifier: MIT */
/* The table of vectors names each folder that has an image, and each once: no vector is forgotten. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vectors.h"

static void test_all_are_here(const struct vector *vector)
{
    DIR *folder = opendir(XROM_VECTORS);
    const struct dirent *entry;
    int count = 0;
    int same = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char path[1024];

        snprintf(path, sizeof path, "%s/%s/image.romfs", XROM_VECTORS, entry->d_name);
        count += access(path, R_OK) == 0;
    }
    closedir(folder);
    assert_int_equal(count, VECTOR_COUNT);
    for (int i = 0; i < VECTOR_COUNT; i++) {
        same += strcmp(vectors[i].name, vector->name) == 0;
    }
    assert_int_equal(same, 1);
}

int main(void)
{
    static const struct test_of_vectors tests[] = {{"test_vector_is_one_of_the_folder", test_all_are_here}};

    return run_on_vectors("vectors_folder", tests, 1);
}
