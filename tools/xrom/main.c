/* SPDX-License-Identifier: MIT */
/* The tool: picks a command from the table, and sees to it that all of its answer arrives. */
#include <stdio.h>
#include <string.h>

#include "cli/arguments.h"
#include "cli/help.h"
#include "host/host.h"
#include "host/signals.h"
#include "host/system.h"
#include "text/message.h"

const struct command *const all_commands[] = {
    &command_build, &command_ls,   &command_tree,  &command_cat,     &command_extract,  &command_info,
    &command_check, &command_diff, &command_audit, &command_convert, &command_document, NULL,
};

static int run(int argc, char **argv)
{
    if (argc < 2) {
        message(NULL, "a command is missing; see xrom --help");
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        help_tool(all_commands);
        return EXIT_FINE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        help_version();
        return EXIT_FINE;
    }
    for (const struct command *const *command = all_commands; *command; command++) {
        if (strcmp(argv[1], (*command)->name) == 0) {
            return command_run(*command, argc - 1, argv + 1);
        }
    }
    message(argv[1], argv[1][0] == '-' ? "unknown option; see xrom --help" : "unknown command; see xrom --help");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    int status, flushed;

    argv = system_begin(&argc, argv);
    signals_begin();
    status = run(argc, argv);
    flushed = host_finish_answer();
    return status != EXIT_FINE ? status : flushed;
}
