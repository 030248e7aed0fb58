/* SPDX-License-Identifier: MIT */
/* What is made of the tables of commands and options beside the help. To standard output. */
#ifndef XROM_TOOL_DOCUMENT_H
#define XROM_TOOL_DOCUMENT_H

#include "cli/arguments.h"

/* The manual page, in the language of man(7). `commands` ends with a null pointer, here and below. */
void document_manual(const struct command *const *commands);

/* Completion of command lines. */
void document_bash(const struct command *const *commands);
void document_zsh(const struct command *const *commands);

#endif
