/* SPDX-License-Identifier: MIT */
/* Patterns of names: '*', '?', sets in brackets, and '\\' before a character that stands for itself. */
#include <ctype.h>
#include <stdbool.h>

#include <fnmatch.h>

/* The classes that a set may name, as in [[:digit:]]. */
static bool is_of_class(const char *name, size_t size, int byte)
{
    static const struct {
        const char *name;
        int (*has)(int byte);
    } classes[] = {
        {"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
        {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
        {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
    };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (strlen(classes[i].name) == size && memcmp(classes[i].name, name, size) == 0) {
            return byte < 0x80 && classes[i].has(byte) != 0;
        }
    }
    return false;
}

/* One byte of a set, behind a '\\' or not. */
static unsigned char take(const char **at)
{
    *at += **at == '\\' && (*at)[1] != '\0';
    return (unsigned char)*(*at)++;
}

/* Holds a byte against the set that begins behind a '['. Gives what is behind it; null: it has no end, so it is no set. */
static const char *match_set(const char *at, unsigned char byte, bool *found)
{
    bool inverted = *at == '!' || *at == '^';
    bool first = true;

    *found = false;
    for (at += inverted; *at != '\0'; first = false) {
        const char *end = at[0] == '[' && at[1] == ':' ? strstr(at + 2, ":]") : NULL;
        if (*at == ']' && !first) {
            *found = *found != inverted;
            return at + 1;
        }
        if (end) {
            *found = is_of_class(at + 2, (size_t)(end - at - 2), byte) || *found;
            at = end + 2;
        } else {
            unsigned char low = take(&at);
            unsigned char high = low;
            if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
                at++;
                high = take(&at);
            }
            *found = (low <= byte && byte <= high) || *found;
        }
    }
    return NULL;
}

/* Holds one byte of the text, not the zero, against the front of a pattern that is no '*'. Gives the rest; null: no match. */
static const char *match_one(const char *pattern, char byte, int flags)
{
    bool is_slash = byte == '/' && (flags & FNM_PATHNAME);
    const char *rest;
    bool found;

    switch (*pattern) {
    case '\0': return NULL;
    case '?': return is_slash ? NULL : pattern + 1;
    case '[':
        rest = match_set(pattern + 1, (unsigned char)byte, &found);
        if (rest) {
            return found && !is_slash ? rest : NULL;
        }
        break;
    case '\\': pattern += pattern[1] != '\0'; break;
    default: break;
    }
    return *pattern == byte ? pattern + 1 : NULL;
}

int xrom_windows_fnmatch(const char *pattern, const char *text, int flags)
{
    const char *star = NULL, *again = NULL; /* behind the last '*', and what it has not taken of the text */

    while (*text != '\0') {
        const char *rest;
        if (*pattern == '*') {
            star = ++pattern;
            again = text;
            continue;
        }
        rest = match_one(pattern, *text, flags);
        if (rest) {
            pattern = rest;
            text++;
        } else if (star && !(*again == '/' && (flags & FNM_PATHNAME))) {
            pattern = star;
            text = ++again;
        } else {
            return FNM_NOMATCH;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == '\0' ? 0 : FNM_NOMATCH;
}
