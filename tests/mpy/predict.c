/* SPDX-License-Identifier: MIT */
/*
 * What xrom predicts for imports of .mpy files, for scripts:
 *
 *     predict PROFILE romfs|file [PATH_SIZE:]FILE...
 *
 * Prints for each a line of the total, the sureness, the reason as a text, and then each figure. PATH_SIZE is that of
 * the folder that a package is imported from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xrom/mpy_cost.h>

static void *load(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    long end;

    if (file && fseek(file, 0, SEEK_END) == 0 && (end = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
        *size = (size_t)end;
        bytes = malloc(*size + 1);
        if (bytes && fread(bytes, 1, *size, file) != *size) {
            free(bytes);
            bytes = NULL;
        }
    }
    if (file) {
        fclose(file);
    }
    return bytes;
}

static int predict(const char *path, const struct xrom_mpy_import *import)
{
    size_t size = 0;
    void *bytes = load(path, &size);
    void *work = NULL;
    struct xrom_mpy_cost cost;
    struct xrom_mpy mpy;
    int error = bytes ? xrom_mpy_open(&mpy, bytes, size) : XROM_ERR_IO;

    if (!error) {
        work = malloc(xrom_mpy_cost_work(&mpy));
        error = work ? xrom_mpy_cost(&mpy, import, work, xrom_mpy_cost_work(&mpy), &cost) : XROM_ERR_MEMORY;
    }
    free(work);
    free(bytes);
    if (error) {
        fprintf(stderr, "predict: %s: %s\n", path, xrom_error_text(error));
        return 1;
    }
    printf("%u\t%u\t%s\t%u %u %u %u %u %u %u %u %u\n", cost.total, cost.sureness, xrom_mpy_reason_text(cost.reason),
           cost.context, cost.globals, cost.tables, cost.objects, cost.functions, cost.classes, cost.built, cost.code,
           cost.native);
    return 0;
}

int main(int count, char **words)
{
    struct xrom_mpy_import import = {0};
    int failed = 0;

    if (count < 3 || !(import.profile = xrom_mpy_profile(words[1]))) {
        fprintf(stderr, "usage: predict PROFILE romfs|file [PATH_SIZE:]FILE...\n");
        return 2;
    }
    import.in_place = strcmp(words[2], "romfs") == 0;
    for (int i = 3; i < count; i++) {
        char *colon = strchr(words[i], ':');
        import.path_size = colon ? (uint32_t)strtoul(words[i], NULL, 10) : 0;
        failed |= predict(colon ? colon + 1 : words[i], &import);
    }
    return failed;
}
