/* SPDX-License-Identifier: MIT */
/*
 * Writes JSON to standard output, piece by piece; nothing is kept in memory. What is written is valid whatever the
 * texts hold: bytes that are no valid UTF-8 become U+FFFD.
 */
#ifndef XROM_TOOL_JSON_H
#define XROM_TOOL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/message.h"

struct json {
    unsigned depth;  /* how many objects and arrays are open */
    bool follows;    /* a value stands before the next one in the same object or array */
    size_t written;  /* bytes of texts, so far */
    bool line_ended; /* the line of an element of the outer array has been ended */
};

/* Begins and ends an object ('{', '}') or an array ('[', ']'). `key` is null in an array and at the top. */
void json_open(struct json *json, const char *key, char bracket);
void json_close(struct json *json, char bracket);

/* Ends the line of an element of the outer array, so that a message can follow; `more`: another element will come. */
void json_end_line(struct json *json, bool more);

void json_number(struct json *json, const char *key, uint64_t value);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

/* A text. */
void json_text(struct json *json, const char *key, const char *text);

/* A text of any bytes. Where it is not valid UTF-8 a member "KEY_hex" follows with the exact bytes. */
void json_bytes(struct json *json, const char *key, const char *text, size_t size);

/* The members of a problem: `key` with what is wrong, "path" and "offset" where they are known. */
void json_problem(struct json *json, const char *key, const struct problem *problem);

#endif
