/* SPDX-License-Identifier: MIT */
/*
 * The prediction of what a module keeps in the heap. In the order of the data:
 *
 *     cost_file.c    the names, objects and code of the file, as tables
 *     cost_heap.c    a heap that knows the kinds of objects, and what refers to what, but no contents
 *     cost_run.c     runs bytecode on it, in the frames of cost_frame.c: cost_flow.c has the instructions that jump,
 *                    cost_name.c those on names, cost_build.c those that make objects, cost_operator.c the operators
 *     cost_call.c    calls of functions, classes and methods; cost_known.c: what known.h knows by name
 *     mpy_cost.c     what is reached at the end, and how much that is
 *
 * Where something cannot be known the run goes on with a guess, and notes why. Nothing here is trusted: operands are
 * held against their tables, stacks and memory have an end, and the number of steps is bounded.
 */
#ifndef XROM_COST_H
#define XROM_COST_H

#include "bytecode.h"
#include "known.h"
#include "mpy.h"
#include <xrom/mpy_cost.h>

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

#define COST_DEPTH 64    /* of tuples, and of functions within functions */
#define COST_FRAMES 16   /* of calls within calls; deeper ones are not followed */
#define COST_VALUES 4096 /* locals and stacks of all frames together */
#define COST_PROBES 32   /* places that are tried in a hash table before it counts as full */
#define COST_READ 8      /* bytes of code, or values, that may be read in a step; most instructions have fewer */

/*
 * A value has 32 bits, whose top two say what it is: a node of the heap, where node 0 is an object that is not known
 * and takes nothing; a name of the file, as a string, or for something that is not in the file; a small integer of 30
 * bits; or a constant: one of these, or an object of the file.
 */
#define VALUE_TAG UINT32_C(0xc0000000)
#define VALUE_UNKNOWN UINT32_C(0)
#define VALUE_NAME UINT32_C(0x40000000)
#define VALUE_INT UINT32_C(0x80000000)
#define VALUE_NULL UINT32_C(0xc0000000)
#define VALUE_NONE UINT32_C(0xc0000001)
#define VALUE_FALSE UINT32_C(0xc0000002)
#define VALUE_TRUE UINT32_C(0xc0000003)
#define VALUE_BUILD_CLASS UINT32_C(0xc0000004)
#define VALUE_ABSENT UINT32_C(0xc0000005)  /* of a slot: it was deleted */
#define VALUE_OBJECTS UINT32_C(0xc0000006) /* the first object of the file.. */
#define VALUE_END UINT32_C(0xffffffe0)     /* ..and what no value reaches: any others are not known */

struct cost_name {
    uint32_t offset; /* of its text in the file */
    uint32_t size;
    uint32_t known; /* enum cost_known */
};

/* An object of the file, outside of tuples. */
struct cost_object {
    uint32_t kind;
    uint32_t size; /* of text or data in bytes; of a tuple, items */
};

struct cost_code {
    uint32_t kind;
    uint32_t offset;
    uint32_t size;
    uint32_t prelude;
    uint32_t data_size; /* of viper code: rodata and zeros */
    uint32_t count;     /* functions in it.. */
    uint32_t children;  /* ..and where in the table of children they begin */
    uint32_t parent;
    uint32_t is_reached;
};

enum cost_kind {
    NODE_NONE,
    NODE_MODULE,  /* its globals */
    NODE_OUTSIDE, /* what is not the module's and refers to something of it */
    NODE_FUNCTION,
    NODE_CLOSURE,
    NODE_CELL,
    NODE_BOUND, /* a method of an object */
    NODE_CLASS,
    NODE_INSTANCE,
    NODE_LIST,
    NODE_DICT,
    NODE_SET,
    NODE_TUPLE,
    NODE_PROPERTY,
    NODE_RANGE,
    NODE_DEQUE,
    NODE_ITERATOR, /* over `count` things, whose `info` is ITERATOR_.. */
    NODE_BYTES,    /* an object with `count` bytes in a block of their own: bytes, a bytearray, an array.. */
    NODE_INTEGER,  /* of more than 30 bits: an object of `count` bytes, or 0; its value is in `room` and `info` */
    NODE_PLAIN,    /* an object of `count` bytes */
    NODE_RESULT    /* what a function gave that is not known */
};

