/* SPDX-License-Identifier: MIT */
/* Options: what the caller wants, made complete and consistent. */
#ifndef XROM_BUILD_OPTIONS_H
#define XROM_BUILD_OPTIONS_H

#include "tree.h"

#if defined(__GNUC__)
#pragma GCC visibility push(hidden)
#endif

/* The alignment of data that is not told another one, in bytes. */
#define XROM_DATA_ALIGN_DEFAULT 4u

/* The largest texts that options can hold, in bytes. */
#define XROM_TEXT_SIZE_MAX 255

/*
 * Takes over the options of a caller (null: all zero). Afterwards `max_size` and `align` have their values, texts are null
 * rather than empty, `build_id` says whether there is one, and for mpremote all that it has not is turned off.
 *
 * XROM_ERR_ARGUMENT: they contradict each other or are out of range; the message says which.
 */
int xrom_options_take(struct xrom_tree *tree, const struct xrom_build_options *given,
                      struct xrom_build_options *options);

#if defined(__GNUC__)
#pragma GCC visibility pop
#endif

#endif
