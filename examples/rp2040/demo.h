/* SPDX-License-Identifier: MIT */
/* What the example does, with or without the Pico SDK. */
#ifndef DEMO_H
#define DEMO_H

#include <xrom/rp2040.h>
#include <xrom/xrom.h>

/*
 * Mounts an image, shows it, and updates it. `firmware_size` and `execute` are those of xrom_rp2040_flash_open(). Returns 0
 * or the error that it has printed.
 */
int demo(uint32_t firmware_size, xrom_rp2040_execute *execute);

/* Prints the tree of an image, and one of its files. */
int show(const struct xrom_image *image);

/* Brought by the program: where the example prints to. */
void print(const char *text);
void print_number(uint32_t number);

#endif