struct cost_node {
    uint32_t kind;
    uint32_t count; /* of what is in it */
    uint32_t room;  /* for how many there is */
    uint32_t info;  /* of a function, its code; of an instance, its class; of a class, CLASS_..; of a result, where */
    uint32_t slots; /* the slot that was added last, or 0 */
    uint32_t next;  /* of those that are reached, and whose slots are to be looked at */
};

/* `info` of an iterator. */
#define ITERATOR_UNKNOWN 1u /* no one knows over how many things */
#define ITERATOR_PAIRS 2u   /* it makes tuples of two */

/* `info` of a class. */
#define CLASS_STREAM 1u /* it has a protocol */
#define CLASS_NATIVE 2u /* a type that is not in the file is among its bases */
#define CLASS_BASE 4u   /* so many bases, from this bit on */

/* What a node refers to, by a key, which is a value, or without one. */
struct cost_slot {
    uint32_t node;
    uint32_t key;
    uint32_t value;
    uint32_t next;
};

/* Keys that no value is. */
#define KEY_NONE UINT32_C(0)
#define KEY_KEYWORDS UINT32_C(0xffffffff)
#define KEY_BASE UINT32_C(0xfffffff0) /* the first of up to 8 bases; more are not looked at */
#define KEY_SELF UINT32_C(0xfffffffe)
#define BASES_MAX 8

enum cost_frame_kind {
    FRAME_MODULE,
    FRAME_CLASS, /* the body of a class: gives `subject` */
    FRAME_INIT,  /* __init__: gives `subject` */
    FRAME_FUNCTION
};

struct cost_frame {
    struct xrom_cursor cursor;
    uint32_t kind;
    uint32_t subject;
    uint32_t code;
    uint32_t locals; /* the first of them among the values */
    uint32_t local_count;
    uint32_t stack_end;
    uint32_t result; /* the place of its result */
    uint32_t jumped; /* the jump back that was taken last though its condition was not known */
};

struct cost {
    const struct xrom_mpy *mpy;
    const struct xrom_mpy_profile *profile;
    const struct xrom_mpy_import *import;
    struct xrom_mpy_cost *cost;

    struct cost_name *names;
    uint32_t *texts; /* hash table of the names that have text: their numbers, and 1 */
    uint32_t text_mask;
    struct cost_object *objects;
    struct cost_code *codes;
    uint32_t code_count;
    uint32_t *children; /* numbers of codes */

    struct cost_node *nodes;
    uint32_t node_count;
    uint32_t node_max;
    struct cost_slot *slots;
    uint32_t slot_count;
    uint32_t slot_max;
    uint32_t *index; /* hash table of slots by node and key */
    uint32_t index_mask;

    uint32_t *values;
    uint32_t value_count; /* in use */
    struct cost_frame frames[COST_FRAMES];
    uint32_t depth; /* frames in use */
    uint32_t steps; /* left */
    bool is_stopped;
    uint32_t offset; /* of the instruction that is run */
    uint32_t init;   /* the name __init__, if the file has it */
};

static inline bool cost_is_node(uint32_t value)
{
    return (value & VALUE_TAG) == 0;
}

static inline bool cost_is_name(uint32_t value)
{
    return (value & VALUE_TAG) == VALUE_NAME;
}

static inline bool cost_is_int(uint32_t value)
{
    return (value & VALUE_TAG) == VALUE_INT;
}

/* The integer of a value, and the value of an integer; one that does not fit is not known. */
static inline int32_t cost_int(uint32_t value)
{
    return (int32_t)((value & ~VALUE_TAG) ^ 0x20000000) - 0x20000000;
}

