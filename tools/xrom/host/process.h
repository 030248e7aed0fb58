/* SPDX-License-Identifier: MIT */
/*
 * Programs of the host that run beside the tool. Each one is in a process group of its own, so that it ends with all that it has
 * started; its input is empty, and what it says on its output and for errors is kept, as much as a message can hold.
 */
#ifndef XROM_TOOL_PROCESS_H
#define XROM_TOOL_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* No more of what a program says is kept. Bytes. */
enum { PROCESS_WORDS_MAX = 16384 };

struct process {
    pid_t id;       /* 0: none runs; on Windows its handle */
    intptr_t group; /* on Windows the job that it is in, with all that it starts */
    int pipe;       /* what it says comes from here; -1: it has said all */
    int status;     /* as of waitpid(), when it has ended; on Windows its exit code */
    char *words;
    size_t words_size, words_capacity;
    bool cut; /* it said more */
};

/* Starts a program. `arguments` end with null; the first one is the path of the program. Returns 0 or an errno. */
int process_start(struct process *process, char *const *arguments);

/*
 * Waits until one of some programs has ended, or says something, or a tenth of a second has passed, or a signal came. Gives
 * one that has ended, which then no longer runs; or null.
 */
struct process *process_wait(struct process *processes, size_t count);

/* Runs a program to its end, or until a signal came. Returns 0 or an errno; EINTR: a signal. */
int process_run(struct process *process, char *const *arguments);

/* Ends a program, if it runs, at once. */
void process_kill(struct process *process);

/* Writes how a program ended that did not end well: "ended with exit code 1". */
void process_describe(const struct process *process, char *text, size_t capacity);

/* True where it ended with exit code 0. */
bool process_is_good(const struct process *process);

/* Frees what it holds. It must not run. */
void process_clear(struct process *process);

#endif
