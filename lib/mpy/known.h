/* SPDX-License-Identifier: MIT */
/* Names that are known for what they do. */
#ifndef XROM_KNOWN_H
#define XROM_KNOWN_H

#include <stdint.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* What names are known for. */
enum cost_known {
    KNOWN_NOT,
    KNOWN_NUMBER, /* gives a number, a truth value or None: nothing on the heap */
    KNOWN_FIRST,  /* gives its first argument */
    KNOWN_INIT,   /* __init__ */
    KNOWN_MAIN,   /* __main__ */
    KNOWN_NAME,   /* __name__ */
    KNOWN_OBJECT,
    KNOWN_BYTEARRAY,
    KNOWN_BYTES,
    KNOWN_MEMORYVIEW,
    KNOWN_ARRAY,
    KNOWN_LIST,
    KNOWN_TUPLE,
    KNOWN_DICT,
    KNOWN_SET,
    KNOWN_RANGE,
    KNOWN_DEQUE,
    KNOWN_NAMEDTUPLE,
    KNOWN_PROPERTY,
    KNOWN_WRAPPER,  /* staticmethod, classmethod */
    KNOWN_ACCESSOR, /* property.setter and its like */
    KNOWN_ITERATOR, /* reversed, iter */
    KNOWN_ENUMERATE,
    KNOWN_APPEND,
    KNOWN_INSERT,
    KNOWN_EXTEND,
    KNOWN_ADD,
    KNOWN_STREAM /* a type that has a protocol, of which a class inherits */
};

/* What a name is known for, by its number or its text; `enum cost_known`. */
uint32_t xrom_cost_known_static(uint32_t number);
uint32_t xrom_cost_known_text(const uint8_t *text, uint32_t size);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
