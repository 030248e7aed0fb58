/* SPDX-License-Identifier: MIT */
/*
 * Images as something to link into a program, on the host: C source, assembler source, or an object.
 *
 * All three define the same, here for the symbol "assets":
 *
 *     extern const unsigned char assets[];
 *     extern const unsigned int assets_size;    (bytes of the image)
 *     extern const unsigned char assets_end[];  (behind its last byte; not in C source, which cannot define it)
 *
 * The image stands in a read-only section of its own, so that the linker drops it where nothing refers to it, and a linker
 * script can place it. Errors are those of xrom/error.h; what is written depends on the arguments alone.
 */
#ifndef XROM_EMBED_H
#define XROM_EMBED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <xrom/build.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest symbol, in bytes, without a zero. */
#define XROM_SYMBOL_MAX 200

struct xrom_embed {
    const char *symbol;  /* as xrom_symbol_is_good() likes it */
    const char *section; /* null: .rodata.xrom.SYMBOL. Letters, digits and the characters . _ $ - */
    uint32_t align;      /* of the image in bytes, a power of two up to XROM_DATA_ALIGN_MAX */
};

/*
 * True where a text can be a symbol: letters, digits and _, no digit first, at most XROM_SYMBOL_MAX of them, and no keyword of
 * C or C++, no macro that compilers define without being asked, as linux, and not main.
 */
bool xrom_symbol_is_good(const char *symbol);

/*
 * Makes a symbol of the name of a file, good for any name: romfs_, so that no index.img hides a function of the C library, and
 * the name without folders and what follows the last dot, with one _ for all that stands between letters and digits. Where
 * nothing is left it is romfs_image.
 */
void xrom_symbol_make(const char *path, char symbol[XROM_SYMBOL_MAX + 1]);

/* True where a text can be the name of a section. */
bool xrom_section_is_good(const char *section);

/*
 * Writes C source, for C and C++, in lines of up to 100 characters. It takes about 3.6 bytes for each byte of the image, and
 * gcc 12 a hundred: prefer the other two for images of a megabyte or more. `section` null here leaves the section to the
 * compiler.
 *
 * XROM_ERR_ARGUMENT: the options are not good. XROM_ERR_SINK: the sink failed.
 */
int xrom_embed_c(const struct xrom_embed *embed, const void *bytes, size_t size, const struct xrom_sink *sink);

/*
 * Writes source for the GNU assembler or that of clang, for any ELF target, which takes the image from a file when it is
 * assembled: `size` bytes from `offset` on, or all to its end where `size` is 0. `path` is absolute, or relative to where
 * the assembler runs or to a folder that it gets with -I.
 *
 * XROM_ERR_ARGUMENT: the options are not good, or `path` is empty. XROM_ERR_SINK.
 */
int xrom_embed_assembler(const struct xrom_embed *embed, const char *path, uint64_t offset, uint32_t size,
                         const struct xrom_sink *sink);

/* Machines that objects are written for: little-endian, ELF. */
enum xrom_machine {
    XROM_MACHINE_ARM, /* of 32 bits, EABI 5 */
    XROM_MACHINE_AARCH64,
    XROM_MACHINE_RISCV32,
    XROM_MACHINE_RISCV64,
    XROM_MACHINE_XTENSA,
    XROM_MACHINE_I386,
    XROM_MACHINE_X86_64
};

/* The name of a machine, as "riscv32", or null: there is none with this number. They count from 0. */
const char *xrom_machine_name(unsigned machine);

/*
 * Writes a relocatable object. What has no code has no calling convention either: it can be linked with objects of any.
 *
 * XROM_ERR_ARGUMENT: the options are not good, `machine` is none, or the image has more than XROM_SIZE_MAX bytes.
 * XROM_ERR_SINK.
 */
int xrom_embed_object(const struct xrom_embed *embed, enum xrom_machine machine, const void *bytes, size_t size,
                      const struct xrom_sink *sink);

#ifdef __cplusplus
}
#endif

#endif
