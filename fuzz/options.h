/* SPDX-License-Identifier: MIT */
/* The options that a model is built with, and what they ask for. */
#ifndef FUZZ_OPTIONS_H
#define FUZZ_OPTIONS_H

#include <xrom/build.h>

#include "model.h"

/* Options for xrom_build(), without progress. */
struct xrom_build_options options_of(const struct model *model);

/* The alignment that they ask for a file. */
uint32_t options_align(const struct xrom_build_options *options, const struct model_entry *entry);

/* Which byte of a file is to have it: any one where rules are asked for, else the first. */
uint32_t options_origin(const struct xrom_build_options *options, const char *name, size_t name_size, size_t size);

#endif
