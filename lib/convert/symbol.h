/* SPDX-License-Identifier: MIT */
/* Names of symbols and sections. */
#ifndef XROM_CONVERT_SYMBOL_H
#define XROM_CONVERT_SYMBOL_H

#include <xrom/embed.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* The longest name of a section, in bytes, without a zero. */
#define XROM_SECTION_MAX 255

/* True where the options are good. */
bool xrom_embed_is_good(const struct xrom_embed *embed);

/* Gives the name of the section. */
void xrom_embed_section(const struct xrom_embed *embed, char section[XROM_SECTION_MAX + 1]);

/* Writes text to a sink. Returns 0 or XROM_ERR_SINK. */
int xrom_embed_write(const struct xrom_sink *sink, const void *bytes, size_t size);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
