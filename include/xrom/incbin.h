/* SPDX-License-Identifier: MIT */
/*
 * An image as a part of a program. One C file holds
 *
 *     #include <xrom/incbin.h>
 *     XROM_INCBIN(assets, "/path/to/assets.romfs", 8);
 *
 * and all that use it say
 *
 *     XROM_INCBIN_EXTERN(assets);
 *
 * and then xrom_open(&image, assets, assets_size). xrom_add_image() of lib/xrom.cmake and of lib/xrom.mk writes both.
 *
 * The assembler takes the file as it is: the compiler never sees a byte of it. A build system must be told that the object
 * depends on the file. For gcc and clang.
 */
#ifndef XROM_INCBIN_H
#define XROM_INCBIN_H

#include <stdint.h>

/*
 * Places the bytes of a file at a multiple of `align`, in a section of its own: .rodata.xrom.SYMBOL where objects are ELF.
 * Linker scripts put it where constants are, or wherever they say; a linker that drops what nobody uses drops it.
 *
 *   symbol  the name of a C variable
 *   file    a string: the path of the image, absolute or from where the compiler runs; without '"' and '\'
 *   align   a number of bytes, a power of two: at least the alignment that `xrom info` tells, 8 by default; else xrom_open()
 *           refuses the image
 */
#define XROM_INCBIN(symbol, file, align)                                                                               \
    __asm__(XROM_INCBIN_BEGIN(symbol) XROM_INCBIN_ALIGN(align) XROM_INCBIN_LABEL(symbol) XROM_INCBIN_FILE(file)        \
                XROM_INCBIN_SIZE(XROM_INCBIN_NAME(symbol), symbol##_size) XROM_INCBIN_FINISH(symbol))

/* Declares the image: `symbol` is its first byte, `symbol`_size the number of them. It lives as long as the program. */
#ifdef __cplusplus
#define XROM_INCBIN_EXTERN(symbol)                                                                                     \
    extern "C" const uint8_t symbol[];                                                                                 \
    extern "C" const uint32_t symbol##_size
#else
#define XROM_INCBIN_EXTERN(symbol)                                                                                     \
    extern const uint8_t symbol[];                                                                                     \
    extern const uint32_t symbol##_size
#endif

/* ---- What XROM_INCBIN() is made of ---- */

#define XROM_INCBIN_TEXT_OF(text) #text
#define XROM_INCBIN_TEXT(text) XROM_INCBIN_TEXT_OF(text)
#define XROM_INCBIN_NAME(symbol) XROM_INCBIN_TEXT(__USER_LABEL_PREFIX__) #symbol
#define XROM_INCBIN_LABEL(symbol) ".globl " XROM_INCBIN_NAME(symbol) "\n" XROM_INCBIN_NAME(symbol) ":\n"
#define XROM_INCBIN_ALIGN(align) ".balign " XROM_INCBIN_TEXT(align) "\n"
#define XROM_INCBIN_FILE(file) ".incbin \"" file "\"\n"
#define XROM_INCBIN_SIZE(name, size)                                                                                   \
    name "_end:\n" XROM_INCBIN_ALIGN(4) XROM_INCBIN_LABEL(size) ".long " name "_end - " name "\n"

#if defined(__APPLE__)
#define XROM_INCBIN_BEGIN(symbol) ".const_data\n"
#define XROM_INCBIN_FINISH(symbol) ".text\n"
#elif defined(_WIN32)
#define XROM_INCBIN_BEGIN(symbol) ".section .rdata,\"dr\"\n"
#define XROM_INCBIN_FINISH(symbol) ".text\n"
#else
#define XROM_INCBIN_BEGIN(symbol) ".pushsection .rodata.xrom." #symbol ",\"a\"\n.type " #symbol ", %object\n"
#define XROM_INCBIN_FINISH(symbol) ".size " #symbol ", " #symbol "_end - " #symbol "\n.popsection\n"
#endif

#endif
