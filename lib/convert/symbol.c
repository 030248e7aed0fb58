/* SPDX-License-Identifier: MIT */
#include "symbol.h"

#include <stdio.h>
#include <string.h>

/* The sink gets no more at once. Bytes. */
#define PART_MAX ((size_t)1 << 20)

/* What a symbol must not be: keywords of C23 and C++23, macros that compilers define without being asked, and main. */
static const char *const reserved[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
    "i386",
    "linux",
    "main",
    "mips",
    "sparc",
    "sun",
    "unix",
};

static bool is_reserved(const char *symbol)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        if (strcmp(symbol, reserved[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The C locale, whatever the user's is. */
static bool is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_';
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

bool xrom_symbol_is_good(const char *symbol)
{
    size_t size = 0;

    while (is_letter(symbol[size]) || (size > 0 && is_digit(symbol[size]))) {
        size++;
    }
    return size > 0 && size <= XROM_SYMBOL_MAX && symbol[size] == '\0' && !is_reserved(symbol);
}

void xrom_symbol_make(const char *path, char symbol[XROM_SYMBOL_MAX + 1])
{
    static const char prefix[] = "romfs_";
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    const char *end = dot && dot > name ? dot : name + strlen(name);
    size_t size = sizeof prefix - 1;

    memcpy(symbol, prefix, size);
    for (; name < end && size < XROM_SYMBOL_MAX; name++) {
        if (*name != '_' && (is_letter(*name) || is_digit(*name))) {
            symbol[size++] = *name;
        } else if (symbol[size - 1] != '_') {
            symbol[size++] = '_';
        }
    }
    symbol[size] = '\0';
    if (size == sizeof prefix - 1) {
        memcpy(symbol + size, "image", sizeof "image");
    }
}

bool xrom_section_is_good(const char *section)
{
    size_t size = 0;

    while (is_letter(section[size]) || is_digit(section[size]) || (section[size] && strchr(".$-", section[size]))) {
        size++;
    }
    return size > 0 && size <= XROM_SECTION_MAX && section[size] == '\0' && section[0] != '-';
}

bool xrom_embed_is_good(const struct xrom_embed *embed)
{
    return xrom_symbol_is_good(embed->symbol) && (!embed->section || xrom_section_is_good(embed->section)) &&
           embed->align > 0 && embed->align <= XROM_DATA_ALIGN_MAX && (embed->align & (embed->align - 1)) == 0;
}

void xrom_embed_section(const struct xrom_embed *embed, char section[XROM_SECTION_MAX + 1])
{
    snprintf(section, XROM_SECTION_MAX + 1, "%s%s", embed->section ? "" : ".rodata.xrom.",
             embed->section ? embed->section : embed->symbol);
}

int xrom_embed_write(const struct xrom_sink *sink, const void *bytes, size_t size)
{
    const uint8_t *next = bytes;

    while (size > 0) {
        size_t part = size < PART_MAX ? size : PART_MAX;
        if (sink->write(sink->context, next, part) != 0) {
            return XROM_ERR_SINK;
        }
        next += part;
        size -= part;
    }
    return XROM_OK;
}
