/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "type.h"

/* The longest extension, in bytes. */
#define EXTENSION_SIZE_MAX 11

struct type {
    const char *extension;
    const char *type;
};

/* By extension. The types are those that the IANA has registered, where there is one. */
static const struct type types[] = {
    {"aac", "audio/aac"},
    {"avif", "image/avif"},
    {"bin", "application/octet-stream"},
    {"bmp", "image/bmp"},
    {"css", "text/css"},
    {"csv", "text/csv"},
    {"flac", "audio/flac"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"htm", "text/html"},
    {"html", "text/html"},
    {"ico", "image/vnd.microsoft.icon"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"map", "application/json"},
    {"md", "text/markdown"},
    {"mid", "audio/midi"},
    {"mjs", "text/javascript"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"pdf", "application/pdf"},
    {"pem", "application/x-pem-file"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"ttc", "font/collection"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"webm", "video/webm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xml", "application/xml"},
    {"zip", "application/zip"},
};

static int compare(const void *key, const void *element)
{
    const struct type *type = element;

    return strcmp(key, type->extension);
}

const char *xrom_type_of_name(const char *name, size_t size)
{
    char extension[EXTENSION_SIZE_MAX + 1];
    const struct type *found;
    size_t length = 0;

    while (length < size && name[size - 1 - length] != '.') {
        length++;
    }
    /* A name that only begins with a dot has no extension. */
    if (length + 1 >= size || length > EXTENSION_SIZE_MAX) {
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        char letter = name[size - length + i];
        extension[i] = letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
    }
    extension[length] = '\0';
    found = bsearch(extension, types, sizeof types / sizeof types[0], sizeof types[0], compare);
    return found ? found->type : NULL;
}
