/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <xrom/metadata.h>

#include "audit/audit_encoded.h"
#include "host/memory.h"
#include "image/scan.h"
#include "mpy/source.h"

static int compare(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* True for a module or source with an encoding. */
static bool is_encoded(const struct scan *scan)
{
    size_t size;
    const char *name = scan_name(scan, &size);
    int error;

    if (scan->node.kind != XROM_FILE || !(module_has_name(name, size) || source_has_name(name, size))) {
        return false;
    }
    error = xrom_metadata(&scan->input->image, &scan->node, XROM_CONTENT_ENCODING, NULL, 0, &size);
    return error == XROM_OK || error == XROM_ERR_BUFFER;
}

bool audit_encoded_find(struct audit_encoded *encoded, const struct input *input)
{
    struct xrom_node root = xrom_root(&input->image);
    struct scan scan;
    int error;

    scan_begin(&scan, input, &root, NULL);
    while ((error = scan_next(&scan)) == XROM_OK) {
        if (is_encoded(&scan)) {
            encoded->paths =
                memory_reserve(encoded->paths, &encoded->capacity, encoded->count + 1, sizeof *encoded->paths);
            encoded->paths[encoded->count++] = memory_copy(scan.path + 1, scan.path_size - 1);
        }
    }
    if (encoded->count > 1) {
        qsort(encoded->paths, encoded->count, sizeof *encoded->paths, compare);
    }
    return scan_end(&scan, error);
}

bool audit_encoded_has(const struct audit_encoded *encoded, const char *path)
{
    return encoded->count > 0 &&
           bsearch(&path, encoded->paths, encoded->count, sizeof *encoded->paths, compare) != NULL;
}

void audit_encoded_clear(struct audit_encoded *encoded)
{
    for (size_t i = 0; i < encoded->count; i++) {
        free(encoded->paths[i]);
    }
    free(encoded->paths);
}
