/* SPDX-License-Identifier: MIT */
/* What an image says about its files and about itself, for those who show it. */
#ifndef XROM_TOOL_METADATA_H
#define XROM_TOOL_METADATA_H

#include <xrom/metadata.h>

#include "text/json.h"

/* A piece of metadata: any bytes. */
struct piece {
    char *bytes; /* null: there is none */
    size_t size;
};

/* What is said about a file. */
struct metadata {
    bool has_modified;
    uint32_t modified; /* seconds since 1970 */
    struct piece type, encoding, hash;
};

/* Gets a piece of metadata of a file, or of the image for its root. 0, also where there is none, or damage. */
int piece_get(struct piece *piece, const struct xrom_image *image, const struct xrom_node *node,
              enum xrom_metadata_kind kind);

/* Writes the bytes as hexadecimal digits: as a value of JSON. */
void piece_write_hex(struct json *json, const char *key, const struct piece *piece);

/* Gets all that is said about a file. 0 or damage; to be cleared either way. */
int metadata_get(struct metadata *metadata, const struct xrom_image *image, const struct xrom_node *file);

/* Prints the columns of a long listing: time, encoding, type. Returns how many bytes the texts took. */
size_t metadata_print(const struct metadata *metadata);

/* Writes the members of an object. */
void metadata_write(struct json *json, const struct metadata *metadata);

void metadata_clear(struct metadata *metadata);

#endif
