/* SPDX-License-Identifier: MIT */
/* Functions and methods that are known by name: those which give something whose size can be told, or nothing. */
#include "cost.h"

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
    {"enumerate", KNOWN_ITERATOR},
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

/* An argument, or VALUE_ABSENT where there are fewer. */
static uint32_t argument_of(const struct cost *cost, struct cost_arguments arguments, uint32_t number)
{
    return number < arguments.count ? cost->values[arguments.first + number] : VALUE_ABSENT;
}

/* An object with a block of so many bytes of its own. */
static uint32_t new_bytes(struct cost *cost, uint64_t size)
{
    if (size > XROM_SIZE_MAX) {
        xrom_cost_stop(cost, XROM_MPY_RAISES);
        return VALUE_UNKNOWN;
    }
    return xrom_cost_new(cost, NODE_BYTES, (uint32_t)size, 0);
}

/* An object of so many words, that keeps the arguments. */
static uint32_t new_keeper(struct cost *cost, uint32_t kind, uint32_t words, struct cost_arguments arguments)
{
    uint32_t node = xrom_cost_new(cost, kind, words * cost->profile->word, 0);

    for (uint32_t i = 0; i < arguments.count + 2 * arguments.keyword_count && !cost->is_stopped; i++) {
        xrom_cost_refer(cost, node, cost->values[arguments.first + i]);
    }
    return node;
}

/* The number of things that an argument says, as a number or by its length; UINT32_MAX where that is not known. */
static uint32_t count_of(const struct cost *cost, uint32_t value)
{
    if (value == VALUE_ABSENT) {
        return 0;
    }
    if (cost_is_int(value)) {
        return cost_int(value) < 0 ? 0 : (uint32_t)cost_int(value);
    }
    return xrom_cost_length(cost, value);
}

/* bytearray, bytes: of a length, or of the contents of something. */
static uint32_t call_bytes(struct cost *cost, uint32_t argument, uint32_t zero)
{
    uint32_t count = count_of(cost, argument);

    return count == UINT32_MAX ? VALUE_ABSENT : new_bytes(cost, (uint64_t)count + zero);
}

/* array: a letter for the type, and contents. */
static uint32_t call_array(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t type = argument_of(cost, arguments, 0);
    uint32_t contents = argument_of(cost, arguments, 1);
    uint32_t count = cost_is_int(contents) ? UINT32_MAX : count_of(cost, contents);
    const struct cost_object *object = cost_object(cost, contents);
    uint32_t size;

    if (!cost_is_name(type) || count == UINT32_MAX) {
        return VALUE_ABSENT;
    }
    if (cost->names[type & ~VALUE_TAG].size != 1) {
        return VALUE_ABSENT;
    }
    switch (cost->mpy->base[cost->names[type & ~VALUE_TAG].offset]) {
    case 'b':
    case 'B': size = 1; break;
    case 'h':
    case 'H': size = 2; break;
    case 'i':
    case 'I':
    case 'f': size = 4; break;
    case 'q':
    case 'Q':
    case 'd': size = 8; break;
    default: size = cost->profile->word; break; /* long, and objects */
    }
    if ((object && object->kind == XROM_MPY_BYTES) || cost_kind(cost, contents) == NODE_BYTES) {
        count /= size; /* raw contents */
    }
    return new_bytes(cost, (uint64_t)count * size);
}

/* list, set, tuple, dict of what an argument has in it; each grows as it is filled. */
static uint32_t call_container(struct cost *cost, uint32_t kind, struct cost_arguments arguments)
{
    uint32_t contents = argument_of(cost, arguments, 0);
    uint32_t count = cost_is_int(contents) ? UINT32_MAX : count_of(cost, contents);
    uint32_t node;

    if (count == UINT32_MAX || (kind == NODE_DICT && contents != VALUE_ABSENT)) {
        return VALUE_ABSENT;
    }
    count += kind == NODE_DICT ? arguments.keyword_count : 0;
    node = xrom_cost_new(cost, kind, count, 0);
    if (kind == NODE_LIST) {
        uint32_t room = 4;
        while (room < count) {
            room *= 2;
        }
        cost->nodes[node].room = room;
    } else if (kind != NODE_TUPLE) {
        cost->nodes[node].room = xrom_cost_room(0, count);
    }
    for (uint32_t i = 0; i < 2 * arguments.keyword_count && !cost->is_stopped; i++) {
        xrom_cost_refer(cost, node, cost->values[arguments.first + arguments.count + i]);
    }
    if (contents != VALUE_ABSENT) {
        xrom_cost_share_items(cost, node, contents);
    }
    return node;
}

static uint32_t call_range(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t first = argument_of(cost, arguments, 0);
    uint32_t second = argument_of(cost, arguments, 1);
    uint32_t third = argument_of(cost, arguments, 2);
    int64_t start = arguments.count > 1 ? cost_int(first) : 0;
    int64_t stop = arguments.count > 1 ? cost_int(second) : cost_int(first);
    int64_t step = arguments.count > 2 ? cost_int(third) : 1;
    int64_t distance = step > 0 ? stop - start : start - stop;
    int64_t length;

    if (!cost_is_int(first) || (arguments.count > 1 && !cost_is_int(second)) ||
        (arguments.count > 2 && !cost_is_int(third)) || step == 0) {
        return VALUE_ABSENT;
    }
    step = step > 0 ? step : -step;
    length = distance > 0 ? (distance + step - 1) / step : 0;
    return xrom_cost_new(cost, NODE_RANGE, (uint32_t)length, 0);
}

