/* SPDX-License-Identifier: MIT */
/* One source that is being compiled: a part of compile.c. */
#ifndef XROM_TOOL_COMPILE_JOB_H
#define XROM_TOOL_COMPILE_JOB_H

#include "mpy/compile.h"

/* Bytes of names in the temporary folder. */
enum { JOB_NAME_SIZE = 48 };

struct compile_job {
    size_t order;  /* the how manieth it is of those that were added */
    size_t number; /* the caller's */
    char *shown, *name;
    char input[JOB_NAME_SIZE], output[JOB_NAME_SIZE]; /* names in the temporary folder */
    uint8_t key[MPY_KEY_SIZE];
};

/* The name of a source in the compiled file: of a path that is too long the end, if possible from a '/' on. */
const char *compile_job_name(const char *path);

/* Takes the result of a compiler that has ended, and clears its job. */
void compile_job_finish(struct compilation *compilation, struct process *process);

/* Removes what a job has in the temporary folder, and frees what it holds. */
void compile_job_clear(struct compilation *compilation, struct compile_job *job);

#endif