static inline uint32_t cost_of_int(int64_t number)
{
    return number >= -0x20000000 && number < 0x20000000 ? VALUE_INT | ((uint32_t)number & ~VALUE_TAG) : VALUE_UNKNOWN;
}

static inline uint32_t cost_of_bool(bool is_true)
{
    return is_true ? VALUE_TRUE : VALUE_FALSE;
}

/* The value of a number that is no known integer, in `room` and `info`: the low and the high half. */
#define INTEGER_UNKNOWN INT64_MIN

/* The object of the file that a value is, or null. */
static inline const struct cost_object *cost_object(const struct cost *cost, uint32_t value)
{
    return value >= VALUE_OBJECTS ? &cost->objects[value - VALUE_OBJECTS] : NULL;
}

/* The kind of node that a value is; NODE_NONE for all others. */
static inline uint32_t cost_kind(const struct cost *cost, uint32_t value)
{
    return cost_is_node(value) ? cost->nodes[value].kind : NODE_NONE;
}

/* True for a value that takes memory once something refers to it. */
static inline bool cost_is_object(const struct cost *cost, uint32_t value)
{
    return value != VALUE_UNKNOWN && cost_is_node(value) &&
           (cost->nodes[value].kind != NODE_INTEGER || cost->nodes[value].count > 0);
}

static inline uint32_t cost_known(const struct cost *cost, uint32_t value)
{
    return cost_is_name(value) ? cost->names[value & ~VALUE_TAG].known : KNOWN_NOT;
}

/* Notes that the figure is less sure, from the instruction on that is run. */
void xrom_cost_note(struct cost *cost, uint32_t sureness, uint32_t reason);

/* Ends the run. */
void xrom_cost_stop(struct cost *cost, uint32_t reason);

/* Counts steps that an instruction takes beyond its first. */
static inline void cost_charge(struct cost *cost, uint32_t steps)
{
    if (cost->steps < steps) {
        xrom_cost_stop(cost, XROM_MPY_TOO_LONG);
    } else {
        cost->steps -= steps;
    }
}

/* Bytes that a request for `size` takes in the heap. */
uint32_t xrom_cost_blocks(const struct cost *cost, uint64_t size);

/* Adds to a figure, which stays at most UINT32_MAX. */
void xrom_cost_add(uint32_t *figure, uint64_t size);

/* Divides `size` bytes of memory and fills the tables of the file; adds the figures that depend on nothing else. */
int xrom_cost_load(struct cost *cost, void *work, size_t size);

/* The heap. A node that there is no memory for is VALUE_UNKNOWN, and the run ends. */
uint32_t xrom_cost_new(struct cost *cost, uint32_t kind, uint32_t count, uint32_t info);
/* Refers from a node to a value without a key. */
void xrom_cost_refer(struct cost *cost, uint32_t node, uint32_t value);
/* The value at a key, or VALUE_ABSENT. */
uint32_t xrom_cost_get(const struct cost *cost, uint32_t node, uint32_t key);
/* Sets it, and tells whether it is a new key. */
bool xrom_cost_set(struct cost *cost, uint32_t node, uint32_t key, uint32_t value);
/* The same for what a map holds: counts it, and makes the map grow as it does. */
void xrom_cost_store(struct cost *cost, uint32_t node, uint32_t key, uint32_t value);
void xrom_cost_delete(struct cost *cost, uint32_t node, uint32_t key);
void xrom_cost_append(struct cost *cost, uint32_t list, uint32_t value);
void xrom_cost_extend(struct cost *cost, uint32_t list, uint32_t other);
/* The room that maps and sets, or lists, take in the end when so many things are added to them one by one. */
uint32_t xrom_cost_room(uint32_t room, uint32_t count);
uint32_t xrom_cost_list_room(uint32_t room, uint32_t count);
/* Adds all that is reached to the figures. */
void xrom_cost_sum(struct cost *cost);
/* Refers from a node to all that another value refers to. */
void xrom_cost_share_items(struct cost *cost, uint32_t node, uint32_t other);
/* How many things are in something, or UINT32_MAX where that is not known. */
uint32_t xrom_cost_length(const struct cost *cost, uint32_t value);

