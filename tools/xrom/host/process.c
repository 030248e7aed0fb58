/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>

#include "host/process.h"
#include "host/signals.h"

int process_run(struct process *process, char *const *arguments)
{
    int error = process_start(process, arguments);

    while (!error && !process_wait(process, 1)) {
        if (interrupted()) {
            process_kill(process);
            error = EINTR;
        }
    }
    return error;
}

void process_clear(struct process *process)
{
    free(process->words);
    process->words = NULL;
    process->words_size = process->words_capacity = 0;
}
