/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/host.h"
#include "mpy/compile_job.h"
#include "mpy/module.h"

enum {
    /* MicroPython has no longer names. Bytes. */
    SOURCE_NAME_MAX = 255,
    /* A file of so many bytes is none that a compiler makes. */
    CODE_MAX = 1 << 28
};

const char *compile_job_name(const char *path)
{
    while (strlen(path) > SOURCE_NAME_MAX) {
        const char *slash = strchr(path, '/');
        path = slash ? slash + 1 : path + strlen(path) - SOURCE_NAME_MAX;
    }
    return path;
}

void compile_job_clear(struct compilation *compilation, struct compile_job *job)
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

/* True where the compiler met native code, and was not told what for. */
static bool says_arch(const struct process *process)
{
    static const char words[] = "invalid arch";
    size_t size = sizeof words - 1;
    size_t i = 0;

    while (i + size <= process->words_size && memcmp(process->words + i, words, size) != 0) {
        i++;
    }
    return i + size <= process->words_size;
}

void compile_job_finish(struct compilation *compilation, struct process *process)
{
    struct compile_job *job = &compilation->jobs[process - compilation->processes];
    const char *ending = process->words_size > 0 ? "; it said:" : "; it said nothing";
    char end[128], why[256];
    size_t size = 0;
    uint8_t *code = NULL;

    if (!process_is_good(process)) {
        process_describe(process, end, sizeof end);
        snprintf(why, sizeof why, "cannot be compiled; %s: mpy-cross %s%s",
                 says_arch(process) ? "name the architecture of its native code with --march or --target"
                                    : "correct it, or leave it out",
                 end, ending);
    } else {
        const char *fault;
        code = take_code(compilation, job, &size, &fault);
        snprintf(why, sizeof why, "cannot be compiled; use another mpy-cross: this one %s%s", fault, ending);
    }
    if (code) {
        mpy_cache_put(&compilation->cache, job->key, code, size);
        mpy_pack_add(&compilation->pack, job->key, code, size);
        compilation->take(compilation->context, job->number, code, size, code);
    } else {
        char *input = host_join(compilation->scratch.path, job->input);
        const char *const names[] = {input, job->input, NULL};
        failure_note(&compilation->failure, job->order, job->shown, why);
        failure_quote(&compilation->failure, job->order, process, names, job->name);
        free(input);
    }
    compile_job_clear(compilation, job);
}
