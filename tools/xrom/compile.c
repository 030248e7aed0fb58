/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compile.h"
#include "host.h"
#include "memory.h"
#include "message.h"
#include "module.h"
#include "signals.h"

enum {
    /* Names in the temporary folder. */
    NAME_SIZE = 48,
    /* MicroPython has no longer names. Bytes. */
    SOURCE_NAME_MAX = 255,
    /* A file of so many bytes is none that a compiler makes. */
    CODE_MAX = 1 << 28
};

/* A source that is being compiled. */
struct compile_job {
    size_t order;  /* the how manieth it is of those that were added */
    size_t number; /* the caller's */
    char *shown, *name;
    char input[NAME_SIZE], output[NAME_SIZE]; /* names in the temporary folder */
    uint8_t key[MPY_KEY_SIZE];
};

/* For the way out of give_up(). */
static struct compilation *unfinished;

static void clean_up(void)
{
    struct compilation *compilation = unfinished;

    unfinished = NULL;
    if (!compilation) {
        return;
    }
    for (unsigned i = 0; i < compilation->job_count; i++) {
        process_kill(&compilation->processes[i]);
    }
    scratch_end(&compilation->scratch);
}

static unsigned core_count(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count < 1 ? 1 : count > COMPILE_JOBS_MAX ? COMPILE_JOBS_MAX : (unsigned)count;
}

bool compile_begin(struct compilation *compilation, const struct compile_options *options, compile_taker take,
                   void *context)
{
    memset(compilation, 0, sizeof *compilation);
    compilation->take = take;
    compilation->context = context;
    failure_begin(&compilation->failure);
    protect(clean_up);
    mpy_cache_none(&compilation->cache);
    if ((!options->no_cache && !mpy_cache_open(&compilation->cache, options->cache)) ||
        !compiler_find(&compilation->compiler, &options->compiler, &compilation->cache)) {
        compiler_clear(&compilation->compiler);
        mpy_cache_close(&compilation->cache);
        unprotect();
        return false;
    }
    if (options->set && !options->no_cache) {
        mpy_pack_open(&compilation->pack, &compilation->cache, compilation->compiler.key, options->set);
    }
    compilation->job_count = options->jobs > 0 ? options->jobs : core_count();
    compilation->processes = memory_grow(NULL, compilation->job_count, sizeof *compilation->processes);
    compilation->jobs = memory_grow(NULL, compilation->job_count, sizeof *compilation->jobs);
    memset(compilation->processes, 0, compilation->job_count * sizeof *compilation->processes);
    memset(compilation->jobs, 0, compilation->job_count * sizeof *compilation->jobs);
    unfinished = compilation;
    return true;
}

/* The name of a source in the compiled file: of a path that is too long the end, if possible from a '/' on. */
static const char *source_name(const char *name)
{
    while (strlen(name) > SOURCE_NAME_MAX) {
        const char *slash = strchr(name, '/');
        name = slash ? slash + 1 : name + strlen(name) - SOURCE_NAME_MAX;
    }
    return name;
}

static void clear_job(struct compilation *compilation, struct compile_job *job)
{
    scratch_remove(&compilation->scratch, job->input);
    scratch_remove(&compilation->scratch, job->output);
    free(job->shown);
    free(job->name);
    job->shown = job->name = NULL;
}

/* Takes what a compiler wrote that has ended well. Null, and why: nothing that can be used. */
static uint8_t *take_code(struct compilation *compilation, const struct compile_job *job, size_t *size,
                          const char **why)
{
    uint8_t *code = scratch_read(&compilation->scratch, job->output, CODE_MAX, size);
    struct xrom_fault fault;
    struct xrom_mpy mpy;

    *why = "wrote no file that can be read";
    if (code && module_open(&mpy, code, *size, &fault) != XROM_OK) {
        *why = "wrote what is no sound .mpy of version 6";
        free(code);
        code = NULL;
    }
    return code;
}

/* Takes the result of a compiler that has ended. */
static void finish(struct compilation *compilation, struct process *process)
{
    struct compile_job *job = &compilation->jobs[process - compilation->processes];
    const char *ending = process->words_size > 0 ? "; it said:" : "; it said nothing";
    char end[128], why[256];
    size_t size = 0;
    uint8_t *code = NULL;

    if (!process_is_good(process)) {
        process_describe(process, end, sizeof end);
        snprintf(why, sizeof why, "cannot be compiled; correct it, or leave it out: mpy-cross %s%s", end, ending);
    } else {
        const char *fault;
        code = take_code(compilation, job, &size, &fault);
        snprintf(why, sizeof why, "cannot be compiled; use another mpy-cross: this one %s%s", fault, ending);
    }
    if (code) {
        mpy_cache_put(&compilation->cache, job->key, code, size);
        mpy_pack_add(&compilation->pack, job->key, code, size, false);
        compilation->take(compilation->context, job->number, code, size);
    } else {
        char *input = host_join(compilation->scratch.path, job->input);
        const char *const names[] = {input, job->input, NULL};
        failure_note(&compilation->failure, job->order, job->shown, why);
        failure_quote(&compilation->failure, job->order, process, names, job->name);
        free(input);
    }
    clear_job(compilation, job);
}

