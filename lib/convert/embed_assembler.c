/* SPDX-License-Identifier: MIT */
/* Source for the assembler. */
#include <stdio.h>

#include "symbol.h"

/* Writes a path as a text of the assembler: what is not plain as three octal digits, which end by themselves. */
static int write_path(const char *path, const struct xrom_sink *sink)
{
    int error = xrom_embed_write(sink, "    .incbin \"", 13);

    for (; *path && !error; path++) {
        unsigned char character = (unsigned char)*path;
        char text[8];
        bool is_plain = character >= ' ' && character < 0x7f && character != '"' && character != '\\';
        int length = snprintf(text, sizeof text, is_plain ? "%c" : "\\%03o", character);
        error = xrom_embed_write(sink, text, (size_t)length);
    }
    return error;
}

/* Writes what stands before the image. */
static int write_start(const struct xrom_embed *embed, const struct xrom_sink *sink)
{
    char section[XROM_SECTION_MAX + 1];
    char text[2048];
    const char *symbol = embed->symbol;
    int length;

    xrom_embed_section(embed, section);
    length = snprintf(text, sizeof text,
                      "/* An image, made by xrom convert. */\n"
                      "    .section %s, \"a\", %%progbits\n"
                      "    .balign %u\n"
                      "    .global %s\n"
                      "    .type %s, STT_OBJECT\n"
                      "%s:\n"
                      "1:\n",
                      section, (unsigned)embed->align, symbol, symbol, symbol);
    return xrom_embed_write(sink, text, (size_t)length);
}

/* Writes the rest of the line that takes the image in, and what stands behind it. */
static int write_end(const char *symbol, uint64_t offset, uint32_t size, const struct xrom_sink *sink)
{
    char range[64] = "";
    char text[2048];
    int length;

    if (size > 0) {
        snprintf(range, sizeof range, ", %llu, %lu", (unsigned long long)offset, (unsigned long)size);
    } else if (offset > 0) {
        snprintf(range, sizeof range, ", %llu", (unsigned long long)offset);
    }
    length = snprintf(text, sizeof text,
                      "\"%s\n"
                      "2:\n"
                      "    .global %s_end\n"
                      "%s_end:\n"
                      "    .size %s, 2b - 1b\n"
                      "    .balign 4\n"
                      "    .global %s_size\n"
                      "    .type %s_size, STT_OBJECT\n"
                      "%s_size:\n"
                      "    .4byte 2b - 1b\n"
                      "    .size %s_size, 4\n"
                      "    .section .note.GNU-stack, \"\", %%progbits\n",
                      range, symbol, symbol, symbol, symbol, symbol, symbol, symbol);
    return xrom_embed_write(sink, text, (size_t)length);
}

int xrom_embed_assembler(const struct xrom_embed *embed, const char *path, uint64_t offset, uint32_t size,
                         const struct xrom_sink *sink)
{
    int error;

    if (!xrom_embed_is_good(embed) || *path == '\0') {
        return XROM_ERR_ARGUMENT;
    }
    error = write_start(embed, sink);
    if (!error) {
        error = write_path(path, sink);
    }
    return error ? error : write_end(embed->symbol, offset, size, sink);
}
