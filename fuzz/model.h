/* SPDX-License-Identifier: MIT */
/*
 * The model of a tree for fuzz_build.c: made of the bytes of an input, and asked afterwards what the builder must do.
 *
 * An input is a byte of options (enum model_option) and then entries, each of them
 *     kind           odd: a file; even: a directory
 *     parent         which of the entries before it holds it, modulo their number plus 1; 0: the root
 *     name size      255: the name is as many times the byte behind the next two as these two say, up to 4096
 *     name           that many bytes
 * and for a file
 *     data size      255: two more bytes are the size, from ff00 on in units of 8192, and the data is generated
 *     data           that many bytes
 * What is missing at the end of an input counts as 0. Names that are not allowed, and parents that are files, are kept
 * apart: the entry is tried in a tree of its own.
 */
#ifndef FUZZ_MODEL_H
#define FUZZ_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_ENTRIES 64

enum model_option {
    MODEL_MPREMOTE = 1, /* build as mpremote does */
    MODEL_LARGE = 2,    /* generate as much data as some parts of an image, not as a buffer */
    /* Without MODEL_MPREMOTE: */
    MODEL_PLAIN = 4,       /* build with nothing but names and data, except for what else is asked for */
    MODEL_RULES = 8,       /* wide alignments for some names */
    MODEL_ABOUT = 16,      /* all that can be said about files and images */
    MODEL_NO_DEDUPE = 32,  /* store equal data each time anew */
    MODEL_INDEX = 64,      /* with an index, however small */
    MODEL_COMPRESSED = 128 /* compress what becomes smaller */
};

struct model_entry {
    bool file;
    size_t parent; /* index; 0 is the root */
    char *name;    /* this and the data are in memory of their own */
    size_t name_size;
    uint8_t *data;
    size_t size;
};

struct model {
    uint8_t options;
    struct model_entry entries[MODEL_ENTRIES]; /* the first one is the root */
    size_t count;
    size_t left; /* bytes of data that may still be generated */
};

/* A place in an input. */
struct model_input {
    const uint8_t *bytes;
    size_t left;
};

/* Begins a model: an empty root. */
void model_begin(struct model *model, struct model_input *input);

/* Takes the next entry from an input; false at its end or where the model is full. It is not yet part of the model. */
bool model_next(struct model *model, struct model_input *input, struct model_entry *entry);

/* Frees what belongs to an entry that does not become part of a model; to all that are part of one. */
void model_entry_free(struct model_entry *entry);
void model_free(struct model *model);

/* Whether the builder must allow a name: UTF-8, 1 byte or longer, without '/' and zero, not "." and "..". */
bool model_allows(const char *name, size_t size);

/* Whether bytes are valid UTF-8. */
bool model_is_utf8(const char *text, size_t size);

/* The order of names in an image: below 0, 0 or above 0. */
int model_compare(const char *a, size_t a_size, const char *b, size_t b_size);

/* Whether two entries of one directory have equal names; whether all names are ASCII. */
bool model_has_equals(const struct model *model);
bool model_is_ascii(const struct model *model);

/* The path of an entry, joined by '/', in a buffer of the model that the next call uses again. Gives its size. */
size_t model_path(const struct model *model, size_t index, const char **path);

/* The image that mpremote makes of a model, in memory of the caller's to free. Gives its size. */
size_t model_image(const struct model *model, uint8_t **image);

#endif
