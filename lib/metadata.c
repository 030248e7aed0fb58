/* SPDX-License-Identifier: MIT */
/* Metadata: what an image says about its files and itself. */
#include <string.h>

#include <xrom/metadata.h>

#include "record.h"

int xrom_metadata(const struct xrom_image *image, const struct xrom_node *node, enum xrom_metadata_kind kind,
                  void *buffer, size_t capacity, size_t *size)
{
    struct xrom_iter iter = {node->body, node->end};
    struct xrom_node record;
    int error = xrom_record_find(image, &iter, &record, (uint32_t)kind);

    if (error) {
        return error;
    }
    *size = record.end - record.body;
    if (*size > capacity) {
        return XROM_ERR_BUFFER;
    }
    xrom_trace(image->base + record.body, *size);
    memcpy(buffer, image->base + record.body, *size);
    return XROM_OK;
}

int xrom_modified(const struct xrom_image *image, const struct xrom_node *file, uint32_t *seconds)
{
    uint8_t bytes[4] = {0};
    size_t size;
    int error = xrom_metadata(image, file, XROM_MODIFIED, bytes, sizeof bytes, &size);

    if (!error) {
        *seconds = xrom_join(bytes);
    }
    return error;
}
