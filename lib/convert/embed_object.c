/* SPDX-License-Identifier: MIT */
/*
 * Relocatable objects in ELF of 32 or 64 bits, little-endian (System V ABI, chapters 4 and 5 of the gABI):
 *
 *   header, image, its size as a word, symbols, names of symbols, names of sections, table of sections
 */
#include <string.h>

#include "symbol.h"

/* The sections, in the order of the table. */
enum { SECTION_NONE, SECTION_IMAGE, SECTION_STACK, SECTION_SYMBOLS, SECTION_STRINGS, SECTION_NAMES, SECTION_COUNT };

/* Values of ELF. */
enum {
    TYPE_RELOCATABLE = 1,
    SHT_PROGBITS = 1,
    SHT_SYMTAB = 2,
    SHT_STRTAB = 3,
    SHF_ALLOC = 2,
    SYMBOL_GLOBAL = 0x10, /* with one of the kinds */
    KIND_NONE = 0,
    KIND_OBJECT = 1,
    SYMBOL_COUNT = 4 /* with the empty one */
};

static const struct {
    const char *name;
    uint16_t machine;
    bool is_64;
    uint32_t flags;
} machines[] = {
    {"arm", 40, false, 0x05000000}, {"aarch64", 183, true, 0}, {"riscv32", 243, false, 0}, {"riscv64", 243, true, 0},
    {"xtensa", 94, false, 0x300},   {"i386", 3, false, 0},     {"x86-64", 62, true, 0},
};

/* A piece of the file that is being put together. */
struct piece {
    bool is_64;
    size_t size;
    uint8_t bytes[2048];
};

static void put(struct piece *piece, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        piece->bytes[piece->size++] = (uint8_t)(i < sizeof value ? value >> 8 * i : 0);
    }
}

/* Puts a number that has the width of an address. */
static void put_wide(struct piece *piece, uint64_t value)
{
    put(piece, value, piece->is_64 ? 8 : 4);
}

/* Puts a text with a zero behind it. Returns where it stands, counted from `first`. */
static uint32_t put_text(struct piece *piece, size_t first, const char *start, const char *end)
{
    uint32_t at = (uint32_t)(piece->size - first);

    memcpy(piece->bytes + piece->size, start, strlen(start));
    piece->size += strlen(start);
    memcpy(piece->bytes + piece->size, end, strlen(end) + 1);
    piece->size += strlen(end) + 1;
    return at;
}

/* Where things are: bytes from the start of the file, or of the section. */
struct layout {
    uint32_t align;
    uint64_t image, size; /* of the image */
    uint64_t size_word;   /* in the section of the image */
    uint64_t symbols, names, strings, table;
    uint32_t string_size, name_size;
    uint32_t symbol_names[SYMBOL_COUNT];
    uint32_t section_names[SECTION_COUNT];
};

static void put_header(struct piece *piece, unsigned machine, uint64_t table)
{
    static const uint8_t magic[] = {0x7f, 'E', 'L', 'F'};

    memcpy(piece->bytes, magic, sizeof magic);
    piece->size = sizeof magic;
    put(piece, piece->is_64 ? 2 : 1, 1);
    put(piece, 1, 1); /* little-endian */
    put(piece, 1, 1); /* version */
    put(piece, 0, 9);
    put(piece, TYPE_RELOCATABLE, 2);
    put(piece, machines[machine].machine, 2);
    put(piece, 1, 4);
    put_wide(piece, 0); /* entry */
    put_wide(piece, 0); /* segments */
    put_wide(piece, table);
    put(piece, machines[machine].flags, 4);
    put(piece, piece->is_64 ? 64 : 52, 2);
    put(piece, 0, 4); /* segments */
    put(piece, piece->is_64 ? 64 : 40, 2);
    put(piece, SECTION_COUNT, 2);
    put(piece, SECTION_NAMES, 2);
}

static void put_symbol(struct piece *piece, uint32_t name, uint64_t value, uint64_t size, uint8_t info,
                       uint16_t section)
{
    put(piece, name, 4);
    if (!piece->is_64) {
        put(piece, value, 4);
        put(piece, size, 4);
    }
    put(piece, info, 1);
    put(piece, 0, 1);
    put(piece, section, 2);
    if (piece->is_64) {
        put(piece, value, 8);
        put(piece, size, 8);
    }
}

struct section {
    uint32_t type;
    uint64_t flags, offset, size;
    uint32_t link, info;
    uint64_t align, entry_size;
};

static void put_section(struct piece *piece, uint32_t name, const struct section *section)
{
    put(piece, name, 4);
    put(piece, section->type, 4);
    put_wide(piece, section->flags);
    put_wide(piece, 0);
    put_wide(piece, section->offset);
    put_wide(piece, section->size);
    put(piece, section->link, 4);
    put(piece, section->info, 4);
    put_wide(piece, section->align);
    put_wide(piece, section->entry_size);
}

