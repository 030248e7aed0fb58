/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "name.h"

/*
 * The size in bytes of the character at the front of `size` bytes, and the character; 0 where none is: overlong forms,
 * surrogates and what is above U+10FFFF are no characters either.
 */
static size_t decode(const char *bytes, size_t size, uint32_t *character)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    uint8_t lead = (uint8_t)bytes[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0;
    uint32_t value;

    if (length == 0 || length > size) {
        return 0;
    }
    value = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        uint8_t byte = (uint8_t)bytes[i];
        if ((byte & 0xc0) != 0x80) {
            return 0;
        }
        value = value << 6 | (byte & 0x3f);
    }
    if (value < smallest[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
        return 0;
    }
    *character = value;
    return length;
}

const char *xrom_name_fault(const char *name, size_t size)
{
    uint32_t character;

    if (size == 0) {
        return "is empty";
    }
    if (name[0] == '.' && (size == 1 || (size == 2 && name[1] == '.'))) {
        return "means another directory";
    }
    for (size_t i = 0; i < size;) {
        size_t length = decode(name + i, size - i, &character);
        if (length == 0) {
            return "is not valid UTF-8";
        }
        if (character == '/') {
            return "holds a '/'";
        }
        if (character == 0) {
            return "holds a zero byte";
        }
        i += length;
    }
    return NULL;
}

bool xrom_name_is_utf8(const char *text, size_t size)
{
    uint32_t character = 1;

    for (size_t i = 0; i < size && character != 0;) {
        size_t length = decode(text + i, size - i, &character);
        if (length == 0) {
            return false;
        }
        i += length;
    }
    return character != 0;
}

bool xrom_name_is_ascii(const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if ((uint8_t)name[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

int xrom_name_compare(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);

    return order != 0 ? order : (a_size > b_size) - (a_size < b_size);
}

/* Writes the text for the character at the front of a name: at most 4 bytes. Gives its size and the character's. */
static size_t show_character(char text[4], const char *name, size_t size, size_t *length)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t character = 0;

    *length = decode(name, size, &character);
    if (*length > 0 && character >= 0x20 && !(character >= 0x7f && character <= 0x9f)) {
        memcpy(text, name, *length);
        return *length;
    }
    /* A control character of two bytes becomes two escapes: its second byte alone is no character. */
    *length = 1;
    text[0] = '\\';
    text[1] = 'x';
    text[2] = digits[(uint8_t)name[0] >> 4];
    text[3] = digits[(uint8_t)name[0] & 0x0f];
    return 4;
}

size_t xrom_name_show(char *buffer, size_t capacity, const char *name, size_t size)
{
    size_t used = 0;
    size_t cut = 0; /* where "..." still fits */
    size_t length;

    if (size == 0) {
        memcpy(buffer, "\"\"", 2);
        return 2;
    }
    for (size_t i = 0; i < size; i += length) {
        char text[4];
        size_t text_size = show_character(text, name + i, size - i, &length);

        if (text_size > capacity - used) {
            size_t dots = capacity - cut < 3 ? capacity - cut : 3;
            memcpy(buffer + cut, "...", dots);
            return cut + dots;
        }
        memcpy(buffer + used, text, text_size);
        used += text_size;
        if (capacity - used >= 3) {
            cut = used;
        }
    }
    return used;
}
