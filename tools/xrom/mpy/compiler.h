/* SPDX-License-Identifier: MIT */
/* The compiler, mpy-cross: which program it is, which version of it, and with which options it is called. */
#ifndef XROM_TOOL_COMPILER_H
#define XROM_TOOL_COMPILER_H

#include <stdbool.h>

#include "mpy/mpy_cache.h"

/* What the user wants of it. Texts are null, and numbers 0, where nothing was said. */
struct compiler_options {
    const char *program;     /* a path, or a name in PATH; null: the environment's MICROPY_MPYCROSS, else mpy-cross */
    const char *march;       /* as mpy-cross has it; null: native code is an error */
    const char *optimize;    /* "0" to "3" */
    unsigned small_int_bits; /* of the target */
};

struct compiler {
    const struct compiler_options *options;
    char *path;                /* of the program, with a slash in it */
    char *version;             /* what it says of itself */
    uint8_t key[MPY_KEY_SIZE]; /* stands for all that decides what it makes of a source */
};

/* Finds the compiler, and asks it for its version, unless the cache knows that of this very program. False after a message. */
bool compiler_find(struct compiler *compiler, const struct compiler_options *options, struct mpy_cache *cache);

/*
 * The words of a command line that compiles `input` into `output`; `name` becomes the source's name in the file. In memory
 * of the caller's to free, as are the texts of the options in it: all end with the array. Ends with null.
 */
char **compiler_arguments(const struct compiler *compiler, const char *name, const char *output, const char *input);

void compiler_clear(struct compiler *compiler);

#endif