/* The number of jobs that run; waits until it is no more than `most`. */
static unsigned wait_for(struct compilation *compilation, unsigned most)
{
    unsigned running;

    for (;;) {
        struct process *ended;
        running = 0;
        for (unsigned i = 0; i < compilation->job_count; i++) {
            running += compilation->processes[i].id > 0;
        }
        if (running <= most || interrupted()) {
            return running;
        }
        ended = process_wait(compilation->processes, compilation->job_count);
        if (ended) {
            finish(compilation, ended);
        }
    }
}

/* Starts the compiler on a source. False where that cannot be. */
static bool start(struct compilation *compilation, const struct compile_source *source, struct compile_job *job,
                  struct process *process)
{
    char *input = host_join(compilation->scratch.path, job->input);
    char *output = host_join(compilation->scratch.path, job->output);
    char **arguments = compiler_arguments(&compilation->compiler, source_name(source->name), output, input);
    int error = scratch_write(&compilation->scratch, job->input, source->bytes, source->size);
    char why[256];

    if (error && error != EINTR) {
        snprintf(why, sizeof why, "cannot be written for the compiler: %s; make room where TMPDIR says",
                 strerror(error));
    } else if (!error) {
        error = process_start(process, arguments);
        snprintf(why, sizeof why, "cannot be compiled: mpy-cross cannot be run: %s", strerror(error));
    }
    if (error && error != EINTR) {
        failure_note(&compilation->failure, job->order, job->shown, why);
    }
    free(arguments);
    free(output);
    free(input);
    return !error;
}

static void make_key(const struct compilation *compilation, const struct compile_source *source,
                     uint8_t key[MPY_KEY_SIZE])
{
    struct mpy_hash hash;

    mpy_hash_begin(&hash);
    mpy_hash_add(&hash, compilation->compiler.key, MPY_KEY_SIZE);
    mpy_hash_add(&hash, source->name, strlen(source->name));
    mpy_hash_add(&hash, source->bytes, source->size);
    mpy_hash_end(&hash, key);
}

/* What a source became before, or null. */
static uint8_t *find_code(struct compilation *compilation, const uint8_t key[MPY_KEY_SIZE], size_t *size)
{
    uint8_t *code = mpy_pack_get(&compilation->pack, key, size);
    bool packed = code != NULL;

    if (!code) {
        code = mpy_cache_get(&compilation->cache, key, size);
    }
    if (code) {
        mpy_pack_add(&compilation->pack, key, code, *size, packed);
    }
    return code;
}

bool compile_add(struct compilation *compilation, const struct compile_source *source)
{
    struct compile_job *job = NULL;
    uint8_t key[MPY_KEY_SIZE];
    size_t size;
    uint8_t *code;

    make_key(compilation, source, key);
    code = find_code(compilation, key, &size);
    if (code) {
        compilation->take(compilation->context, source->number, code, size);
        compilation->added++;
        return !interrupted();
    }
    wait_for(compilation, compilation->job_count - 1);
    if (interrupted() || failure_is_known(&compilation->failure) || !scratch_make(&compilation->scratch)) {
        return false;
    }
    for (unsigned i = 0; i < compilation->job_count && !job; i++) {
        job = compilation->processes[i].id == 0 ? &compilation->jobs[i] : NULL;
    }
    memset(job, 0, sizeof *job);
    memcpy(job->key, key, sizeof key);
    job->order = compilation->added++;
    job->number = source->number;
    job->shown = memory_copy(source->shown, strlen(source->shown));
    job->name = memory_copy(source_name(source->name), strlen(source_name(source->name)));
    snprintf(job->input, sizeof job->input, "xrom-source-%td.py", job - compilation->jobs);
    snprintf(job->output, sizeof job->output, "xrom-source-%td.mpy", job - compilation->jobs);
    if (!start(compilation, source, job, &compilation->processes[job - compilation->jobs])) {
        clear_job(compilation, job);
        return false;
    }
    return true;
}

/* Ends compilers whose sources come behind one that failed; all, where there is no message to wait for. */
static void end_jobs(struct compilation *compilation)
{
    for (unsigned i = 0; i < compilation->job_count; i++) {
        struct compile_job *job = &compilation->jobs[i];
        bool counts =
            failure_is_known(&compilation->failure) && job->order < compilation->failure.order && !interrupted();
        if (compilation->processes[i].id > 0 && !counts) {
            process_kill(&compilation->processes[i]);
            clear_job(compilation, job);
        }
    }
}

bool compile_wait(struct compilation *compilation, bool good)
{
    unsigned running = compilation->job_count;

    /* What is done when all goes well is wait for all; each failure ends those that come behind it. */
    while (running > 0) {
        if (!good || failure_is_known(&compilation->failure) || interrupted()) {
            end_jobs(compilation);
        }
        running = wait_for(compilation, running - 1);
    }
    return good && !failure_is_known(&compilation->failure) && !interrupted();
}

bool compile_end(struct compilation *compilation, bool good)
{
    good = good && !interrupted();
    clean_up();
    if (failure_is_known(&compilation->failure) && !interrupted()) {
        failure_report(&compilation->failure);
    }
    for (unsigned i = 0; i < compilation->job_count; i++) {
        process_clear(&compilation->processes[i]);
    }
    free(compilation->processes);
    free(compilation->jobs);
    failure_clear(&compilation->failure);
    compiler_clear(&compilation->compiler);
    mpy_pack_close(&compilation->pack, &compilation->cache, good);
    mpy_cache_close(&compilation->cache);
    unprotect();
    return good;
}
