/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/host.h"
#include "host/memory.h"
#include "host/signals.h"
#include "mpy/compile.h"
#include "mpy/compile_job.h"
#include "text/message.h"

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
            compile_job_finish(compilation, ended);
        }
    }
}

/* Starts the compiler; where the host has no room for so many, when others have ended. Returns 0 or an errno. */
static int start_when_possible(struct compilation *compilation, struct process *process, char *const *arguments)
{
    int error = process_start(process, arguments);

    while (error == EAGAIN || error == EMFILE || error == ENFILE) {
        unsigned running = wait_for(compilation, UINT_MAX);
        if (running == 0 || interrupted()) {
            break;
        }
        wait_for(compilation, running - 1);
        error = process_start(process, arguments);
    }
    return error;
}

/* Starts the compiler on a source. False where that cannot be. */
static bool start(struct compilation *compilation, const struct compile_source *source, struct compile_job *job,
                  struct process *process)
{
    char *input = host_join(compilation->scratch.path, job->input);
    char *output = host_join(compilation->scratch.path, job->output);
    char **arguments = compiler_arguments(&compilation->compiler, job->name, output, input);
    int error = scratch_write(&compilation->scratch, job->input, source->bytes, source->size);
    char why[256];

    if (error) {
        snprintf(why, sizeof why, "cannot be written for the compiler: %s; make room where TMPDIR says",
                 strerror(error));
    } else {
        error = start_when_possible(compilation, process, arguments);
        snprintf(why, sizeof why, "cannot be compiled: mpy-cross cannot be run: %s", strerror(error));
    }
    if (error && !interrupted()) {
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

/* Takes what a source became before. False: that is not known. */
static bool take_known(struct compilation *compilation, const struct compile_source *source,
                       const uint8_t key[MPY_KEY_SIZE])
{
    size_t size;
    const uint8_t *code = mpy_pack_get(&compilation->pack, key, &size);
    uint8_t *own = NULL;

    if (!code) {
        code = own = mpy_cache_get(&compilation->cache, key, &size);
        if (!code) {
            return false;
        }
        mpy_pack_add(&compilation->pack, key, code, size);
    }
    compilation->take(compilation->context, source->number, code, size, own);
    compilation->added++;
    return true;
}

/* A job that does not run; there is one. */
static struct compile_job *find_free_job(struct compilation *compilation)
{
    unsigned i = 0;

    while (compilation->processes[i].id > 0) {
        i++;
    }
    return &compilation->jobs[i];
}

bool compile_add(struct compilation *compilation, const struct compile_source *source)
{
    struct compile_job *job;
    uint8_t key[MPY_KEY_SIZE];
    const char *name;

    make_key(compilation, source, key);
    if (take_known(compilation, source, key)) {
        return !interrupted();
    }
    wait_for(compilation, compilation->job_count - 1);
    if (interrupted() || failure_is_known(&compilation->failure) || !scratch_make(&compilation->scratch)) {
        return false;
    }
    job = find_free_job(compilation);
    memset(job, 0, sizeof *job);
    memcpy(job->key, key, sizeof key);
    job->order = compilation->added++;
    job->number = source->number;
    job->shown = memory_copy(source->shown, strlen(source->shown));
    name = compile_job_name(source->name);
    job->name = memory_copy(name, strlen(name));
    snprintf(job->input, sizeof job->input, "xrom-source-%td.py", job - compilation->jobs);
    snprintf(job->output, sizeof job->output, "xrom-source-%td.mpy", job - compilation->jobs);
    if (!start(compilation, source, job, &compilation->processes[job - compilation->jobs])) {
        compile_job_clear(compilation, job);
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
            compile_job_clear(compilation, job);
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

uint8_t *compile_pack(struct compilation *compilation)
{
    uint8_t *memory = compilation->pack.old;

    compilation->pack.old = NULL;
    return memory;
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
