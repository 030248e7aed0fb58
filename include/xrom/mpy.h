/* SPDX-License-Identifier: MIT */
/*
 * Compiled modules of MicroPython (.mpy), read in place: what a file needs of the firmware that imports it, whether it
 * is sound, and all that is in it. Its RAM is the matter of xrom/mpy_cost.h. The rules at the head of xrom/xrom.h hold
 * here too; offsets count from the first byte of the .mpy.
 *
 *     struct xrom_mpy mpy;
 *     int error = xrom_mpy_open(&mpy, data, size);
 *     if (!error && mpy.arch != XROM_MPY_BYTECODE_ONLY) refuse, or compare mpy.arch and mpy.sub_version
 *
 * Version 6 is read, which MicroPython writes and reads since v1.19. Its sub-versions differ in what native code
 * expects of the firmware and in nothing else: 6.1 is v1.20 and v1.21, 6.2 v1.22, 6.3 v1.23 and later. Source of the
 * format: py/persistentcode.c, py/bc.h and py/bc0.h of MicroPython.
 *
 * A .mpy is a header; names (qstrs), of which the first is that of the source; constant objects; and the code of the
 * module, which holds that of its functions and classes, which hold those within them.
 */
#ifndef XROM_MPY_H
#define XROM_MPY_H

#include <xrom/xrom.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the format that is read. */
#define XROM_MPY_VERSION 6

/* The `arch` of a file without native code, which every firmware of the same version can import. */
#define XROM_MPY_BYTECODE_ONLY 0

/* An open .mpy: what its header says. Written by xrom_mpy_open(); to be read, not changed, by its user. */
struct xrom_mpy {
    const uint8_t *base;
    uint32_t size;          /* of the file */
    uint32_t qstr_count;    /* names */
    uint32_t object_count;  /* constant objects, those inside of tuples not counted */
    uint32_t qstrs;         /* offset of the first name */
    uint32_t arch_flags;    /* what native code needs beyond `arch`; 0: nothing */
    uint8_t arch;           /* of native code: see xrom_mpy_arch_text(); 0: there is none */
    uint8_t sub_version;    /* 0 to 3; matters for native code only: the firmware's must be equal */
    uint8_t small_int_bits; /* integers that fit into so many bits are not objects; the firmware must have as many */
};

/* ---- Open ---- */

/*
 * Opens the .mpy in `size` bytes at `bytes`, which must be as many as the file has. Keeps the address, copies nothing.
 *
 * XROM_ERR_ARGUMENT: `mpy` or `bytes` is null. XROM_ERR_NOT_MPY: no .mpy begins here. XROM_ERR_MPY_VERSION: one of
 * another version, which is the second byte, or of CircuitPython, whose first byte is 'C'. XROM_ERR_MPY_TRUNCATED: the
 * header is cut off, or says that there are more names and objects than bytes. XROM_ERR_VARUINT: a number in the header
 * exceeds 32 bits. XROM_ERR_TOO_LARGE: more than XROM_SIZE_MAX bytes.
 *
 * Reads the header. To know that the rest is sound as well call xrom_mpy_check(); no other function depends on that.
 */
int xrom_mpy_open(struct xrom_mpy *mpy, const void *bytes, size_t size);

/*
 * The name of an architecture, as mpy-cross takes it after -march=: "armv6m"; "bytecode" for 0, "unknown" for a number
 * that has none. Constant text, in an object of its own.
 */
const char *xrom_mpy_arch_text(uint32_t arch);

/* ---- What is in it ---- */

/* What a part of a .mpy is. The values of objects are those of the format. */
enum xrom_mpy_kind {
    XROM_MPY_FUN_TABLE = 0, /* an object that stands for the firmware's table of functions; only beside native code */
    XROM_MPY_NONE = 1,
    XROM_MPY_FALSE = 2,
    XROM_MPY_TRUE = 3,
    XROM_MPY_ELLIPSIS = 4,
    XROM_MPY_STR = 5,
    XROM_MPY_BYTES = 6,
    XROM_MPY_INT = 7,   /* its decimal digits, for an integer that is no small one */
    XROM_MPY_FLOAT = 8, /* as text, and so a complex number */
    XROM_MPY_COMPLEX = 9,
    XROM_MPY_TUPLE = 10,       /* the parts that follow are its items */
    XROM_MPY_QSTR = 16,        /* a name */
    XROM_MPY_STATIC_QSTR = 17, /* a name that every firmware has, by its number */
    XROM_MPY_BYTECODE = 32,
    XROM_MPY_NATIVE = 33, /* Python compiled to machine code: @micropython.native */
    XROM_MPY_VIPER = 34,  /* @micropython.viper, and modules that were written in C */
    XROM_MPY_ASM = 35     /* @micropython.asm_thumb and its like */
};

