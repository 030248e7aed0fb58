/* SPDX-License-Identifier: MIT */
/* The manual page: the help of all commands, for man(1). */
#include <stdio.h>
#include <string.h>

#include <xrom/version.h>

#include "cli/document.h"

/* Writes text so that it means itself: in a line of its own, or (`begins` false) behind other text in a line. */
static void write_text(const char *text, size_t size, bool begins)
{
    for (size_t i = 0; i < size; i++) {
        if (begins && (text[i] == '.' || text[i] == '\'')) {
            fputs("\\&", stdout);
        }
        begins = text[i] == '\n';
        switch (text[i]) {
        case '\\': fputs("\\e", stdout); break;
        case '-': fputs("\\-", stdout); break;
        case '\'': fputs("\\(aq", stdout); break;
        case '`': fputs("\\(ga", stdout); break;
        case '^': fputs("\\(ha", stdout); break;
        case '~': fputs("\\(ti", stdout); break;
        default: putchar(text[i]); break;
        }
    }
}

static void write_line(const char *text)
{
    write_text(text, strlen(text), true);
    putchar('\n');
}

static void write_options(const struct option_row *rows)
{
    for (; rows->id != OPTION_END; rows++) {
        fputs(".TP\n\\fB", stdout);
        if (rows->id < 256) {
            printf("\\-%c\\fR, \\fB", (int)rows->id);
        }
        fputs("\\-\\-", stdout);
        write_text(rows->name, strlen(rows->name), false);
        fputs("\\fR", stdout);
        if (rows->argument) {
            fputs(" \\fI", stdout);
            write_text(rows->argument, strlen(rows->argument), false);
            fputs("\\fR", stdout);
        }
        putchar('\n');
        write_line(rows->help);
    }
}

/* Writes paragraphs. A line that ends one, or that an indented one follows, stays a line of its own, as an example does. */
static void write_notes(const char *notes)
{
    bool begins = true;

    while (*notes) {
        size_t size = strcspn(notes, "\n");
        if (size == 0) {
            begins = true;
        } else {
            fputs(begins ? ".PP\n" : *notes == ' ' ? ".br\n" : "", stdout);
            notes += strspn(notes, " ");
            size = strcspn(notes, "\n");
            write_text(notes, size, true);
            putchar('\n');
            begins = false;
        }
        notes += size + (notes[size] == '\n');
    }
}

static void write_command(const struct command *command)
{
    const struct option_tables tables = option_tables_of(command);

    printf(".SS xrom %s [OPTION]... ", command->name);
    write_line(command->operands);
    write_line(command->summary);
    for (size_t i = 0; tables.rows[i] && tables.rows[i] != common_options; i++) {
        write_options(tables.rows[i]);
    }
    write_notes(command->notes);
}

void document_manual(const struct command *const *commands)
{
    printf(".TH XROM 1 \"\" \"xrom %s\" \"User Commands\"\n", XROM_VERSION);
    fputs(
        ".SH NAME\nxrom \\- read and build ROMFS images, read\\-only file systems that are used in place\n"
        ".SH SYNOPSIS\n.B xrom\n.I COMMAND\n[\\fIOPTION\\fR]... \\fIOPERAND\\fR...\n"
        ".SH DESCRIPTION\n"
        "The commands are explained below. An\n.I IMAGE\nthat is read may be \\-, standard input, and a UF2, Intel HEX "
        "or S\\-record file, in which the image is searched.\n"
        ".I N\nis a number of bytes: decimal, 0x hexadecimal, or with K or M behind it in units of 1024 or 1024 * "
        "1024.\n"
        ".PP\nAll commands have these options:\n",
        stdout);
    write_options(common_options);
    fputs(".SH COMMANDS\n", stdout);
    for (; *commands; commands++) {
        write_command(*commands);
    }
    fputs(
        ".SH EXIT STATUS\n"
        "0 fine; 1 the input is bad, or the output cannot be written; 2 wrong usage. A file or folder that a command\n"
        "makes is there whole with 0, and not at all with another one, but for two cases: the line about it\n"
        "cannot be written to standard output, or\n.B audit\nhas drawn a picture of what it does not allow.\n",
        stdout);
}
