/* SPDX-License-Identifier: MIT */
/* bench_build_all FOLDER OUTPUT: builds the image of a folder with all that it can have, but for compressed files. */
#include <stdio.h>
#include <string.h>

#include <xrom/build.h>

#include "fail.h"

static int write_part(void *context, const void *bytes, size_t size)
{
    FILE *file = context;

    return fwrite(bytes, 1, size, file) != size;
}

int main(int argument_count, char **arguments)
{
    struct xrom_tree *tree = xrom_tree_new();
    struct xrom_build_options options;
    struct xrom_sink sink = {write_part, NULL};
    FILE *file = argument_count == 3 ? fopen(arguments[2], "wb") : NULL;
    int error;

    if (!file || !tree) {
        bench_fail("usage: bench_build_all FOLDER OUTPUT; an output that can be written");
    }
    memset(&options, 0, sizeof options);
    options.index = XROM_INDEX_ALWAYS;
    options.image_name = "bench";
    options.image_version = "1.0";
    options.modified = true;
    options.content_hash = true;
    options.content_type = true;
    sink.context = file;
    error = xrom_tree_add_folder(tree, NULL, arguments[1], NULL);
    if (!error) {
        error = xrom_build(tree, &options, &sink, NULL);
    }
    if (fclose(file) != 0 || error) {
        bench_fail("%s", error ? xrom_tree_message(tree) : "the output cannot be written to its end");
    }
    xrom_tree_free(tree);
    return 0;
}
