/* SPDX-License-Identifier: MIT */
/* xrom document: the manual page, and completion for shells. */
#include "cli/document.h"

#include <string.h>

#include "text/message.h"

static const struct option_row options[] = {
    {OPTION_END, NULL, NULL, NULL},
};

static const char notes[] =
    "man is the manual page, bash and zsh are completions for these shells. An installation has all three. Without\n"
    "one, a shell has the completion from `source <(xrom document bash)`, or from a file _xrom in the $fpath of zsh.\n"
    "\n"
    "Exit code: 0 fine; 1 standard output cannot be written; 2 wrong usage.\n"
    "\n"
    "Example: xrom document man | man -l -\n";

static int run(const struct arguments *arguments)
{
    static const struct {
        const char *name;
        void (*write)(const struct command *const *commands);
    } documents[] = {{"man", document_manual}, {"bash", document_bash}, {"zsh", document_zsh}};

    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        if (strcmp(arguments->operands[0], documents[i].name) == 0) {
            documents[i].write(all_commands);
            return EXIT_FINE;
        }
    }
    message(arguments->operands[0], "is no document: man, bash or zsh; see xrom document --help");
    return EXIT_USAGE;
}

const struct command command_document = {
    "document",
    "Write the manual page, or completion for a shell.",
    "man|bash|zsh",
    notes,
    options,
    false,
    1,
    1,
    0,
    run,
    false,
};