/* A part of a .mpy: a name, an object, or the code of a module, function or class body. What does not apply is 0. */
struct xrom_mpy_part {
    uint32_t kind;    /* enum xrom_mpy_kind */
    uint32_t depth;   /* 0 for names, objects and the code of the module; items and functions within are one deeper */
    uint32_t offset;  /* of its text, data, code or first item */
    uint32_t size;    /* of its text, data or code, in bytes, without the zero that follows text and data */
    uint32_t count;   /* of a tuple, its items; of code, the functions and classes in it */
    uint32_t number;  /* of XROM_MPY_STATIC_QSTR: 1 to XROM_MPY_STATIC_QSTRS */
    uint32_t prelude; /* offset; 0: it has none, as XROM_MPY_VIPER and XROM_MPY_ASM, or is no code */
    uint32_t rodata_size; /* of XROM_MPY_VIPER: constant data, in the file behind its code.. */
    uint32_t bss_size;    /* ..and zeros, in bytes: both take RAM beside the code */
};

/* The names that every firmware has are numbered from 1 on to this one. */
#define XROM_MPY_STATIC_QSTRS 165

/* A position in a walk over all parts. `levels` is an array of the caller's, which must live as long as the walk. */
struct xrom_mpy_walk {
    uint32_t *levels; /* what is left to do at each depth */
    uint32_t level_count;
    uint32_t depth;    /* of the next part, where it is found there */
    uint32_t position; /* offset of the next part, with what stands before its text, data or code */
    uint32_t qstrs_left;
    bool in_code; /* the names and the objects are done */
};

/*
 * Begins a walk over all parts in the order of the file: names; objects, each tuple before its items; code, each before
 * what is defined in it. `levels` needs an element for the outermost tuples and code and one for each level inside of
 * them: 16 are plenty for what people write.
 *
 * XROM_ERR_ARGUMENT: `level_count` is 0. Reads nothing.
 */
int xrom_mpy_walk(const struct xrom_mpy *mpy, uint32_t *levels, uint32_t level_count, struct xrom_mpy_walk *walk);

/*
 * Gives the next part.
 *
 * XROM_ERR_END: there is no further one; `position` is then the end of the .mpy, and what follows in the file is
 * ignored, as MicroPython does. XROM_ERR_LEVELS: tuples or functions nest deeper than `levels` has room for. Damage:
 * XROM_ERR_MPY_TRUNCATED, the part runs past the end of the file; XROM_ERR_VARUINT, a number exceeds 32 bits;
 * XROM_ERR_MPY_PART, the part is none that the format has, or is native code in a file that says it has none. The
 * offset of the part at fault is `position`, and each further call gives the same error.
 *
 * Cost: reads the numbers in front of a part and the zero behind it; also the relocations of native code. All parts
 * together take a time that grows with the size of the file, whatever its bytes.
 */
int xrom_mpy_next(const struct xrom_mpy *mpy, struct xrom_mpy_walk *walk, struct xrom_mpy_part *part);

/* The bits of `flags` of a prelude. */
enum xrom_mpy_flags {
    XROM_MPY_GENERATOR = 1,
    XROM_MPY_VAR_KEYWORDS = 2,  /* **name */
    XROM_MPY_VAR_ARGUMENTS = 4, /* *name */
    XROM_MPY_KEYWORD_DEFAULTS = 8
};

/* What stands before the instructions of a function, or behind them in native code. */
struct xrom_mpy_prelude {
    uint32_t state_count;    /* words of RAM for locals and stack while it runs */
    uint32_t handler_count;  /* nested try and with */
    uint32_t flags;          /* enum xrom_mpy_flags */
    uint32_t argument_count; /* positional */
    uint32_t keyword_count;  /* arguments that are keyword-only */
    uint32_t default_count;  /* defaults of positional arguments */
    uint32_t names; /* offset of names as varuints, which count the names of the file from 0: its own, then.. */
    uint32_t lines; /* ..of its arguments, which end here, where line numbers begin */
    uint32_t cells; /* offset of a byte for each local that functions within share.. */
    uint32_t code;  /* ..which end here; of bytecode, offset of the first instruction */
};

/*
 * Reads the prelude of code that xrom_mpy_next() gave.
 *
 * XROM_ERR_ARGUMENT: the part has none, or is of another .mpy. XROM_ERR_MPY_PART: the prelude runs past the code, has
 * a name that is not in the file, or a number of more than 30 bits.
 */
int xrom_mpy_prelude(const struct xrom_mpy *mpy, const struct xrom_mpy_part *part, struct xrom_mpy_prelude *prelude);

/* ---- Check ---- */

/*
 * Walks the whole file and holds each part against the format, with all preludes and instructions of bytecode: that
 * names, objects, functions, locals and jumps exist. MicroPython checks nothing of this; it reads elsewhere, runs what
 * it finds or never returns. Neither this nor anything can tell what the code will do when it runs; the machine code
 * of native functions and the digits of numbers are not looked at.
 *
 * Returns 0, or the error of the first fault and, unlike other functions, describes it in `fault`: errors as of
 * xrom_mpy_next() and xrom_mpy_prelude(), and the offset of the part or instruction. Nothing else that this library
 * does with the file fails when this passes, given as many levels.
 *
 * Cost: reads all but text and data once or twice.
 */
int xrom_mpy_check(const struct xrom_mpy *mpy, uint32_t *levels, uint32_t level_count, struct xrom_fault *fault);

#ifdef __cplusplus
}
#endif

#endif
