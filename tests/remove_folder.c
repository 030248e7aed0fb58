/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "support_build.h"

extern char **environ;

/* rm copes with any depth, and with names that no path can hold. */
int remove_folder(void **state)
{
    char program[] = "rm", options[] = "-rf", end[] = "--";
    char *arguments[] = {program, options, end, *state, NULL};
    pid_t child;
    int status = -1;

    if (posix_spawnp(&child, program, NULL, NULL, arguments, environ) == 0) {
        waitpid(child, &status, 0);
    }
    free(*state);
    return status;
}
