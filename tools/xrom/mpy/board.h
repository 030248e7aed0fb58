/* SPDX-License-Identifier: MIT */
/* Boards, by what their MicroPython can import. */
#ifndef XROM_TOOL_BOARD_H
#define XROM_TOOL_BOARD_H

#include <stdbool.h>
#include <stdint.h>

struct board {
    const char *name;
    const char *march; /* of its native code, as mpy-cross names it; null: it runs none */
    unsigned small_int_bits;
};

/* The board of a name, or null. */
const struct board *board_find(const char *name);

/* Writes a list of all boards to standard output. */
void board_list(void);

/* True where a board runs native code for an architecture (as the header of a .mpy has it). */
bool board_runs(const struct board *board, uint32_t arch);

/* The same for an architecture by its name. */
bool board_runs_march(const struct board *board, const char *march);

/* The sub-version of .mpy whose native code the boards run: that of v1.23 and later, and none before v1.25 has ROMFS. */
enum { BOARD_SUB_VERSION = 3 };

#endif
