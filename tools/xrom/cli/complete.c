/* SPDX-License-Identifier: MIT */
/* Completion of command lines, by bash and by zsh. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/document.h"

/* What an option takes. */
enum kind {
    KIND_NOTHING,
    KIND_ANY,   /* nobody can complete it */
    KIND_WORDS, /* one of some words, with '|' between them */
    KIND_FOLDER,
    KIND_FILE
};

static enum kind kind_of(const char *argument)
{
    static const char *const files[] = {"FILE", "IMAGE", "FIRMWARE", "PROGRAM"};

    if (!argument) {
        return KIND_NOTHING;
    }
    if (strcmp(argument, "DIR") == 0) {
        return KIND_FOLDER;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (strcmp(argument, files[i]) == 0) {
            return KIND_FILE;
        }
    }
    return strchr(argument, '|') && islower((unsigned char)*argument) ? KIND_WORDS : KIND_ANY;
}

/* Writes the words of a text that has '|' between them. */
static void write_words(const char *text)
{
    for (; *text; text++) {
        putchar(*text == '|' ? ' ' : *text);
    }
}

/* True for a row whose option has a row before it: it takes another form of argument. */
static bool is_repeated(const struct option_row *table, const struct option_row *row)
{
    for (; table != row; table++) {
        if (strcmp(table->name, row->name) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- bash ---- */

static void write_names(const struct option_row *table)
{
    for (const struct option_row *row = table; row->id != OPTION_END; row++) {
        if (!is_repeated(table, row)) {
            printf(" --%s", row->name);
        }
        if (row->id < 256) {
            printf(" -%c", (int)row->id);
        }
    }
}

/* Writes what follows each option that takes something. */
static void write_cases(const struct option_row *table)
{
    for (const struct option_row *row = table; row->id != OPTION_END; row++) {
        enum kind kind = kind_of(row->argument);
        if (kind == KIND_NOTHING || is_repeated(table, row)) {
            continue;
        }
        printf("        --%s", row->name);
        if (row->id < 256) {
            printf(" | -%c", (int)row->id);
        }
        fputs(") ", stdout);
        if (kind == KIND_WORDS) {
            fputs("words='", stdout);
            write_words(row->argument);
            fputs("'", stdout);
        } else {
            printf("kind=%s", kind == KIND_FOLDER ? "folder" : kind == KIND_FILE ? "file" : "any");
        }
        fputs(" ;;\n", stdout);
    }
}

static void write_bash_command(const struct command *command)
{
    const struct option_tables tables = option_tables_of(command);

    printf("    %s)\n        options='", command->name);
    for (size_t i = 0; tables.rows[i]; i++) {
        write_names(tables.rows[i]);
    }
    fputs("'\n", stdout);
    if (kind_of(command->operands) == KIND_WORDS) {
        fputs("        operands='", stdout);
        write_words(command->operands);
        fputs("'\n", stdout);
    }
    fputs("        case $before in\n", stdout);
    for (size_t i = 0; tables.rows[i]; i++) {
        write_cases(tables.rows[i]);
    }
    fputs("        esac\n        ;;\n", stdout);
}

void document_bash(const struct command *const *commands)
{
    fputs("# bash completion for xrom\n"
          "_xrom()\n{\n"
          "    local word=$2 before=$3 kind= words= options= operands=\n"
          "    COMPREPLY=()\n"
          "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
          "        words='",
          stdout);
    for (const struct command *const *command = commands; *command; command++) {
        printf("%s ", (*command)->name);
    }
    /* A '=' is a word of its own. */
    fputs("--help --version'\n"
          "    fi\n"
          "    if [ \"$before\" = = ]; then\n"
          "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
          "    elif [ \"$word\" = = ]; then\n"
          "        word=\n"
          "    fi\n"
          "    [ -n \"$words\" ] || case ${COMP_WORDS[1]} in\n",
          stdout);
    for (; *commands; commands++) {
        write_bash_command(*commands);
    }
    fputs("    esac\n"
          "    if [ -z \"$words$kind\" ]; then\n"
          "        case $word in\n"
          "        -*) words=$options ;;\n"
          "        *) words=$operands ;;\n"
          "        esac\n"
          "    fi\n"
          "    case $kind in\n"
          "    any) compopt +o default 2>/dev/null ;;\n"
          "    folder) mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
          "    *) [ -z \"$words\" ] || mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\") ;;\n"
          "    esac\n"
          "}\n"
          "complete -o default -F _xrom xrom\n",
          stdout);
}

/* ---- zsh ---- */

/* Writes a text inside '...', with a '\' before what means something to _arguments. */
static void write_quoted(const char *text)
{
    for (; *text; text++) {
        if (*text == '\'') {
            fputs("'\\''", stdout);
        } else {
            fputs(strchr("[]:\\", *text) ? "\\" : "", stdout);
            putchar(*text == '\n' ? ' ' : *text);
        }
    }
}

/* Writes one spelling of an option: "--name" or "-n". */
static void write_spelling(const struct option_row *row, const char *spelling)
{
    printf("      '*%s%s[", spelling, !row->argument ? "" : spelling[1] == '-' ? "=" : "+");
    write_quoted(row->help);
    putchar(']');
    if (row->argument) {
        putchar(':');
        write_quoted(row->argument);
        putchar(':');
        switch (kind_of(row->argument)) {
        case KIND_WORDS:
            putchar('(');
            write_words(row->argument);
            putchar(')');
            break;
        case KIND_FOLDER: fputs("_files -/", stdout); break;
        case KIND_FILE: fputs("_files", stdout); break;
        default: break;
        }
    }
    fputs("' \\\n", stdout);
}

static void write_specs(const struct option_row *table)
{
    for (const struct option_row *row = table; row->id != OPTION_END; row++) {
        char spelling[64];
        if (is_repeated(table, row)) {
            continue;
        }
        snprintf(spelling, sizeof spelling, "--%s", row->name);
        write_spelling(row, spelling);
        if (row->id < 256) {
            snprintf(spelling, sizeof spelling, "-%c", (int)row->id);
            write_spelling(row, spelling);
        }
    }
}

static void write_zsh_command(const struct command *command)
{
    const struct option_tables tables = option_tables_of(command);

    printf("  %s)\n    _arguments -s -S : \\\n", command->name);
    for (size_t i = 0; tables.rows[i]; i++) {
        write_specs(tables.rows[i]);
    }
    fputs("      '*:", stdout);
    write_quoted(command->operands);
    if (kind_of(command->operands) == KIND_WORDS) {
        fputs(":(", stdout);
        write_words(command->operands);
        fputs(")'\n", stdout);
    } else {
        fputs(":_files'\n", stdout);
    }
    fputs("    ;;\n", stdout);
}

void document_zsh(const struct command *const *commands)
{
    fputs("#compdef xrom\n"
          "if (( CURRENT == 2 )); then\n"
          "  local -a commands=(\n",
          stdout);
    for (const struct command *const *command = commands; *command; command++) {
        printf("    '%s:", (*command)->name);
        write_quoted((*command)->summary);
        fputs("'\n", stdout);
    }
    fputs("  )\n"
          "  _describe command commands\n"
          "  return\n"
          "fi\n"
          "local command=$words[2]\n"
          "shift words\n"
          "(( CURRENT-- ))\n"
          "case $command in\n",
          stdout);
    for (; *commands; commands++) {
        write_zsh_command(*commands);
    }
    fputs("esac\n", stdout);
}