/* The frame that runs. */
static inline struct cost_frame *cost_frame(struct cost *cost)
{
    return &cost->frames[cost->depth - 1];
}

/* Its stack. */
void xrom_cost_push(struct cost *cost, uint32_t value);
uint32_t xrom_cost_pop(struct cost *cost);
/* The value so many below the top; null and the end of the run where there is none. */
uint32_t *xrom_cost_top(struct cost *cost, uint32_t below);
void xrom_cost_drop(struct cost *cost, uint32_t count);

/* Runs the module's code to its end. */
void xrom_cost_run(struct cost *cost);
/* Begins to run code, whose arguments are for the caller to set. False: it cannot be followed. */
bool xrom_cost_enter(struct cost *cost, uint32_t code, uint32_t result, uint32_t kind, uint32_t subject,
                     struct xrom_mpy_prelude *prelude);
/* Puts the locals that functions within share into cells, once the arguments are set. */
void xrom_cost_share(struct cost *cost, const struct xrom_mpy_prelude *prelude);
/* Ends the frame that runs, which gives a value. */
void xrom_cost_leave(struct cost *cost, uint32_t value);

/* Instructions that jump; on locals; on names and attributes; that build objects. */
void xrom_cost_run_jump(struct cost *cost, uint32_t operation, uint32_t target);
void xrom_cost_run_local(struct cost *cost, uint32_t operation, uint32_t number);
void xrom_cost_run_name(struct cost *cost, uint32_t operation, uint32_t name);
void xrom_cost_run_build(struct cost *cost, const struct xrom_mpy_instruction *instruction);
/* Stores at a key of an object, or takes what is there. */
void xrom_cost_store_at(struct cost *cost, uint32_t object, uint32_t key, uint32_t value);
uint32_t xrom_cost_load_at(const struct cost *cost, uint32_t object, uint32_t key);
/* Gives a function its defaults: a tuple, and a dictionary of those of keyword-only arguments; or VALUE_NULL. */
void xrom_cost_give_defaults(struct cost *cost, uint32_t function, uint32_t defaults, uint32_t keywords);
/* What is found in a class or its bases, or VALUE_ABSENT. */
uint32_t xrom_cost_find(const struct cost *cost, uint32_t class, uint32_t name);
/* An iterator over a value. */
uint32_t xrom_cost_iterate(struct cost *cost, uint32_t value);
/* An integer of up to 63 bits. */
uint32_t xrom_cost_integer(struct cost *cost, int64_t number);
/* What operators give. */
uint32_t xrom_cost_unary(struct cost *cost, uint32_t operation, uint32_t value);
uint32_t xrom_cost_binary(struct cost *cost, uint32_t operation, uint32_t left, uint32_t right);

/* The arguments of a call, on the stack: `count` of them, then pairs of a name and a value. */
struct cost_arguments {
    uint32_t first;
    uint32_t count;
    uint32_t keyword_count;
};

/*
 * Calls what stands at a place of the stack, for an object or VALUE_NULL, and leaves the result there, now or, where
 * code is to be run, in the end; drops all above it.
 */
void xrom_cost_call(struct cost *cost, uint32_t place, uint32_t self, struct cost_arguments arguments);
/* The same for a call of which nothing is known. */
void xrom_cost_guess(struct cost *cost, uint32_t place, struct cost_arguments arguments);
/* The result of a function, or of a method of an object, that is known by name; VALUE_ABSENT: it is none. */
uint32_t xrom_cost_call_known(struct cost *cost, uint32_t callee, uint32_t self, struct cost_arguments arguments);
#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