/* Puts the word of the size and what brings it and the symbols to their places. */
static void put_size(struct piece *piece, const struct layout *layout)
{
    put(piece, 0, (size_t)(layout->size_word - layout->size));
    put(piece, layout->size, 4);
    put(piece, 0, (size_t)(layout->symbols - (layout->image + layout->size_word + 4)));
}

static void put_tables(struct piece *piece, const struct layout *layout)
{
    const uint64_t symbol_size = piece->is_64 ? 24 : 16;
    const struct section sections[SECTION_COUNT] = {
        [SECTION_IMAGE] = {SHT_PROGBITS, SHF_ALLOC, layout->image, layout->size_word + 4, 0, 0, layout->align, 0},
        [SECTION_STACK] = {SHT_PROGBITS, 0, layout->symbols, 0, 0, 0, 1, 0},
        [SECTION_SYMBOLS] = {SHT_SYMTAB, 0, layout->symbols, SYMBOL_COUNT * symbol_size, SECTION_STRINGS, 1, 8,
                             symbol_size},
        [SECTION_STRINGS] = {SHT_STRTAB, 0, layout->strings, layout->string_size, 0, 0, 1, 0},
        [SECTION_NAMES] = {SHT_STRTAB, 0, layout->names, layout->name_size, 0, 0, 1, 0},
    };

    for (size_t i = 0; i < SECTION_COUNT; i++) {
        put_section(piece, layout->section_names[i], &sections[i]);
    }
}

/* Puts the texts behind the place of the symbols, which need to know where they are. */
static void put_texts(struct piece *piece, struct layout *layout, const struct xrom_embed *embed)
{
    static const char *const names[SECTION_COUNT] = {"", "", ".note.GNU-stack", ".symtab", ".strtab", ".shstrtab"};
    static const char *const ends[SYMBOL_COUNT] = {"", "", "_end", "_size"};
    size_t first = piece->size;
    char section[XROM_SECTION_MAX + 1];

    xrom_embed_section(embed, section);
    for (size_t i = 0; i < SYMBOL_COUNT; i++) {
        layout->symbol_names[i] = put_text(piece, first, i > 0 ? embed->symbol : "", ends[i]);
    }
    layout->strings = layout->symbols + first;
    layout->string_size = (uint32_t)(piece->size - first);
    first = piece->size;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        layout->section_names[i] = put_text(piece, first, i == SECTION_IMAGE ? section : names[i], "");
    }
    layout->names = layout->symbols + first;
    layout->name_size = (uint32_t)(piece->size - first);
}

/* Puts all that follows the word of the size: symbols, texts, the table of sections. Notes where they are. */
static void put_end(struct piece *piece, struct layout *layout, const struct xrom_embed *embed)
{
    const size_t symbols_size = (size_t)SYMBOL_COUNT * (piece->is_64 ? 24 : 16);
    size_t size;

    layout->symbols = (layout->image + layout->size_word + 4 + 7) & ~UINT64_C(7);
    piece->size = symbols_size;
    put_texts(piece, layout, embed);
    put(piece, 0, (0 - piece->size) & 7);
    layout->table = layout->symbols + piece->size;
    size = piece->size;
    piece->size = 0;
    put_symbol(piece, 0, 0, 0, 0, SECTION_NONE);
    put_symbol(piece, layout->symbol_names[1], 0, layout->size, SYMBOL_GLOBAL | KIND_OBJECT, SECTION_IMAGE);
    put_symbol(piece, layout->symbol_names[2], layout->size, 0, SYMBOL_GLOBAL | KIND_NONE, SECTION_IMAGE);
    put_symbol(piece, layout->symbol_names[3], layout->size_word, 4, SYMBOL_GLOBAL | KIND_OBJECT, SECTION_IMAGE);
    piece->size = size;
    put_tables(piece, layout);
}

const char *xrom_machine_name(unsigned machine)
{
    return machine < sizeof machines / sizeof machines[0] ? machines[machine].name : NULL;
}

int xrom_embed_object(const struct xrom_embed *embed, enum xrom_machine machine, const void *bytes, size_t size,
                      const struct xrom_sink *sink)
{
    struct layout layout = {.align = embed->align < 4 ? 4 : embed->align, .image = 64, .size = size};
    struct piece end = {0}, start = {0};
    int error;

    if (!xrom_embed_is_good(embed) || !xrom_machine_name(machine) || size > XROM_SIZE_MAX) {
        return XROM_ERR_ARGUMENT;
    }
    end.is_64 = start.is_64 = machines[machine].is_64;
    layout.size_word = ((uint64_t)size + 3) & ~UINT64_C(3);
    put_end(&end, &layout, embed);
    put_header(&start, machine, layout.table);
    put(&start, 0, (size_t)layout.image - start.size);
    error = xrom_embed_write(sink, start.bytes, start.size);
    if (!error) {
        error = xrom_embed_write(sink, bytes, size);
    }
    start.size = 0;
    put_size(&start, &layout);
    if (!error) {
        error = xrom_embed_write(sink, start.bytes, start.size);
    }
    return error ? error : xrom_embed_write(sink, end.bytes, end.size);
}
