/* SPDX-License-Identifier: MIT */
/*
 * The compilation of Python sources by mpy-cross, several at a time, with a cache. Sources are given one after the other and
 * what they become comes back, in any order:
 *
 *     if (compile_begin(&compilation, &options, take, context)) {
 *         for each source: good = good && compile_add(&compilation, &source);
 *         good = compile_end(&compilation, compile_wait(&compilation, good));
 *     }
 *
 * The first source that cannot be compiled, in the order of adding, ends all; which one that is does not depend on how many
 * are compiled at a time.
 */
#ifndef XROM_TOOL_COMPILE_H
#define XROM_TOOL_COMPILE_H

#include "host/process.h"
#include "host/scratch.h"
#include "mpy/compiler.h"
#include "mpy/failure.h"
#include "mpy/mpy_pack.h"

/* So many programs can run at a time. */
enum { COMPILE_JOBS_MAX = 256 };

/* How to compile. All zero is good. */
struct compile_options {
    struct compiler_options compiler;
    unsigned jobs;     /* programs at a time; 0: one for each core */
    const char *cache; /* a folder; null: the user's */
    bool no_cache;
    const char
        *set; /* names what is compiled together again and again, as the path of its folder; null: nothing does */
};

struct compile_source {
    size_t number;     /* the caller's own */
    const char *shown; /* its path on the host, for messages */
    const char *name;  /* its path in the image, which becomes its name in the compiled file */
    const void *bytes; /* what it holds; of no use any more when compile_add() has returned */
    size_t size;
};

/* Takes what a source became. `own`: the same bytes, to be freed; null: they stand in what compile_pack() gives. */
typedef void (*compile_taker)(void *context, size_t number, const uint8_t *code, size_t size, uint8_t *own);

struct compile_job; /* see compile.c */

struct compilation {
    struct compiler compiler;
    struct mpy_cache cache;
    struct mpy_pack pack;
    compile_taker take;
    void *context;
    struct scratch scratch;    /* for sources and what they become */
    struct process *processes; /* one for each job */
    struct compile_job *jobs;
    unsigned job_count;
    size_t added; /* sources so far */
    struct failure failure;
};

/*
 * Begins: finds the compiler and the cache. From now on signals do not end the tool, see signals.h. False after a message;
 * then there is nothing to end.
 */
bool compile_begin(struct compilation *compilation, const struct compile_options *options, compile_taker take,
                   void *context);

/*
 * Compiles a source, or begins to. Waits where as many as allowed are being compiled. False where one cannot be compiled, or
 * a signal came: it makes no sense to add more.
 */
bool compile_add(struct compilation *compilation, const struct compile_source *source);

/*
 * Waits for all, or where `good` is false ends those that make no difference any more. Afterwards no compiler runs. False
 * where one failed, or a signal came, or `good` was false.
 */
bool compile_wait(struct compilation *compilation, bool good);

/* Gives the memory of what was in the pack of the set: to be freed when nothing of it is needed any more. May be null. */
uint8_t *compile_pack(struct compilation *compilation);

/*
 * Leaves nothing behind. `good` is what compile_wait() said; false after a message about the source that failed, if one did.
 * If a signal came the tool ends here.
 */
bool compile_end(struct compilation *compilation, bool good);

#endif
