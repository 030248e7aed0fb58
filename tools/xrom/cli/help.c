/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include <xrom/version.h>

#include "cli/help.h"

/* The column where explanations begin. */
enum { COLUMN = 26 };

void help_version(void)
{
    printf("xrom %s\n", XROM_VERSION);
}

static void print_options(const struct option_row *rows)
{
    for (; rows->id != OPTION_END; rows++) {
        const char *line = rows->help;
        int used = rows->id < 256 ? printf("  -%c, --%s", (int)rows->id, rows->name) : printf("      --%s", rows->name);
        if (rows->argument) {
            used += printf(" %s", rows->argument);
        }
        printf("%*s", used < COLUMN ? COLUMN - used : 1, "");
        for (const char *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
            printf("%.*s\n%*s", (int)(end - line), line, COLUMN, "");
        }
        printf("%s\n", line);
    }
}

void help_command(const struct command *command)
{
    const struct option_tables tables = option_tables_of(command);

    printf("Usage: xrom %s [OPTION]... %s\n%s\n\nOptions:\n", command->name, command->operands, command->summary);
    for (const struct option_row *const *rows = tables.rows; *rows; rows++) {
        print_options(*rows);
    }
    if (command->reads_image) {
        puts("\nIMAGE may be -, standard input, and a UF2, Intel HEX or S-record file, in which the image is searched. "
             "N is\n"
             "a number of bytes: decimal, 0x hexadecimal, or with K or M behind it in units of 1024 or 1024 * 1024.");
    }
    printf("\n%s", command->notes);
}

void help_tool(const struct command *const *commands)
{
    puts("Usage: xrom COMMAND [OPTION]... OPERAND...\n"
         "Read and build ROMFS images: read-only file systems that are used in place.\n\n"
         "Commands:");
    for (; *commands; commands++) {
        printf("  %-9s%s\n", (*commands)->name, (*commands)->summary);
    }
    puts("\nxrom COMMAND --help explains a command; xrom --version tells the version.\n\n"
         "Exit code: 0 fine; 1 the input is bad, or the output cannot be written; 2 wrong usage.");
}
