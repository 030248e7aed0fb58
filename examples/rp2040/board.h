/* SPDX-License-Identifier: MIT */
/* What the example needs of the board: it starts, it prints. */
#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

/* Of memory.ld: its address is that of the first byte behind the firmware in flash. */
extern const uint8_t firmware_end[];

/* Print to UART 0, GPIO 0, at 115,200 baud. */
void print(const char *text);
void print_number(uint32_t number);

int main(void);

/* Where main() returns to. It waits for ever, unless the firmware brings its own. */
void finish(int status);

#endif
