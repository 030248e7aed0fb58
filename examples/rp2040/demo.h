/* SPDX-License-Identifier: MIT */
/* What the example does, with or without the Pico SDK. */
#ifndef DEMO_H
#define DEMO_H

#include <xrom/rp2040.h>
#include <xrom/xrom.h>

/* Mounts the image and shows it. Returns 0 or the error that it has printed. */
int demo(void);

/* Prints the tree of an image, and one of its files. */
int show(const struct xrom_image *image);

/* Brought by the program: where the example prints to. */
void print(const char *text);
void print_number(uint32_t number);

#endif
