/* SPDX-License-Identifier: MIT */
/*
 * What a .mpy costs in RAM: the bytes of MicroPython's heap that it keeps once it is imported. Predicted from the file
 * alone, by doing what the loader does and running the top level of the module on sizes: which objects it makes, and
 * which of them something still refers to at the end. The rules at the head of xrom/xrom.h hold here too.
 *
 *     size_t work_size = xrom_mpy_cost_work(&mpy);
 *     struct xrom_mpy_import import = {xrom_mpy_profile("rp2"), true, 0};
 *     void *work = malloc(work_size);
 *     error = xrom_mpy_cost(&mpy, &import, work, work_size, &cost);
 *
 * Source of the sizes: py/persistentcode.c, py/emitglue.c, py/map.c, py/objtype.c and the other objects of
 * MicroPython. The figures were held against its v1.25 to v1.28, with pointers of 32 and 64 bits, from ROMFS and from
 * other file systems; tests/mpy/truth.py does so for one of them.
 */
#ifndef XROM_MPY_COST_H
#define XROM_MPY_COST_H

#include <xrom/mpy.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What of a build of MicroPython decides how large things are. All in bytes. */
struct xrom_mpy_profile {
    uint32_t word;       /* a pointer: 4 or 8 */
    uint32_t block;      /* a block of the heap, of which everything takes a whole number */
    uint32_t real;       /* the number in a float object: 4 or 8 */
    uint32_t digit;      /* a digit of a big integer: 2 or 4 */
    uint32_t raw_code;   /* what the loader keeps of a function that is not made yet */
    uint32_t qstr_hash;  /* the hash of a name in a pool: 1 or 2 */
    bool native_in_heap; /* machine code is copied to the heap, rather than to memory of its own */
};

/*
 * A profile by its name; null where there is none. Constant, and never freed.
 *
 *     rp2    the Raspberry Pi ports, and others for 32 bits that store a byte of hash
 *     32     other ports for 32 bits
 *     64     unix and others for 64 bits
 *     wasm   MicroPython for browsers and Node
 */
const struct xrom_mpy_profile *xrom_mpy_profile(const char *name);

/* How a .mpy is imported. */
struct xrom_mpy_import {
    const struct xrom_mpy_profile *profile;
    bool in_place; /* from ROMFS: bytecode, text and data stay in flash; false: from a file system that copies them */
    uint32_t path_size; /* of a package's __init__.mpy, bytes of the folder's path, "/rom/lib/pkg"; else 0 */
};

/* How sure a figure is. */
enum xrom_mpy_sureness {
    XROM_MPY_EXACT,    /* the module makes its objects in a straight line; see `texts` */
    XROM_MPY_FOLLOWED, /* it runs code at import, and all that the code does was followed */
    XROM_MPY_GUESS     /* what it keeps depends on something that is not in the file: `reason` */
};

/* What a figure depends on; the first that was met. */
enum xrom_mpy_reason {
    XROM_MPY_NO_REASON,
    XROM_MPY_CALLS,    /* a function of the module, or one that is known, is called */
    XROM_MPY_TRIES,    /* a try, whose body is taken to raise nothing */
    XROM_MPY_LOOPS,    /* a loop or a comprehension, whose length is known */
    XROM_MPY_BRANCHES, /* a condition that cannot be known: what stands first was taken */
    XROM_MPY_RESULT,   /* what a function returns that is not in the file is kept; a block was counted for it */
    XROM_MPY_ITERATES, /* a loop or a comprehension over something of unknown length: taken once */
    XROM_MPY_GIVEN,    /* an object is stored in one that is not the module's */
    XROM_MPY_STAR,     /* from .. import *: the names are not in the file */
    XROM_MPY_RAISES,   /* the import ends with an exception, as far as can be seen */
    XROM_MPY_MACHINE,  /* the module's own code is machine code */
    XROM_MPY_INTEGERS, /* it computes with integers of more than 30 bits: their size is estimated */
    XROM_MPY_TOO_LONG  /* it runs too long to be followed, or makes too much: the rest was not counted */
};

/* A text for a person: "a loop over something of unknown length". Constant, never null, in an object of its own. */
const char *xrom_mpy_reason_text(uint32_t reason);

/*
 * The heap that an import keeps, in bytes, by what it is for. The sum of the first nine is `total`. The next two are
 * not in it: they are what the module adds to tables that all modules share and that grow by doubling, hence by
 * nothing or by a lot; names that the firmware or another module has already add nothing.
 */
struct xrom_mpy_cost {
    uint32_t context;   /* the module object and its dictionary */
    uint32_t globals;   /* the table of the dictionary: what the module's names refer to */
    uint32_t tables;    /* of names and constant objects */
    uint32_t objects;   /* constant objects; with their text and data where those are copied */
    uint32_t functions; /* functions, closures, and what the loader keeps of functions within functions */
    uint32_t classes;   /* classes with their tables */
    uint32_t built;     /* objects that the module makes at import: lists, dictionaries, instances, buffers.. */
    uint32_t code;      /* bytecode that is copied */
    uint32_t native;    /* machine code, which is copied wherever it comes from, and its data */
    uint32_t total;
    uint32_t names;      /* in pools of names, if all of the file's are new */
    uint32_t names_text; /* their text, where it is copied */
    uint32_t texts;    /* of `objects`: short texts in tuples, which cost nothing where the firmware has such a name */
    uint32_t sureness; /* enum xrom_mpy_sureness */
    uint32_t reason;   /* enum xrom_mpy_reason; why it is not XROM_MPY_EXACT */
    uint32_t reason_offset; /* of the instruction, in the file */
    uint32_t is_partial;    /* 1: the import was not followed to its end; what it makes from there on was not counted */
};

/* The size of memory that suffices for xrom_mpy_cost(), in bytes. Reads nothing. */
size_t xrom_mpy_cost_work(const struct xrom_mpy *mpy);

/*
 * Predicts the cost of a .mpy. `work` is memory for the time of the call, aligned for uint32_t, of as many bytes as
 * xrom_mpy_cost_work() says; with less, modules that run long loops at import are counted in part, and say so.
 *
 * Takes about 2.5 KB of stack on 32 bits.
 *
 * XROM_ERR_BUFFER: the memory does not suffice for the tables of the file. XROM_ERR_LEVELS: functions or tuples nest
 * deeper than 64. Damage: as xrom_mpy_check(), which should have passed: what it finds, this notices only where it
 * stumbles over it. The figures are capped at UINT32_MAX.
 *
 * Cost: grows with the size of the file, whatever its bytes: at most 8 steps for each byte of it, and 100,000 beyond. An
 * instruction is a step, and one more for each 8 bytes or values that it reads, and for each value that it makes. Some
 * microseconds on a PC for a module that defines things, and half a second for a megabyte made to be slow.
 */
int xrom_mpy_cost(const struct xrom_mpy *mpy, const struct xrom_mpy_import *import, void *work, size_t work_size,
                  struct xrom_mpy_cost *figures);

#ifdef __cplusplus
}
#endif

#endif
