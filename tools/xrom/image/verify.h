/* SPDX-License-Identifier: MIT */
/* What xrom check holds an image against beyond its records: its checksum, its index, and what the user asks for. */
#ifndef XROM_TOOL_VERIFY_H
#define XROM_TOOL_VERIFY_H

#include "image/input.h"

/*
 * 0: the index agrees with the tree. XROM_ERR_NOT_FOUND: there is none. XROM_ERR_INDEX: it does not agree, or cannot be
 * read. The image is one that has been checked. The error of a fault stands in `fault` as well.
 */
int verify_index(const struct xrom_image *image, struct xrom_fault *fault);

struct verified {
    bool has_checksum, has_index, has_hashes; /* and they are right */
    bool is_surprising;                       /* a name is, or an entry may be hidden: see warnings.h and hidden.h */
    uint64_t file_count, directory_count;
};

/* Checks an image, and verifies it as the command line wants it. False with a problem. */
bool verify_image(struct problem *problem, const struct input *input, const struct arguments *arguments,
                  struct verified *verified);

#endif
