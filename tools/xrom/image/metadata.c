/* SPDX-License-Identifier: MIT */
#include "image/metadata.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "host/memory.h"
#include "text/text.h"

enum {
    TIME_SIZE = 32, /* "2106-02-07T06:28:15Z" is the last one */
    ENCODING_WIDTH = 8,
    TYPE_WIDTH = 24
};

int piece_get(struct piece *piece, const struct xrom_image *image, const struct xrom_node *node,
              enum xrom_metadata_kind kind)
{
    size_t size = 0;
    char nothing;
    int error = xrom_metadata(image, node, kind, &nothing, 0, &size);

    piece->bytes = NULL;
    piece->size = 0;
    if (error == XROM_ERR_NOT_FOUND) {
        return XROM_OK;
    }
    if (error == XROM_OK || error == XROM_ERR_BUFFER) {
        piece->bytes = memory_grow(NULL, size, 1);
        error = xrom_metadata(image, node, kind, piece->bytes, size, &piece->size);
    }
    return error;
}

void piece_write_hex(struct json *json, const char *key, const struct piece *piece)
{
    static const char digits[] = "0123456789abcdef";
    char *text = memory_grow(NULL, 2 * piece->size + 1, 1);

    for (size_t i = 0; i < piece->size; i++) {
        text[2 * i] = digits[(unsigned char)piece->bytes[i] >> 4];
        text[2 * i + 1] = digits[(unsigned char)piece->bytes[i] & 15];
    }
    text[2 * piece->size] = '\0';
    json_text(json, key, text);
    free(text);
}

int metadata_get(struct metadata *metadata, const struct xrom_image *image, const struct xrom_node *file)
{
    int error;

    memset(metadata, 0, sizeof *metadata);
    error = xrom_modified(image, file, &metadata->modified);
    metadata->has_modified = error == XROM_OK;
    error = error == XROM_ERR_BUFFER ? XROM_ERR_VARUINT : error;
    if (!error || error == XROM_ERR_NOT_FOUND) {
        error = piece_get(&metadata->encoding, image, file, XROM_CONTENT_ENCODING);
    }
    if (!error) {
        error = piece_get(&metadata->type, image, file, XROM_CONTENT_TYPE);
    }
    if (!error) {
        error = piece_get(&metadata->hash, image, file, XROM_CONTENT_HASH);
    }
    return error;
}

/* ISO 8601, in UTC. */
static void format_time(char *text, uint32_t seconds)
{
    time_t when = (time_t)seconds;
    struct tm parts;

    if (!gmtime_r(&when, &parts) || strftime(text, TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        strcpy(text, "-");
    }
}

/* Prints a text, or "-" for none, in a column. */
static size_t print_column(const struct piece *piece, size_t width)
{
    size_t used = piece->size > 0 ? text_write(stdout, piece->bytes, piece->size) : (size_t)printf("-");

    printf("%*s ", used < width ? (int)(width - used) : 0, "");
    return used;
}

size_t metadata_print(const struct metadata *metadata)
{
    char time[TIME_SIZE] = "-";
    size_t used;

    if (metadata->has_modified) {
        format_time(time, metadata->modified);
    }
    printf("%-20s ", time);
    used = print_column(&metadata->encoding, ENCODING_WIDTH);
    return used + print_column(&metadata->type, TYPE_WIDTH);
}

void metadata_write(struct json *json, const struct metadata *metadata)
{
    char time[TIME_SIZE];

    if (metadata->encoding.bytes) {
        json_bytes(json, "encoding", metadata->encoding.bytes, metadata->encoding.size);
    }
    if (metadata->has_modified) {
        format_time(time, metadata->modified);
        json_text(json, "modified", time);
    }
    if (metadata->type.bytes) {
        json_bytes(json, "type", metadata->type.bytes, metadata->type.size);
    }
    if (metadata->hash.bytes) {
        piece_write_hex(json, "hash", &metadata->hash);
    }
}

void metadata_clear(struct metadata *metadata)
{
    free(metadata->type.bytes);
    free(metadata->encoding.bytes);
    free(metadata->hash.bytes);
}
