/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text/json.h"
#include "text/text.h"

/*
 * Writes what stands before a value: a comma, and the key in an object. The elements of the outer array get a line
 * each.
 */
static void begin_value(struct json *json, const char *key)
{
    if (json->follows) {
        putchar(',');
    }
    if (json->depth == 1 && !key && !json->line_ended) {
        putchar('\n');
    }
    json->line_ended = false;
    if (key) {
        printf("\"%s\":", key);
    }
    json->follows = true;
}

void json_open(struct json *json, const char *key, char bracket)
{
    begin_value(json, key);
    putchar(bracket);
    json->depth++;
    json->follows = false;
}

void json_close(struct json *json, char bracket)
{
    json->depth--;
    json->follows = true;
    if (json->depth == 0 && bracket == ']' && !json->line_ended) {
        putchar('\n');
    }
    putchar(bracket);
    if (json->depth == 0) {
        putchar('\n');
    }
}

void json_end_line(struct json *json, bool more)
{
    puts(more ? "," : "");
    json->follows = false;
    json->line_ended = true;
}

void json_number(struct json *json, const char *key, uint64_t value)
{
    begin_value(json, key);
    printf("%" PRIu64, value);
}

void json_bool(struct json *json, const char *key, bool value)
{
    begin_value(json, key);
    fputs(value ? "true" : "false", stdout);
}

void json_null(struct json *json, const char *key)
{
    begin_value(json, key);
    fputs("null", stdout);
}

static bool is_plain(char character)
{
    return (unsigned char)character >= 0x20 && (unsigned char)character < 0x7f && character != '"' && character != '\\';
}

/* Writes one character that is not plain, or one byte that belongs to none, and gives its size. */
static size_t write_special(struct json *json, const char *text, size_t size)
{
    size_t length = text_character(text, size);

    if (length == 0) {
        text_write_plain(stdout, "\xef\xbf\xbd", 3);
        json->written += 3;
        return 1;
    }
    if (length == 2 && text[0] == '\xc2' && (unsigned char)text[1] < 0xa0) {
        /* U+0080 to U+009F, control characters: their second byte is their number. */
        text_write_plain(stdout, "\\u00", 4);
        text_write_hex(stdout, text[1]);
        json->written += 6;
    } else if (length == 3 && (memcmp(text, "\xe2\x80\xa8", 3) == 0 || memcmp(text, "\xe2\x80\xa9", 3) == 0)) {
        /* U+2028 and U+2029, which end lines in JavaScript. */
        text_write_plain(stdout, "\\u20", 4);
        text_write_hex(stdout, text[2] == '\xa8' ? 0x28 : 0x29);
        json->written += 6;
    } else if (length > 1) {
        text_write_plain(stdout, text, length);
        json->written += length;
    } else if (*text == '"' || *text == '\\') {
        putc_unlocked('\\', stdout);
        putc_unlocked(*text, stdout);
        json->written += 2;
    } else {
        text_write_plain(stdout, "\\u00", 4);
        text_write_hex(stdout, *text);
        json->written += 6;
    }
    return length;
}

static void write_string(struct json *json, const char *text, size_t size)
{
    size_t position = 0;

    putc_unlocked('"', stdout);
    while (position < size) {
        if (is_plain(text[position])) {
            putc_unlocked(text[position++], stdout);
            json->written++;
        } else {
            position += write_special(json, text + position, size - position);
        }
    }
    putc_unlocked('"', stdout);
}

void json_text(struct json *json, const char *key, const char *text)
{
    begin_value(json, key);
    write_string(json, text, strlen(text));
}

void json_bytes(struct json *json, const char *key, const char *text, size_t size)
{
    begin_value(json, key);
    write_string(json, text, size);
    if (text_is_valid(text, size)) {
        return;
    }
    printf(",\"%s_hex\":\"", key);
    for (size_t i = 0; i < size; i++) {
        text_write_hex(stdout, text[i]);
    }
    json->written += 2 * size;
    putchar('"');
}

void json_problem(struct json *json, const char *key, const struct problem *problem)
{
    json_text(json, key, problem->what);
    if (problem->path) {
        json_bytes(json, "path", problem->path, problem->path_size);
    }
    if (problem->located) {
        json_number(json, "offset", problem->offset);
    }
}
