/* SPDX-License-Identifier: MIT */
#include "known.h"

#include <stddef.h>
#include <string.h>

/* The numbers of names that every firmware has. */
static const struct {
    uint8_t number;
    uint8_t known;
} statics[] = {
    {17, KNOWN_INIT},      /* __init__ */
    {21, KNOWN_MAIN},      /* __main__ */
    {23, KNOWN_NAME},      /* __name__ */
    {57, KNOWN_NUMBER},    /* abs */
    {58, KNOWN_NUMBER},    /* all */
    {59, KNOWN_NUMBER},    /* any */
    {60, KNOWN_APPEND},    /* append */
    {62, KNOWN_NUMBER},    /* bool */
    {64, KNOWN_BYTEARRAY}, /* bytearray */
    {66, KNOWN_BYTES},     /* bytes */
    {67, KNOWN_NUMBER},    /* callable */
    {68, KNOWN_NUMBER},    /* chr */
    {69, KNOWN_WRAPPER},   /* classmethod */
    {70, KNOWN_NUMBER},    /* clear */
    {72, KNOWN_FIRST},     /* const */
    {74, KNOWN_NUMBER},    /* count */
    {75, KNOWN_DICT},      /* dict */
    {76, KNOWN_NUMBER},    /* dir */
    {77, KNOWN_NUMBER},    /* divmod */
    {79, KNOWN_NUMBER},    /* endswith */
    {82, KNOWN_EXTEND},    /* extend */
    {83, KNOWN_NUMBER},    /* find */
    {89, KNOWN_NUMBER},    /* hasattr */
    {90, KNOWN_NUMBER},    /* hash */
    {91, KNOWN_NUMBER},    /* id */
    {92, KNOWN_NUMBER},    /* index */
    {93, KNOWN_INSERT},    /* insert */
    {94, KNOWN_NUMBER},    /* int */
    {95, KNOWN_NUMBER},    /* isalpha */
    {96, KNOWN_NUMBER},    /* isdigit */
    {97, KNOWN_NUMBER},    /* isinstance */
    {98, KNOWN_NUMBER},    /* islower */
    {99, KNOWN_NUMBER},    /* isspace */
    {100, KNOWN_NUMBER},   /* issubclass */
    {101, KNOWN_NUMBER},   /* isupper */
    {103, KNOWN_ITERATOR}, /* iter */
    {107, KNOWN_NUMBER},   /* len */
    {108, KNOWN_LIST},     /* list */
    {117, KNOWN_OBJECT},   /* object */
    {119, KNOWN_NUMBER},   /* ord */
    {122, KNOWN_NUMBER},   /* pow */
    {123, KNOWN_NUMBER},   /* print */
    {124, KNOWN_RANGE},    /* range */
    {128, KNOWN_NUMBER},   /* remove */
    {131, KNOWN_NUMBER},   /* reverse */
    {132, KNOWN_NUMBER},   /* rfind */
    {133, KNOWN_NUMBER},   /* rindex */
    {134, KNOWN_NUMBER},   /* round */
    {140, KNOWN_SET},      /* set */
    {141, KNOWN_NUMBER},   /* setattr */
    {143, KNOWN_NUMBER},   /* sort */
    {147, KNOWN_NUMBER},   /* startswith */
    {148, KNOWN_WRAPPER},  /* staticmethod */
    {153, KNOWN_NUMBER},   /* sum */
    {157, KNOWN_TUPLE},    /* tuple */
};

static const struct {
    char text[14];
    uint8_t known;
} texts[] = {
    {"memoryview", KNOWN_MEMORYVIEW},
    {"array", KNOWN_ARRAY},
    {"frozenset", KNOWN_SET},
    {"deque", KNOWN_DEQUE},
    {"namedtuple", KNOWN_NAMEDTUPLE},
    {"property", KNOWN_PROPERTY},
    {"setter", KNOWN_ACCESSOR},
    {"deleter", KNOWN_ACCESSOR},
    {"getter", KNOWN_ACCESSOR},
    {"enumerate", KNOWN_ENUMERATE},
    {"reversed", KNOWN_ITERATOR},
    {"add", KNOWN_ADD},
    {"IOBase", KNOWN_STREAM},
    {"StringIO", KNOWN_STREAM},
    {"BytesIO", KNOWN_STREAM},
    {"FileIO", KNOWN_STREAM},
    {"TextIOWrapper", KNOWN_STREAM},
    {"Pin", KNOWN_STREAM},
    {"Signal", KNOWN_STREAM},
    {"UART", KNOWN_STREAM},
    {"SPI", KNOWN_STREAM},
    {"SoftSPI", KNOWN_STREAM},
    {"I2C", KNOWN_STREAM},
    {"SoftI2C", KNOWN_STREAM},
    {"calcsize", KNOWN_NUMBER},
    {"min", KNOWN_NUMBER},
    {"max", KNOWN_NUMBER},
    {"delattr", KNOWN_NUMBER},
    {"collect", KNOWN_NUMBER},
    {"ticks_ms", KNOWN_NUMBER},
    {"ticks_us", KNOWN_NUMBER},
    {"ticks_diff", KNOWN_NUMBER},
    {"ticks_add", KNOWN_NUMBER},
    {"freq", KNOWN_NUMBER},
    {"sleep", KNOWN_NUMBER},
    {"sleep_ms", KNOWN_NUMBER},
    {"sleep_us", KNOWN_NUMBER},
    {"mem_free", KNOWN_NUMBER},
    {"mem_alloc", KNOWN_NUMBER},
    {"addressof", KNOWN_NUMBER},
    {"sizeof", KNOWN_NUMBER},
    {"enable", KNOWN_NUMBER},
    {"disable", KNOWN_NUMBER},
    {"threshold", KNOWN_NUMBER},
};

uint32_t xrom_cost_known_static(uint32_t number)
{
    for (size_t i = 0; i < sizeof statics / sizeof statics[0]; i++) {
        if (statics[i].number == number) {
            return statics[i].known;
        }
    }
    return KNOWN_NOT;
}

uint32_t xrom_cost_known_text(const uint8_t *text, uint32_t size)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (size < sizeof texts[i].text && texts[i].text[size] == '\0' && memcmp(texts[i].text, text, size) == 0) {
            return texts[i].known;
        }
    }
    return KNOWN_NOT;
}
