/* SPDX-License-Identifier: MIT */
/* C source. */
#include <stdio.h>
#include <string.h>

#include "symbol.h"

/* Characters of a line of numbers. */
enum { WIDTH = 100 };

static int write_start(const struct xrom_embed *embed, size_t size, const struct xrom_sink *sink)
{
    char section[XROM_SECTION_MAX + 16] = "";
    char text[2048];
    int length;

    if (embed->section) {
        snprintf(section, sizeof section, ", section(\"%s\")", embed->section);
    }
    length = snprintf(text, sizeof text,
                      "/* An image of %zu bytes, made by xrom convert. */\n"
                      "#ifdef __cplusplus\n"
                      "extern \"C\" {\n"
                      "#endif\n"
                      "extern const unsigned char %s[%zu];\n"
                      "extern const unsigned int %s_size;\n"
                      "#ifdef __cplusplus\n"
                      "}\n"
                      "#endif\n"
                      "\n"
                      "const unsigned int %s_size = %zuu;\n"
                      "\n"
                      "#if defined(__GNUC__)\n"
                      "__attribute__((aligned(%u)%s))\n"
                      "#elif defined(__cplusplus)\n"
                      "alignas(%u)\n"
                      "#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L\n"
                      "_Alignas(%u)\n"
                      "#else\n"
                      "#error \"align the image to %u bytes here as your compiler wants it\"\n"
                      "#endif\n"
                      "const unsigned char %s[%zu] = {\n",
                      size, embed->symbol, size, embed->symbol, embed->symbol, size, (unsigned)embed->align, section,
                      (unsigned)embed->align, (unsigned)embed->align, (unsigned)embed->align, embed->symbol, size);
    return xrom_embed_write(sink, text, (size_t)length);
}

/* Adds a number and a comma to a text. */
static size_t put_number(char *text, uint8_t value)
{
    size_t size = 0;

    if (value >= 100) {
        text[size++] = (char)('0' + value / 100);
    }
    if (value >= 10) {
        text[size++] = (char)('0' + value / 10 % 10);
    }
    text[size++] = (char)('0' + value % 10);
    text[size++] = ',';
    return size;
}

int xrom_embed_c(const struct xrom_embed *embed, const void *bytes, size_t size, const struct xrom_sink *sink)
{
    const uint8_t *byte = bytes;
    char text[8192];
    size_t used = 0, line = 0;
    int error;

    if (!xrom_embed_is_good(embed)) {
        return XROM_ERR_ARGUMENT;
    }
    error = write_start(embed, size, sink);
    for (size_t i = 0; i < size && !error; i++) {
        size_t width = put_number(text + used, byte[i]);
        used += width;
        line += width;
        if (line > WIDTH - 4 || i + 1 == size) {
            text[used++] = '\n';
            line = 0;
        }
        if (used > sizeof text - 8 || i + 1 == size) {
            error = xrom_embed_write(sink, text, used);
            used = 0;
        }
    }
    return error ? error : xrom_embed_write(sink, "};\n", 3);
}
