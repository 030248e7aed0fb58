/* SPDX-License-Identifier: MIT */
/* The records about files, and about the image: in its head, before all others of the root, and its tail, behind them. */
#ifndef XROM_BUILD_ABOUT_H
#define XROM_BUILD_ABOUT_H

#include "layout.h"
#include "output.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* Bytes of the record that says that data is compressed. */
#define XROM_ABOUT_GZIP_SIZE 6

/* The size of the records about a file, in bytes. */
uint64_t xrom_about_size(const struct xrom_layout *layout, const struct xrom_item *item);

/* Writes them. Errors as xrom_output_write(), here and below. */
int xrom_about_write(const struct xrom_layout *layout, const struct xrom_item *item, struct xrom_output *output);

/* The size of the head in bytes, 0 where there is none. */
uint64_t xrom_head_size(const struct xrom_layout *layout);

int xrom_head_write(const struct xrom_layout *layout, struct xrom_output *output);

/* The size of the tail in bytes, 0 where there is none. */
uint64_t xrom_tail_size(const struct xrom_layout *layout);

/* Writes the tail. All that is in front of it must have gone to the output. */
int xrom_tail_write(const struct xrom_layout *layout, struct xrom_output *output);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