/* A type of tuples with named items: a type with 8 slots, and the names, which a sequence or a text tells. */
static uint32_t call_namedtuple(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t fields = argument_of(cost, arguments, 1);
    uint32_t count = cost_is_name(fields) ? UINT32_MAX : count_of(cost, fields);
    uint32_t word = cost->profile->word;
    const struct cost_object *object = cost_object(cost, fields);

    if (count >= UINT32_C(0x10000) || (object && object->kind != XROM_MPY_TUPLE)) {
        return VALUE_ABSENT;
    }
    return xrom_cost_new(cost, NODE_PLAIN, word + 16 + (9 + count) * word, 0);
}

static uint32_t call_iterator(struct cost *cost, struct cost_arguments arguments)
{
    uint32_t length = count_of(cost, argument_of(cost, arguments, 0));
    uint32_t node = xrom_cost_new(cost, NODE_ITERATOR, length == UINT32_MAX ? 1 : length, length == UINT32_MAX);

    xrom_cost_refer(cost, node,
                    argument_of(cost, arguments, 0) == VALUE_ABSENT ? VALUE_UNKNOWN : argument_of(cost, arguments, 0));
    return node;
}

/* Methods of lists and sets, which change them. */
static uint32_t call_method(struct cost *cost, uint32_t known, uint32_t self, struct cost_arguments arguments)
{
    uint32_t kind = cost_kind(cost, self);
    uint32_t argument = argument_of(cost, arguments, known == KNOWN_INSERT ? 1 : 0);
    uint32_t count = argument == VALUE_ABSENT ? UINT32_MAX : xrom_cost_length(cost, argument);

    if (argument == VALUE_ABSENT) {
        return VALUE_ABSENT;
    }
    if (kind == NODE_LIST && (known == KNOWN_APPEND || known == KNOWN_INSERT)) {
        xrom_cost_append(cost, self, argument);
    } else if (kind == NODE_LIST && known == KNOWN_EXTEND && count != UINT32_MAX) {
        xrom_cost_extend(cost, self, count);
        xrom_cost_share_items(cost, self, argument);
    } else if (kind == NODE_SET && known == KNOWN_ADD) {
        xrom_cost_store(cost, self, argument, argument);
    } else {
        return VALUE_ABSENT;
    }
    return VALUE_NONE;
}

/* x.setter(f) and its like: a new property with the functions of the old one. */
static uint32_t call_accessor(struct cost *cost, uint32_t self, struct cost_arguments arguments)
{
    uint32_t node = VALUE_ABSENT;

    if (cost_kind(cost, self) == NODE_PROPERTY) {
        node = new_keeper(cost, NODE_PROPERTY, 4, arguments);
        xrom_cost_share_items(cost, node, self);
    }
    return node;
}

uint32_t xrom_cost_call_known(struct cost *cost, uint32_t callee, uint32_t self, struct cost_arguments arguments)
{
    uint32_t known = cost_known(cost, callee);
    uint32_t first = argument_of(cost, arguments, 0);
    uint32_t count;

    switch (known) {
    case KNOWN_NUMBER: return VALUE_UNKNOWN;
    case KNOWN_FIRST: return first;
    case KNOWN_OBJECT: return xrom_cost_new(cost, NODE_PLAIN, cost->profile->word, 0);
    case KNOWN_BYTEARRAY: return call_bytes(cost, first, 0);
    case KNOWN_BYTES: return call_bytes(cost, first, 1);
    case KNOWN_MEMORYVIEW: return new_keeper(cost, NODE_PLAIN, 4, arguments);
    case KNOWN_ARRAY: return call_array(cost, arguments);
    case KNOWN_LIST: return call_container(cost, NODE_LIST, arguments);
    case KNOWN_TUPLE: return call_container(cost, NODE_TUPLE, arguments);
    case KNOWN_DICT: return call_container(cost, NODE_DICT, arguments);
    case KNOWN_SET: return call_container(cost, NODE_SET, arguments);
    case KNOWN_RANGE: return call_range(cost, arguments);
    case KNOWN_DEQUE:
        count = count_of(cost, argument_of(cost, arguments, 1));
        return count == UINT32_MAX ? VALUE_ABSENT : xrom_cost_new(cost, NODE_DEQUE, count, 0);
    case KNOWN_NAMEDTUPLE: return call_namedtuple(cost, arguments);
    case KNOWN_PROPERTY: return new_keeper(cost, NODE_PROPERTY, 4, arguments);
    case KNOWN_WRAPPER: return new_keeper(cost, NODE_PLAIN, 2, arguments);
    case KNOWN_ACCESSOR: return call_accessor(cost, self, arguments);
    case KNOWN_ITERATOR: return call_iterator(cost, arguments);
    case KNOWN_APPEND:
    case KNOWN_INSERT:
    case KNOWN_EXTEND:
    case KNOWN_ADD: return call_method(cost, known, self, arguments);
    default: return VALUE_ABSENT;
    }
}
